"""Subscriptions and the signed delivery of webhooks.

Five required headers and three optional ones; HMAC-SHA256 over the raw body; 1 s to connect, 5 s in all; only
2xx counts (a redirect is a failure); eight retries over four hours with the original payload; when they are
exhausted, a subscription that was made through the API is deleted. Sources: Shopify's webhook documentation,
changelog of 2024-09-10.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from tests.simulators.common.answers import dumps
from tests.simulators.common.clock import iso_utc_milliseconds, now
from tests.simulators.common.deliveries import Deliveries, Delivery, Schedule
from tests.simulators.common.faults import Faults
from tests.simulators.shopify import payloads, search
from tests.simulators.shopify.scopes import TOPIC_SCOPES
from tests.simulators.shopify.store import Record, Store

# Eight retries, exponential, four hours in all.
RETRY_SECONDS = [10.0, 26.0, 70.0, 185.0, 490.0, 1300.0, 3400.0, 8919.0]
CONNECT_SECONDS_MAX = 1.0
TOTAL_SECONDS_MAX = 5.0
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
# Resources whose name has more than one word; a topic is RESOURCE_ACTION.
RESOURCES = (
    "BULK_OPERATIONS",
    "INVENTORY_LEVELS",
    "INVENTORY_ITEMS",
    "FULFILLMENT_ORDERS",
    "FULFILLMENT_EVENTS",
    "ORDER_TRANSACTIONS",
    "DRAFT_ORDERS",
    "TENDER_TRANSACTIONS",
    "ORDERS",
    "PRODUCTS",
    "CUSTOMERS",
    "REFUNDS",
    "RETURNS",
    "FULFILLMENTS",
    "LOCATIONS",
    "APP",
    "SHOP",
)


def topic_path(enum: str) -> str:
    """ORDERS_CREATE -> orders/create."""
    resource = next((one for one in RESOURCES if enum.startswith(f"{one}_")), None) or enum.rpartition("_")[0]
    return f"{resource.lower()}/{enum[len(resource) + 1 :].lower()}"


def sign(secret: str, body: bytes) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


class Webhooks:
    """Turns what happens in the store into deliveries to whoever subscribed."""

    def __init__(self, store: Store, faults: Faults, secret: str, granted: Callable[[], frozenset[str]]) -> None:
        self._store = store
        self._secret = secret
        self._granted = granted
        self.enabled = True
        schedule = Schedule(list(RETRY_SECONDS), CONNECT_SECONDS_MAX, TOTAL_SECONDS_MAX)
        self.deliveries = Deliveries(faults, schedule, self._exhausted)
        store.listener = self.report

    def report(self, topic: str, record: Record, event: str) -> None:
        """Deliver to every subscription of the topic. The body is fixed now and never rebuilt."""
        if not self.enabled:
            return
        matching = [one for one in self._store.subscriptions.values() if topic_path(one["topic"]) == topic]
        if not matching:
            return
        payload = payloads.payload(self._store, topic, record)
        for subscription in matching:
            if self._wanted(subscription, payload):
                self.deliver(subscription, topic, payload, event)

    def deliver(self, subscription: Record, topic: str, payload: Record, event: str) -> None:
        fields = subscription["include_fields"]
        if fields:
            payload = {key: value for key, value in payload.items() if key in fields}
        body = dumps(payload)
        triggered = iso_utc_milliseconds(now())
        webhook_id = self._store.ids.uuid()
        headers = {
            "X-Shopify-Topic": topic,
            "X-Shopify-Shop-Domain": self._store.shop,
            "X-Shopify-API-Version": subscription["api_version"],
            "X-Shopify-Webhook-Id": webhook_id,
            "X-Shopify-Event-Id": event,
            "X-Shopify-Triggered-At": triggered,
            "User-Agent": "Shopify-Captain-Hook",
        }
        if subscription["name"]:
            headers["X-Shopify-Name"] = subscription["name"]
        delivery = Delivery(topic, webhook_id, event, subscription["uri"], lambda retry: (body, {}))
        delivery.owner = str(subscription["id"])

        def render(retry: int) -> tuple[bytes, dict[str, str]]:
            secret = "corrupted" if delivery.corrupt_hmac else self._secret
            return body, {**headers, "X-Shopify-Hmac-Sha256": sign(secret, body)}

        delivery.render = render
        self.deliveries.send(delivery)

    def _wanted(self, subscription: Record, payload: Record) -> bool:
        if not subscription["filter"]:
            return True
        return search.compile_query(subscription["filter"], search.payload_fields(payload)).matches(payload)

    def _exhausted(self, delivery: Delivery) -> None:
        """The eighth retry failed: Shopify deletes the subscription and stops everything addressed to it."""
        if self._store.subscriptions.pop(int(delivery.owner), None) is not None:
            self.deliveries.abandon(delivery.owner)

    def create(self, enum: str, given: Record, api_version: str) -> tuple[Record | None, list[Record]]:
        """A new subscription, or the user errors that speak against it."""
        errors = self._errors(enum, given, None)
        if errors:
            return None, errors
        moment = now()
        record: Record = {
            "__typename": "WebhookSubscription",
            "id": self._store.ids.take("WebhookSubscription"),
            "topic": enum,
            "uri": _uri(given),
            "include_fields": list(given.get("includeFields") or []),
            "metafield_namespaces": list(given.get("metafieldNamespaces") or []),
            "filter": given.get("filter"),
            "name": given.get("name"),
            "format": given.get("format") or "JSON",
            "api_version": api_version,
            "created_at": moment,
            "updated_at": moment,
        }
        self._store.subscriptions[record["id"]] = record
        return record, []

    def change(self, number: int, given: Record) -> tuple[Record | None, list[Record]]:
        record = self._store.subscriptions.get(number)
        if record is None:
            return None, [_error(["id"], "Webhook subscription does not exist")]
        errors = self._errors(record["topic"], {"uri": record["uri"], **given}, number)
        if errors:
            return None, errors
        if _uri(given):
            record["uri"] = _uri(given)
        names = {"includeFields": "include_fields", "metafieldNamespaces": "metafield_namespaces"}
        for key in ("includeFields", "metafieldNamespaces", "filter", "name", "format"):
            if key in given:
                record[names.get(key, key)] = given[key] if key not in names else list(given[key] or [])
        record["updated_at"] = now()
        return record, []

    def remove(self, number: int) -> list[Record]:
        if self._store.subscriptions.pop(number, None) is None:
            return [_error(["id"], "Webhook subscription does not exist")]
        self.deliveries.abandon(str(number))
        return []

    def _errors(self, enum: str, given: Record, own: int | None) -> list[Record]:
        path = topic_path(enum)
        scope = TOPIC_SCOPES.get(path.split("/")[0])
        if scope is not None and scope not in self._granted():
            message = f"You do not have permission to create or update webhooks with {path} topic."
            return [_error(["webhookSubscription"], message)]
        uri = _uri(given)
        if not uri:
            return [_error(["webhookSubscription", "callbackUrl"], "Address can't be blank")]
        parts = urlsplit(uri)
        # Shopify demands https; plain http is let through to this machine, where no certificate can be had.
        if parts.scheme == "http" and parts.hostname not in LOOPBACK:
            return [_error(["webhookSubscription", "callbackUrl"], "Address protocol http:// is not supported")]
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return [_error(["webhookSubscription", "callbackUrl"], "Address is invalid")]
        for number, other in self._store.subscriptions.items():
            same = (other["topic"], other["uri"], other["filter"]) == (enum, uri, given.get("filter"))
            if same and number != own:
                message = "Address for this topic has already been taken"
                return [_error(["webhookSubscription", "callbackUrl"], message)]
        return []


def _uri(given: Record) -> str | None:
    return given.get("uri") or given.get("callbackUrl")


def _error(field: list[str], message: str) -> dict[str, Any]:
    return {"__typename": "UserError", "field": field, "message": message}
