"""The shop, the app and its subscriptions, bulk operations, and reading anything by its global id."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from graphql import GraphQLError

from tests.simulators.shopify import ids
from tests.simulators.shopify.connections import page
from tests.simulators.shopify.ids import gid
from tests.simulators.shopify.resolve import FIELDS, Call, resolves
from tests.simulators.shopify.resolve_catalogue import SORT_KEYS, searched
from tests.simulators.shopify.schemas import VERSIONS
from tests.simulators.shopify.search import Fields
from tests.simulators.shopify.store import Record

IDS_MAX = 250
SHOP_ID = 548380009
APP_ID = 1_701_000_001
BULK_FIELDS: Fields = {
    "id": ("id", lambda record: record["id"]),
    "status": ("text", lambda record: record["status"]),
    "operation_type": ("text", lambda record: "query"),
    "created_at": ("time", lambda record: record["created_at"]),
}
SUBSCRIPTION_FIELDS: Fields = {
    "id": ("id", lambda record: record["id"]),
    "endpoint": ("text", lambda record: record["uri"]),
    "created_at": ("time", lambda record: record["created_at"]),
    "updated_at": ("time", lambda record: record["updated_at"]),
}


@resolves("QueryRoot", "shop")
def _shop(_: Any, call: Call) -> Record:
    settings = call.store.settings
    zone = datetime.now(ZoneInfo(settings["zone"]))
    offset = zone.utcoffset()
    assert offset is not None
    address = {"country_code_v2": "US", "country": "United States", "formatted": []}
    return {
        "__typename": "Shop",
        "id": SHOP_ID,
        "name": call.store.shop.split(".")[0],
        "email": f"owner@{call.store.shop}",
        "contact_email": f"owner@{call.store.shop}",
        "myshopify_domain": call.store.shop,
        "url": f"https://{call.store.shop}",
        "primary_domain": {
            "__typename": "Domain",
            "id": gid("Domain", SHOP_ID),
            "host": call.store.shop,
            "url": f"https://{call.store.shop}",
            "ssl_enabled": True,
        },
        "currency_code": settings["currency"],
        "enabled_presentment_currencies": [settings["currency"]],
        "taxes_included": settings["taxes_included"],
        "tax_shipping": settings["tax_shipping"],
        "iana_timezone": settings["zone"],
        "timezone_abbreviation": zone.strftime("%Z"),
        "timezone_offset": zone.strftime("%z"),
        "timezone_offset_minutes": int(offset.total_seconds() // 60),
        "weight_unit": "KILOGRAMS",
        "unit_system": "METRIC_SYSTEM",
        "created_at": settings["created_at"],
        "updated_at": settings["created_at"],
        "order_number_format_prefix": "#",
        "order_number_format_suffix": "",
        "shop_owner_name": "Demo Owner",
        "setup_required": False,
        "checkout_api_supported": True,
        "plan": {
            "public_display_name": call.bulk.plan_name().capitalize(),
            "partner_development": False,
            "shopify_plus": call.bulk.plan_name() in ("plus", "enterprise"),
        },
        "billing_address": address,
        "shop_address": address,
    }


for _name in ("orders", "products", "locations", "customers", "inventoryItems", "productVariants"):
    # The shop repeats some lists of the query root.
    resolves("Shop", _name)(
        lambda record, call, name=_name, **arguments: FIELDS[("QueryRoot", name)](None, call, **arguments)
    )


@resolves("QueryRoot", "publicApiVersions")
def _versions(_: Any, call: Call) -> list[Record]:
    return [{"handle": one, "display_name": one, "supported": True} for one in VERSIONS]


@resolves("QueryRoot", "app")
def _app(_: Any, call: Call, id: str | None = None) -> Record | None:
    if id is not None and ids.number(id, "App") != APP_ID:
        return None
    return _the_app(call)


@resolves("QueryRoot", "currentAppInstallation", "appInstallation")
def _installation(_: Any, call: Call, id: str | None = None) -> Record:
    return {
        "__typename": "AppInstallation",
        "id": APP_ID + 1,
        "access_scopes": _scopes(call),
        "app": _the_app(call),
        "launch_url": "https://example.com/",
        "active_subscriptions": [],
    }


@resolves("App", "installation")
def _installation_of(_: Any, call: Call) -> Record:
    return _installation(None, call)


def _the_app(call: Call) -> Record:
    scopes = _scopes(call)
    return {
        "__typename": "App",
        "id": APP_ID,
        "title": call.app_title,
        "handle": call.app_title.lower(),
        "api_key": "demo-client-id",
        "available_access_scopes": scopes,
        "requested_access_scopes": scopes,
        "optional_access_scopes": [],
        "embedded": False,
        "published": False,
        "shopify_developed": False,
        "webhook_api_version": VERSIONS[-1],
    }


def _scopes(call: Call) -> list[Record]:
    return [{"handle": scope, "description": scope.replace("_", " ")} for scope in sorted(call.granted)]


@resolves("QueryRoot", "node")
def _node(_: Any, call: Call, id: str) -> Record | None:
    return _by_gid(call, id)


@resolves("QueryRoot", "nodes")
def _nodes(_: Any, call: Call, ids: list[str]) -> list[Record | None]:
    if len(ids) > IDS_MAX:
        message = f"The input array size of {len(ids)} is greater than the maximum allowed of {IDS_MAX}."
        raise GraphQLError(message, extensions={"code": "MAX_INPUT_SIZE_EXCEEDED"})
    return [_by_gid(call, one) for one in ids]


def _by_gid(call: Call, text: str) -> Record | None:
    level = ids.parse_level(text)
    if level is not None:
        return call.store.levels.get(level)
    found = ids.parse(text)
    if found is None:
        raise GraphQLError(f"Invalid global id '{text}'", extensions={"code": "argumentLiteralsIncompatible"})
    kind, number = found
    store = call.store
    tables: dict[str, dict[int, Record]] = {
        "Product": store.products,
        "ProductVariant": store.variants,
        "InventoryItem": store.items,
        "Location": store.locations,
        "Order": store.orders,
        "Customer": store.customers,
        "ShopifyPaymentsPayout": store.payouts,
        "ShopifyPaymentsBalanceTransaction": store.balance_transactions,
        "WebhookSubscription": store.subscriptions,
        "BulkOperation": store.bulk_operations,
    }
    return tables.get(kind, {}).get(number)


@resolves("QueryRoot", "webhookSubscription")
def _subscription(_: Any, call: Call, id: str) -> Record | None:
    return call.store.subscriptions.get(ids.number(id, "WebhookSubscription"))


@resolves("QueryRoot", "webhookSubscriptions")
def _subscriptions(_: Any, call: Call, **arguments: Any) -> Record:
    records = list(call.store.subscriptions.values())
    topics, uri = arguments.get("topics"), arguments.get("uri") or arguments.get("callbackUrl")
    if topics:
        records = [record for record in records if record["topic"] in topics]
    if uri:
        records = [record for record in records if record["uri"] == uri]
    records = searched(call, records, arguments, SUBSCRIPTION_FIELDS, "webhookSubscriptions")
    key = SORT_KEYS.get(arguments.get("sortKey") or "ID", SORT_KEYS["ID"])
    return page("WebhookSubscriptionConnection", records, arguments, key, everything=call.everything)


@resolves("QueryRoot", "webhookSubscriptionsCount")
def _subscriptions_count(_: Any, call: Call, **arguments: Any) -> Record:
    return {"count": len(call.store.subscriptions), "precision": "EXACT"}


@resolves("WebhookSubscription", "callbackUrl")
def _callback(record: Record, call: Call) -> str:
    return record["uri"]


@resolves("WebhookSubscription", "endpoint")
def _endpoint(record: Record, call: Call) -> Record:
    return {"__typename": "WebhookHttpEndpoint", "callback_url": record["uri"]}


@resolves("WebhookSubscription", "apiVersion")
def _api_version(record: Record, call: Call) -> Record:
    version = record["api_version"]
    return {"handle": version, "display_name": version, "supported": version in VERSIONS}


@resolves("WebhookSubscription", "metafields")
def _no_metafields(record: Record, call: Call) -> list[Record]:
    return []


@resolves("QueryRoot", "bulkOperation")
def _bulk_operation(_: Any, call: Call, id: str) -> Record | None:
    return call.store.bulk_operations.get(ids.number(id, "BulkOperation"))


@resolves("QueryRoot", "bulkOperations")
def _bulk_operations(_: Any, call: Call, **arguments: Any) -> Record:
    records = list(call.store.bulk_operations.values())
    records = searched(call, records, arguments, BULK_FIELDS, "bulkOperations")
    key = SORT_KEYS.get(arguments.get("sortKey") or "CREATED_AT", SORT_KEYS["CREATED_AT"])
    return page("BulkOperationConnection", records, arguments, key, everything=call.everything)


@resolves("QueryRoot", "currentBulkOperation")
def _current_bulk_operation(_: Any, call: Call, type: str = "QUERY") -> Record | None:
    if type != "QUERY":
        return None
    return next(reversed(call.store.bulk_operations.values()), None)


@resolves("BulkOperation", "type")
def _bulk_type(record: Record, call: Call) -> str:
    return "QUERY"
