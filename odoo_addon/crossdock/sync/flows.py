"""All flows, and which one a topic, a mark or an operation belongs to."""

from .activation import ActivationsOut
from .consent import ConsentIn
from .contacts import ContactsIn, ContactsOut
from .disputes import DisputesIn
from .inventory import LevelsIn, LevelsOut
from .linking import LinkingIn, LinkingOut, LinkingResult
from .order_confirmation import OrderConfirmation
from .order_import import OrderImports
from .order_money import OrderMoneyIn
from .orders import OrdersIn
from .payout_poll import PayoutPolling
from .payouts import PayoutsIn
from .polling import Polling
from .stock_reconcile import StockReconciles
from .subscriptions import StoreEvents, SubscriptionsOut

INBOUND = (
    OrdersIn(),
    OrderConfirmation(),
    LevelsIn(),
    LinkingIn(),
    StoreEvents(),
    ContactsIn(),
    ConsentIn(),
    OrderMoneyIn(),
    PayoutsIn(),
    DisputesIn(),
)
OUTBOUND = (
    LevelsOut(),
    ActivationsOut(),
    ContactsOut(),
    LinkingOut(),
    LinkingResult(),
    SubscriptionsOut(),
    Polling(),
    PayoutPolling(),
    OrderImports(),
    StockReconciles(),
)

_BY_TOPIC = {topic: flow for flow in INBOUND for topic in flow.topics}
_BY_MARK = {flow.mark_kind: flow for flow in OUTBOUND}
_BY_OPERATION = {kind: flow for flow in OUTBOUND for kind in flow.operation_kinds}


def inbound_for(topic):
    """The flow of an inbox topic, or None."""
    return _BY_TOPIC.get(topic)


def lane_for(topic):
    """The lane of an inbox topic; unknown topics wait in the least urgent one, where they are seen as dead."""
    flow = _BY_TOPIC.get(topic)
    return flow.lane if flow else "backfill"


def outbound_for_mark(kind):
    """The flow that drains a kind of mark, or None."""
    return _BY_MARK.get(kind)


def outbound_for_operation(kind):
    """The flow that sends a kind of operation, or None."""
    return _BY_OPERATION.get(kind)
