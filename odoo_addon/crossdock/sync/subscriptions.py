"""Webhook subscriptions: what the store shall tell us is compared with what it has been asked to tell, and repaired."""

import json

from crossdock_core import shopify

from .flow import InboundFlow, OutboundFlow, Planned
from .outcome import Dead, Done, Resend
from .shopify.documents import document

TOPICS = (
    "ORDERS_CREATE",
    "ORDERS_UPDATED",
    "ORDERS_CANCELLED",
    "ORDERS_RISK_ASSESSMENT_CHANGED",
    "CUSTOMERS_EMAIL_MARKETING_CONSENT_UPDATE",
    "CUSTOMERS_MARKETING_CONSENT_UPDATE",
    "INVENTORY_LEVELS_UPDATE",
    "BULK_OPERATIONS_FINISH",
    "APP_UNINSTALLED",
)
# Asked for only where an order's money is entered in Odoo.
MONEY_TOPICS = ("ORDER_TRANSACTIONS_CREATE", "REFUNDS_CREATE")
# Asked for only where disputes are followed; the app needs a scope for them.
DISPUTE_TOPICS = ("DISPUTES_CREATE", "DISPUTES_UPDATE")
PAGE_MAX = 50
PAGES_MAX = 20
# Our addresses are recognised by their path, whatever host they were registered with.
PATH = "/crossdock/webhook/shopify/"


class StoreEvents(InboundFlow):
    """app/uninstalled: the store has taken our rights back; calling it again would only collect errors."""

    lane = "catalogue"
    topics = frozenset({"app/uninstalled"})

    def apply(self, env, connection, works, prepared):
        connection._pause(env._("The app was uninstalled from the store."))
        return {}


class SubscriptionsOut(OutboundFlow):
    """The "subscriptions" mark into webhookSubscriptionCreate and webhookSubscriptionUpdate."""

    system = "shopify"
    lane = "catalogue"
    mark_kind = "subscriptions"
    operation_kinds = frozenset({"webhook_subscribe"})

    def plan(self, env, connection):
        taken = env["crossdock.mark"]._take(connection.id, self.mark_kind)
        # HubSpot's subscriptions belong to the app and are set there, not by API.
        if not taken or connection.system != "shopify":
            return Planned()
        return Planned(reads=["subscriptions"], taken=list(taken))

    def read(self, engine, connection_id, planned):
        found = read_subscriptions(engine.session(connection_id))

        def compare(env):
            connection = env["crossdock.connection"].browse(connection_id)
            # sudo: the address holds the token that tells one store's webhooks from another's, shown to managers only.
            url = connection.sudo().webhook_url
            under_way = set(
                env["crossdock.operation.line"]
                .search([("connection_id", "=", connection_id), ("open", "=", True)])
                .mapped("object_key")
            )
            wanted = TOPICS + (MONEY_TOPICS if connection._wants_money() else ())
            for topic in wanted + (DISPUTE_TOPICS if connection.follow_disputes else ()):
                if f"webhook:{topic}" not in under_way:
                    self._repair(env, connection, topic, url, found)

        engine.step("subscriptions.plan", compare)

    def _repair(self, env, connection, topic, url, found):
        """Commit the operation that makes one topic right, if it is not."""
        ours = [one for one in found if one["topic"] == topic and PATH in (one["uri"] or "")]
        if any(one["uri"] == url for one in ours):
            return
        token = url.rsplit("/", 1)[-1]
        stray = next((one for one in ours if one["uri"].rsplit("/", 1)[-1] == token), None)
        if stray:
            body = shopify.write_webhook_update(document("webhook_update"), stray["id"], url)
        else:
            body = shopify.write_webhook_subscribe(document("webhook_subscribe"), topic, url)
        env["crossdock.operation"]._enqueue(
            connection,
            {"lane": self.lane, "kind": "webhook_subscribe", "resume": "verify"},
            body,
            [(f"webhook:{topic}", None, topic, stray and "elsewhere", "subscribed", None, None)],
        )

    def send(self, session, body):
        return session.post(body)

    def interpret(self, session, response):
        repaired = b"webhookSubscriptionUpdate" in response.body
        mutation = "webhookSubscriptionUpdate" if repaired else "webhookSubscriptionCreate"
        answer, _done = session.interpret_mutation(response, mutation)
        return answer

    def settle(self, env, connection, operation, answer):
        return Done(env._("The store tells us now."))

    def refused(self, env, connection, operation, answer, reason):
        return Dead(f"{reason} {answer.detail}".strip())

    def verify(self, engine, connection_id, operation_id):
        found = read_subscriptions(engine.session(connection_id))

        def settle(env, connection, operation):
            url = connection.sudo().webhook_url  # sudo: see above
            topic = operation.line_ids.object_key.partition(":")[2]
            if any(one["topic"] == topic and one["uri"] == url for one in found):
                return Done(env._("The store tells us already."))
            return Resend(env._("The store was asked and has no such subscription."))

        return settle


def read_subscriptions(session):
    """All webhook subscriptions of this app: dicts with id, topic and uri."""
    found, after = [], None
    for _page in range(PAGES_MAX):
        data, _now = session.read(document("webhook_subscriptions"), {"first": PAGE_MAX, "after": after})
        page = json.loads(bytes(data))["webhookSubscriptions"]
        found += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    return found
