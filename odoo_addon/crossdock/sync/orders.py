"""Orders: what the store says of an order is brought into one sale order, whatever came in whatever sequence.

The newest known version decides. What an event's bytes carry is enough; the store is asked only where two different
states claim the same version (Shopify's versions have whole seconds).
"""

from dataclasses import dataclass, field

from crossdock_core import shopify
from crossdock_core.errors import CrossdockError, DecodeError

from . import (
    companies,
    order_adoption,
    order_changes,
    order_confirmation,
    order_kinds,
    order_money,
    order_origin,
    order_restock,
    order_risk,
    reasons,
)
from .flow import InboundFlow
from .order_currency import create_orders
from .order_kinds import why_skipped
from .order_risk import Risk
from .order_totals import settle_total, settle_totals
from .order_values import OrderValues
from .outcome import Dead, Done, Held
from .shopify.money_read import read_refunds
from .shopify.orders_read import read_whole
from .times import naive_utc

POLLED = "orders/polled"

# Of imports: an order as lines of a bulk file, or read by itself; each to be worked off, or as history that takes no stock.
# An order that a person asked for comes the second way, and is applied whatever Odoo shows already.
IMPORTED, IMPORTED_HISTORY = "orders/imported", "orders/imported_history"
FETCHED, FETCHED_HISTORY = "orders/fetched", "orders/fetched_history"
AS_LINES = frozenset({IMPORTED, IMPORTED_HISTORY})
AS_HISTORY = frozenset({IMPORTED_HISTORY, FETCHED_HISTORY})
ASKED_FOR = AS_LINES | {FETCHED, FETCHED_HISTORY}
# The store answered a query: its own clock says that no other state of this version came later.
QUERIED = ASKED_FOR | {POLLED}

# Written where Odoo's side of an order has changed so that what could not be applied may be applied now.
APPLY_AGAIN = "internal/order"

# Events that tell of an order and do not carry it: the store is asked for its newest state.
READ_AGAIN = frozenset({"orders/edited", "orders/risk_assessment_changed", APPLY_AGAIN})

# Orders that are captured by one ORM call. Beyond 50 little is gained.
BATCH_OBJECTS_MAX = 50


@dataclass
class Prepared:
    """What was read remotely for a batch: orders by id, and what orders say nothing about.

    That are refunds, by the order's id, and the companies they name.
    """

    orders: dict = field(default_factory=dict)
    refunds: dict = field(default_factory=dict)
    known: companies.Known = field(default_factory=companies.Known)


class OrdersIn(InboundFlow):
    """orders/* webhooks and polled orders, into ``sale.order``."""

    lane = "orders"
    store_knows_stock = True
    topics = frozenset({"orders/create", "orders/updated", "orders/cancelled", "orders/paid"}) | QUERIED | READ_AGAIN
    batch_objects_max = BATCH_OBJECTS_MAX

    def prepare(self, engine, connection_id, works):
        """What the events do not carry: ``Prepared``.

        Orders are read again where an event only names them, or where Odoo shows another state of the very same version;
        companies where Odoo does not know them.
        """
        wanted = {
            order_id
            for work in works
            if any(event.topic in READ_AGAIN for event in work.events) and (order_id := id_of(work))
        }

        def ties(env):
            connection = env["crossdock.connection"].browse(connection_id)
            orders = {}
            for work in works:
                try:
                    if id_of(work) not in wanted and (order := read(work.newest)):
                        orders[work.object_key] = order
                except CrossdockError:
                    continue
            bindings = env["crossdock.binding"]._find(connection, "order", [order.id for order in orders.values()])
            tied = [
                order.id
                for work in works
                if (order := orders.get(work.object_key)) and work.newest.topic not in QUERIED
                if _has_rivals(work)
                or (
                    (binding := bindings.get(str(order.id)))
                    and binding.applied_version == naive_utc(order.updated_at)
                    and binding.applied_hash != order_changes.fingerprint(order)
                )
            ]
            return tied, [order for order in orders.values() if order.company]

        tied, for_business = engine.step("orders.ties", ties)
        wanted.update(tied)
        prepared = Prepared()
        if wanted:
            nodes = read_whole(engine.session(connection_id), sorted(wanted))
            prepared.orders = {order_id: shopify.read_order_node(node) for order_id, node in nodes}
            for_business += [order for order in prepared.orders.values() if order.company]
        if for_business:
            gids = engine.step(
                "orders.companies",
                lambda env: companies.unknown(env["crossdock.connection"].browse(connection_id), for_business),
            )
            if gids:
                prepared.known = companies.read(engine.session(connection_id), gids)
        if queried := _without_refunds(works, prepared.orders):
            asked = engine.step("orders.restocked", lambda env: self._restocked(env, connection_id, queried))
            if asked:
                prepared.refunds = read_refunds(engine.session(connection_id), asked)
        return prepared

    def _restocked(self, env, connection_id, queried):
        """Ids of those orders ({id (text): order}) of which goods may have come back."""
        connection = env["crossdock.connection"].browse(connection_id)
        bindings = env["crossdock.binding"]._find(connection, "order", queried)
        sale_orders = env["sale.order"].browse(one.res_id for one in bindings.values()).exists()
        return [
            queried[one.crossdock_remote_id].id
            for one in sale_orders
            if order_restock.must_ask(connection, queried[one.crossdock_remote_id], one)
        ]

    def lock_products(self, env, connection, works):
        """Products of confirmed orders, whose lines may reserve more: as confirming does, one worker at a time."""
        ids = [order_id for work in works if (order_id := id_of(work))]
        bindings = env["crossdock.binding"]._find(connection, "order", ids)
        found = env["sale.order"].search(
            [("id", "in", [binding.res_id for binding in bindings.values()]), ("state", "=", "sale")]
        )
        confirmed = set(found.mapped("crossdock_remote_id"))
        variants = set()
        for work in works:
            if str(id_of(work)) in confirmed:
                try:
                    order = read(work.newest)
                except CrossdockError:
                    continue
                variants |= {line.variant_id for line in order.lines if line.variant_id} if order else set()
        linked = env["crossdock.binding"]._find(connection, "variant", variants) if variants else {}
        products = found.order_line.product_id | env["product.product"].browse(
            binding.res_id for binding in linked.values()
        )
        return products.exists().filtered("is_storable").ids

    def apply(self, env, connection, works, prepared):
        connection = connection.with_context(**env["account.analytic.distribution.model"]._crossdock_known_empty())
        env, outcomes, orders = connection.env, {}, {}
        for work in works:
            try:
                order = prepared.orders.get(id_of(work)) or read(work.newest)
            except CrossdockError as error:
                outcomes[work.object_key] = Dead(str(error))
                continue
            if order is None and id_of(work) is None:
                outcomes[work.object_key] = Dead(env._("The event names no order."))
            elif order is None:
                outcomes[work.object_key] = Done(env._("The store has this order no more."))
            else:
                orders[work.object_key] = order
        bindings = env["crossdock.binding"]._find(connection, "order", [order.id for order in orders.values()])
        values = OrderValues(connection, orders.values(), prepared.known)
        asked_for = _keys_with(works, ASKED_FOR)
        forced, history = _keys_with(works, {FETCHED, APPLY_AGAIN}), _keys_with(works, AS_HISTORY)
        new = {}
        for object_key, order in orders.items():
            binding = bindings.get(str(order.id))
            if binding:
                refunds = prepared.refunds.get(order.id) if order.refunds is None else order.refunds
                outcomes[object_key] = self._bring_up_to_date(
                    connection, values, binding, order, refunds, is_forced=object_key in forced
                )
            elif skipped := self._skip(connection, order, object_key in asked_for):
                outcomes[object_key] = Done(skipped)
            else:
                new[object_key] = order
        outcomes.update(self._adopt(connection, values, new, history))
        new = {key: order for key, order in new.items() if key not in outcomes}
        outcomes.update(
            {key: Done(why) for key, order in new.items() if (why := why_skipped(connection, order, key in history))}
        )
        new = {key: order for key, order in new.items() if key not in outcomes}
        landings = {work.object_key: order_origin.landing_of(work) for work in works if work.object_key in new}
        outcomes.update(self._capture(connection, values, new, landings, history))
        settled = [key for key in orders if isinstance(outcomes[key], Done)]
        order_money.announce(
            connection,
            [(orders[key], bindings[str(orders[key].id)]) for key in settled if str(orders[key].id) in bindings],
        )
        self._forget_demand(connection, settled)
        return outcomes

    def _skip(self, connection, order, is_asked_for):
        """Why an order that Odoo does not have is not to be entered; None if it is."""
        env = connection.env
        if order.cancelled_at:
            return env._("Cancelled before Odoo had it.")
        if not is_asked_for and connection.orders_since and naive_utc(order.created_at) < connection.orders_since:
            return env._("Placed before the connection takes orders.")
        return None

    def _adopt(self, connection, values, orders, history):
        """Take over what somebody else has entered already; {object key: outcome}."""
        env, outcomes = connection.env, {}
        found = order_adoption.find(connection, orders.values())
        for object_key, order in orders.items():
            if order.id not in found:
                continue
            try:
                sale_order = order_adoption.one_of(
                    found[order.id].filtered(lambda one: not one.crossdock_remote_id), order
                )
                if not sale_order:
                    continue
                if connection._is_preview():
                    text = env._("Would take over sale order %s.", sale_order.name)
                    raise Held(reasons.PREVIEW, reasons.PREVIEW, text, preview=text)
                # An order that must be held keeps nothing of the attempt.
                with env.cr.savepoint():
                    note = order_adoption.adopt(connection, values, sale_order, order)
                    order_money.announce(connection, self._bind(connection, sale_order, [order]))
                    if not sale_order.crossdock_foreign_lines and object_key not in history:
                        order_confirmation.confirm_later(connection, sale_order)
                outcomes[object_key] = Done(note)
            except Held as held:
                outcomes[object_key] = held
        return outcomes

    def _bring_up_to_date(self, connection, values, binding, order, refunds, *, is_forced):
        """An order that Odoo has: apply what is newer, leave what is older; or apply it all again."""
        env = connection.env
        version = naive_utc(order.updated_at)
        if binding.applied_version and version < binding.applied_version:
            return Done(env._("Older than what Odoo shows."))
        if order.risk and not connection._is_preview():
            sale_order = env["sale.order"].browse(binding.res_id).exists()
            if sale_order:
                order_risk.judge(connection, sale_order, Risk.of_order(order.risk))
        if not is_forced and binding.applied_hash == order_changes.fingerprint(order):
            binding.applied_version = version
            return Done(env._("Nothing has changed."))
        if connection._is_preview():
            return Held(
                reasons.PREVIEW,
                reasons.PREVIEW,
                env._("Preview: would update order %s.", order.name),
                preview=env._("Would update sale order %s.", binding.res_name),
            )
        try:
            # An order whose change must be held keeps nothing of the attempt.
            with env.cr.savepoint():
                if is_forced:
                    binding.applied_lines_hash = False
                return order_changes.update(connection, values, binding, order, refunds)
        except Held as held:
            return held

    def _capture(self, connection, values, orders, landings, history):
        """Enter new orders by one create; {object key: outcome}."""
        env = connection.env
        outcomes, ready = {}, {}
        for object_key, order in orders.items():
            try:
                ready[object_key] = values.of(order)
            except Held as held:
                outcomes[object_key] = held
        if not ready:
            return outcomes
        if connection._is_preview():
            return {**outcomes, **self._preview(connection, orders, ready, values.companies)}
        completed = values.with_partners([(orders[key], made) for key, made in ready.items()])
        sale_orders = create_orders(
            env,
            [
                {
                    **made,
                    **order_kinds.values(connection, orders[key], key in history),
                    **values.origins.values(orders[key], landings[key], order_kinds.tags(connection, orders[key])),
                }
                for key, made in zip(ready, completed, strict=True)
            ],
        )
        settle_totals(
            connection, [(sale_order, orders[key]) for key, sale_order in zip(ready, sale_orders, strict=True)]
        )
        for object_key, sale_order in zip(ready, sale_orders, strict=True):
            outcomes[object_key] = Done(env._("Entered as %s.", sale_order.name))
        bound = self._bind(connection, sale_orders, [orders[key] for key in ready])
        # What was sold long ago has been booked long ago, too.
        order_money.announce(connection, [pair for key, pair in zip(ready, bound, strict=True) if key not in history])
        for sale_order, key in zip(sale_orders, ready, strict=True):
            order_kinds.explain(connection, sale_order, orders[key], key in history)
            if orders[key].risk:
                order_risk.judge(connection, sale_order, Risk.of_order(orders[key].risk))
        order_confirmation.confirm_later(connection, sale_orders)
        products = sale_orders.order_line.product_id.filtered("is_storable")
        env["crossdock.mark"]._mark_later("stock", products.ids, "order captured")
        return outcomes

    def _preview(self, connection, orders, ready, known):
        """Enter each order within a savepoint that is rolled back, and say what would have come of it."""
        env, outcomes = connection.env, {}
        values = OrderValues(connection, orders.values(), known)
        for object_key, prepared in ready.items():
            order = orders[object_key]
            savepoint = env.cr.savepoint()
            try:
                sale_order = create_orders(env, values.with_partners([(order, prepared)]))
                settle_total(connection, sale_order, order)
                text = order_changes.describe(sale_order)
                outcomes[object_key] = Held(
                    reasons.PREVIEW, reasons.PREVIEW, env._("Preview: would enter order %s.", order.name), preview=text
                )
            except Held as held:
                outcomes[object_key] = held
            finally:
                savepoint.close(rollback=True)
                env.invalidate_all(flush=False)
                values = OrderValues(connection, orders.values(), known)
        return outcomes

    def _bind(self, connection, sale_orders, orders):
        """Bind what was entered or taken over; pairs of (order, its binding)."""
        bindings = connection.env["crossdock.binding"].create(
            [
                {
                    "connection_id": connection.id,
                    "kind": "order",
                    "remote_id": str(order.id),
                    "remote_name": order.name,
                    "res_id": sale_order.id,
                    "applied_version": naive_utc(order.updated_at),
                    "applied_hash": order_changes.fingerprint(order),
                    "applied_lines_hash": order_changes.lines_fingerprint(order),
                }
                for sale_order, order in zip(sale_orders, orders, strict=True)
            ]
        )
        return list(zip(orders, bindings, strict=True))

    # -- demand of orders that could not be entered ------------------------------------------------------

    def unfinished(self, env, connection, work, outcome):
        """A held order has taken stock at the store all the same: it must not be sold a second time."""
        if not isinstance(outcome, Held) or outcome.code == reasons.PREVIEW:
            return
        try:
            order = read(work.newest)
        except CrossdockError:
            return
        if order is None or order.cancelled_at or env["crossdock.binding"]._find(connection, "order", [order.id]):
            return
        bindings = env["crossdock.binding"]._find(
            connection, "variant", {line.variant_id for line in order.lines if line.variant_id}
        )
        stock = connection.warehouse_id.lot_stock_id.id
        lines = [
            (bindings[str(line.variant_id)].res_id, stock, line.current_quantity)
            for line in order.lines
            if str(line.variant_id) in bindings and line.current_quantity > 0
        ]
        env["crossdock.demand"]._replace(connection, work.object_key, lines if stock else [])

    def _forget_demand(self, connection, object_keys):
        demand = connection.env["crossdock.demand"]
        waiting = demand.search([("connection_id", "=", connection.id), ("object_key", "in", list(object_keys))])
        for object_key in set(waiting.mapped("object_key")):
            demand._replace(connection, object_key, [])


def id_of(work):
    """The id of the order that a work is about; None where its events name none."""
    kind, _colon, remote_id = work.object_key.partition(":")
    return int(remote_id) if kind == "order" and remote_id.isdigit() else None


def _has_rivals(work):
    """Whether several events claim the newest version and say different things: any of them may be the last."""
    newest = work.newest
    rivals = [event for event in work.events if event.version and event.version == newest.version]
    if len({event.hash for event in rivals}) < 2:
        return False
    said = set()
    for event in rivals:
        try:
            order = read(event)
        except CrossdockError:
            continue
        if order:
            said.add(order_changes.fingerprint(order))
    return len(said) > 1


def _without_refunds(works, orders):
    """{id (text): order} of queried orders that were refunded, which their queries do not tell more of."""
    found = {}
    for work in works:
        if work.newest.topic in QUERIED | READ_AGAIN:
            try:
                order = orders.get(id_of(work)) or read(work.newest)
            except CrossdockError:
                continue
            if order and order.refunds is None and order.financial_status in order_restock.REFUNDED:
                found[str(order.id)] = order
    return found


def _keys_with(works, topics):
    """Object keys of the works that have an event of one of these topics."""
    return {work.object_key for work in works if any(event.topic in topics for event in work.events)}


def _of_lines(body):
    """The one order whose lines of a bulk file these are.

    :raises DecodeError: a line cannot be read
    """
    found = shopify.read_orders_jsonl(body)
    if not found.objects:
        # The order's own line stands first and says only that it lacks a part; the part says why.
        raise DecodeError(found.errors[-1].message if found.errors else "The lines hold no order.")
    return found.objects[0]


def read(event):
    """The canonical order of an event; None of one that only says which order to look at."""
    if event.topic == "orders/edited":
        shopify.read_order_edit(event.body)
        return None
    if event.topic == APPLY_AGAIN:
        return None
    if event.topic in READ_AGAIN:
        shopify.read_risk_assessment_change(event.body)
        return None
    if event.topic in AS_LINES:
        return _of_lines(event.body)
    if event.topic in QUERIED:
        return shopify.read_order_node(event.body)
    return shopify.read_order(event.body, event.topic)
