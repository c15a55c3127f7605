"""Orders and customers in GraphQL: the same figures as in the webhooks, in the other notation."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

from tests.simulators.shopify import ids, money, orders, payments
from tests.simulators.shopify.connections import page
from tests.simulators.shopify.resolve import Call, resolves
from tests.simulators.shopify.resolve_catalogue import count, searched
from tests.simulators.shopify.search import Fields
from tests.simulators.shopify.store import Record

ALL_ORDERS_SECONDS = 60 * 24 * 3600


def _status(record: Record) -> str:
    if record["cancelled_at"] is not None:
        return "cancelled"
    return "closed" if record["closed_at"] is not None else "open"


def _total(record: Record) -> Decimal:
    return Decimal(money.text(orders.totals(record)["total"], record["currency"]))


ORDER_FIELDS: Fields = {
    "id": ("id", lambda record: record["id"]),
    "name": ("text", lambda record: record["name"]),
    "email": ("text", lambda record: record["email"]),
    "created_at": ("time", lambda record: record["created_at"]),
    "updated_at": ("time", lambda record: record["updated_at"]),
    "processed_at": ("time", lambda record: record["processed_at"]),
    "financial_status": ("text", lambda record: record["financial_status"]),
    "fulfillment_status": ("text", lambda record: "unfulfilled"),
    "status": ("text", _status),
    "customer_id": ("id", lambda record: record["customer_id"]),
    "tag": ("list", lambda record: record["tags"]),
    "test": ("text", lambda record: str(record["test"]).lower()),
    "total_price": ("number", _total),
}
CUSTOMER_FIELDS: Fields = {
    "id": ("id", lambda record: record["id"]),
    "email": ("text", lambda record: record["email"]),
    "first_name": ("text", lambda record: record["first_name"]),
    "last_name": ("text", lambda record: record["last_name"]),
    "phone": ("text", lambda record: record["phone"]),
    "tag": ("list", lambda record: record["tags"]),
    "created_at": ("time", lambda record: record["created_at"]),
    "customer_date": ("time", lambda record: record["created_at"]),
    "updated_at": ("time", lambda record: record["updated_at"]),
}
# Whole seconds, so that a cursor made from an answer stands where the answer said.
SORT_KEYS: dict[str, Any] = {
    "ID": lambda record: record["id"],
    "CREATED_AT": lambda record: int(record["created_at"]),
    "UPDATED_AT": lambda record: int(record["updated_at"]),
    "PROCESSED_AT": lambda record: int(record.get("processed_at") or record["created_at"]),
    "ORDER_NUMBER": lambda record: record.get("number") or 0,
    "TOTAL_PRICE": lambda record: orders.totals(record)["total"],
    "NAME": lambda record: f"{record.get('last_name') or ''} {record.get('first_name') or ''}",
}


def _visible(call: Call) -> list[Record]:
    """Orders older than 60 days need read_all_orders."""
    records = list(call.store.orders.values())
    if "read_all_orders" in call.granted:
        return records
    oldest = time.time() - ALL_ORDERS_SECONDS
    return [record for record in records if record["created_at"] >= oldest]


def _page(call: Call, typename: str, records: list[Record], arguments: dict[str, Any], default: str = "ID") -> Record:
    key = SORT_KEYS.get(arguments.get("sortKey") or default, SORT_KEYS["ID"])
    return page(f"{typename}Connection", records, arguments, key, everything=call.everything)


@resolves("QueryRoot", "orders")
def _orders(_: Any, call: Call, **arguments: Any) -> Record:
    found = searched(call, _visible(call), arguments, ORDER_FIELDS, "orders")
    return _page(call, "Order", found, arguments, "PROCESSED_AT")


@resolves("QueryRoot", "ordersCount")
def _orders_count(_: Any, call: Call, **arguments: Any) -> Record:
    return count(len(searched(call, _visible(call), arguments, ORDER_FIELDS, "ordersCount")))


@resolves("QueryRoot", "order")
def _order(_: Any, call: Call, id: str) -> Record | None:
    number = ids.number(id, "Order")
    return next((record for record in _visible(call) if record["id"] == number), None)


@resolves("QueryRoot", "customers")
def _customers(_: Any, call: Call, **arguments: Any) -> Record:
    found = searched(call, list(call.store.customers.values()), arguments, CUSTOMER_FIELDS, "customers")
    return _page(call, "Customer", found, arguments)


@resolves("QueryRoot", "customersCount")
def _customers_count(_: Any, call: Call, **arguments: Any) -> Record:
    records = list(call.store.customers.values())
    return count(len(searched(call, records, arguments, CUSTOMER_FIELDS, "customersCount")))


@resolves("QueryRoot", "customer")
def _customer(_: Any, call: Call, id: str) -> Record | None:
    return call.store.customers.get(ids.number(id, "Customer"))


def _sum(name: str, current: bool = False) -> Any:
    return lambda record, call: orders.totals(record, current)[name]


def _zero(record: Record, call: Call, **_: Any) -> int:
    return 0


def _nothing(record: Record, call: Call, **_: Any) -> list[Record]:
    return []


for _names, _function in (
    (("totalPriceSet", "totalPrice", "originalTotalPriceSet"), _sum("total")),
    (("subtotalPriceSet", "subtotalPrice"), _sum("subtotal")),
    (("totalTaxSet", "totalTax"), _sum("tax")),
    (("totalDiscountsSet", "totalDiscounts"), _sum("discounts")),
    (("totalShippingPriceSet", "totalShippingPrice"), _sum("shipping")),
    (("currentTotalPriceSet",), _sum("total", True)),
    (("currentSubtotalPriceSet",), _sum("subtotal", True)),
    (("currentTotalTaxSet",), _sum("tax", True)),
    (("currentTotalDiscountsSet",), _sum("discounts", True)),
    (("currentShippingPriceSet",), _sum("shipping", True)),
    (("currentTotalWeight",), _sum("weight", True)),
    (("totalWeight",), _sum("weight")),
    (("subtotalLineItemsQuantity",), _sum("quantity")),
    (("currentSubtotalLineItemsQuantity",), _sum("quantity", True)),
    (("totalOutstandingSet",), lambda record, call: orders.outstanding(record)),
    (
        (
            "totalTipReceivedSet",
            "totalTipReceived",
        ),
        _zero,
    ),
    (("fulfillments", "additionalFees", "alerts", "disputes", "risks"), _nothing),
    (("merchantEditableErrors",), _nothing),
):
    resolves("Order", *_names)(_function)


@resolves("Order", "taxLines")
def _order_taxes(record: Record, call: Call) -> list[Record]:
    return _tax_lines(orders.totals(record)["tax_lines"])


@resolves("Order", "currentTaxLines")
def _current_taxes(record: Record, call: Call) -> list[Record]:
    return _tax_lines(orders.totals(record, current=True)["tax_lines"])


@resolves("Order", "displayFinancialStatus")
def _financial_status(record: Record, call: Call) -> str:
    return record["financial_status"].upper()


@resolves("Order", "displayFulfillmentStatus")
def _fulfillment_status(record: Record, call: Call) -> str:
    return "UNFULFILLED"


@resolves("Order", "cancelReason")
def _cancel_reason(record: Record, call: Call) -> str | None:
    return record["cancel_reason"].upper() if record["cancel_reason"] else None


@resolves("Order", "returnStatus")
def _return_status(record: Record, call: Call) -> str:
    return "NO_RETURN"


@resolves("Order", "currencyCode", "presentmentCurrencyCode")
def _currency(record: Record, call: Call) -> str:
    return record["currency"]


@resolves("Order", "customAttributes")
def _attributes(record: Record, call: Call) -> list[Record]:
    return [{"key": one["name"], "value": one["value"]} for one in record["attributes"]]


@resolves("Order", "paymentGatewayNames")
def _gateways(record: Record, call: Call) -> list[str]:
    return record["gateways"]


@resolves("Order", "confirmationNumber")
def _confirmation(record: Record, call: Call) -> str:
    return record["token"][:9].upper()


@resolves("Order", "statusPageUrl")
def _status_page(record: Record, call: Call, **_: Any) -> str:
    return f"https://{call.store.shop}/548380009/orders/{record['token']}/authenticate?key={record['token']}"


@resolves("Order", "customerLocale")
def _locale(record: Record, call: Call) -> str:
    return "en"


@resolves("Order", "customer")
def _customer_of(record: Record, call: Call) -> Record | None:
    return call.store.customers.get(record["customer_id"])


def _address(key: str) -> Any:
    def read(record: Record, call: Call) -> Record | None:
        address = record[key]
        return {**address, "__typename": "MailingAddress", "id": record["id"]} if address else None

    return read


resolves("Order", "billingAddress")(_address("billing_address"))
resolves("Order", "shippingAddress", "displayAddress")(_address("shipping_address"))
resolves("Customer", "defaultAddress")(
    lambda record, call: (
        {**record["default_address"], "__typename": "MailingAddress"} if record["default_address"] else None
    )
)


@resolves("Order", "billingAddressMatchesShippingAddress")
def _same_address(record: Record, call: Call) -> bool:
    return record["billing_address"] == record["shipping_address"]


@resolves("Order", "discountCode")
def _discount_code(record: Record, call: Call) -> str | None:
    return next(iter(_codes(record)), None)


@resolves("Order", "discountCodes")
def _discount_codes(record: Record, call: Call) -> list[str]:
    return _codes(record)


def _codes(record: Record) -> list[str]:
    return [one["title"] for one in record["discount_applications"] if one["kind"] == "discount_code"]


@resolves("Order", "discountApplications")
def _applications(record: Record, call: Call, **arguments: Any) -> Record:
    made = [_application(record, index) for index in range(len(record["discount_applications"]))]
    connection = "DiscountApplicationConnection"
    return page(connection, made, arguments, _index, _index, everything=call.everything)


def _index(application: Record) -> int:
    return application["index"]


def _application(record: Record, index: int) -> Record:
    one = record["discount_applications"][index]
    if one["value_type"] == "percentage":
        value: Record = {"__typename": "PricingPercentageValue", "percentage": float(one["value"])}
    else:
        amount = money.graphql_text(one["value"], record["currency"])
        value = {"__typename": "MoneyV2", "amount": amount, "currencyCode": record["currency"]}
    code = one["kind"] == "discount_code"
    return {
        "__typename": "DiscountCodeApplication" if code else "ManualDiscountApplication",
        "index": index,
        "allocation_method": one["allocation_method"].upper(),
        "target_selection": one["target_selection"].upper(),
        "target_type": one["target_type"].upper(),
        "value": value,
        "code" if code else "title": one["title"],
    }


@resolves("Order", "lineItems", "nonFulfillableLineItems")
def _line_items(record: Record, call: Call, **arguments: Any) -> Record:
    lines = [{**line, "order": record} for line in record["lines"]]
    return page("LineItemConnection", lines, arguments, lambda line: line["id"], everything=call.everything)


@resolves("Order", "shippingLines")
def _shipping_lines(record: Record, call: Call, **arguments: Any) -> Record:
    lines = [{**line, "order": record} for line in record["shipping_lines"]]
    return page("ShippingLineConnection", lines, arguments, lambda line: line["id"], everything=call.everything)


@resolves("Order", "shippingLine")
def _shipping_line(record: Record, call: Call) -> Record | None:
    return next(({**line, "order": record} for line in record["shipping_lines"]), None)


@resolves("Order", "risk")
def _risk(record: Record, call: Call) -> Record:
    return {"recommendation": "NONE", "assessments": []}


@resolves("Order", "riskLevel")
def _risk_level(record: Record, call: Call) -> str:
    return "LOW"


@resolves("Order", "totalCashRoundingAdjustment")
def _cash_rounding(record: Record, call: Call) -> Record:
    rounded = payments.cash_rounding(record)
    return {"payment_set": rounded["payment"], "refund_set": rounded["refund"]}


@resolves("Order", "fulfillmentsCount")
def _none_of_them(record: Record, call: Call) -> Record:
    return count(0)


@resolves("Order", "returns", "fulfillmentOrders", "events", "metafields", "agreements", "localizedFields")
def _empty_page(record: Record, call: Call, **arguments: Any) -> Record:
    return page("Connection", [], arguments, lambda one: 0, everything=call.everything)


for _name, _test in {
    "closed": lambda record: record["closed_at"] is not None,
    "fullyPaid": lambda record: record["financial_status"] == "paid",
    "unpaid": lambda record: record["financial_status"] == "pending",
    "canMarkAsPaid": lambda record: record["financial_status"] == "pending",
    "confirmed": lambda record: True,
    "merchantEditable": lambda record: record["cancelled_at"] is None,
    "requiresShipping": lambda record: any(line["requires_shipping"] for line in record["lines"]),
    "edited": lambda record: any(line["quantity"] != line["current_quantity"] for line in record["lines"]),
    "fulfillable": lambda record: record["cancelled_at"] is None,
    "refundable": lambda record: record["financial_status"] == "paid",
    "restockable": lambda record: record["cancelled_at"] is None,
    "canNotifyCustomer": lambda record: bool(record["email"]),
    "customerAcceptsMarketing": lambda record: False,
    "dutiesIncluded": lambda record: False,
    "estimatedTaxes": lambda record: False,
    "hasTimelineComment": lambda record: False,
    "taxExempt": lambda record: False,
    "productNetwork": lambda record: False,
}.items():
    resolves("Order", _name)(lambda record, call, test=_test: test(record))


def _tax_lines(lines: list[Record]) -> list[Record]:
    return [
        {
            "__typename": "TaxLine",
            "title": line["title"],
            "rate": line["rate"],
            "rate_percentage": float(Decimal(str(line["rate"])) * 100),
            "price": line["price"],
            "price_set": line["price"],
            "channel_liable": False,
            "source": None,
        }
        for line in lines
    ]


def _allocations(record: Record, call: Call) -> list[Record]:
    return [
        {
            "__typename": "DiscountAllocation",
            "allocated_amount": one["amount"],
            "allocated_amount_set": one["amount"],
            "discount_application": _application(record["order"], one["index"]),
        }
        for one in record["allocations"]
    ]


def _original(line: Record) -> int:
    return line["price"] * line["quantity"]


def _discounted(line: Record, codes: bool) -> int:
    off = sum(one["amount"] for one in line["allocations"]) if codes else line["total_discount"]
    return _original(line) - off


def _per_unit(amount: int, line: Record) -> int:
    return money.round_half_up(Decimal(amount) / line["quantity"])


for _names, _read in (
    (("originalUnitPriceSet", "originalUnitPrice"), lambda line: line["price"]),
    (("originalTotalSet", "originalTotal"), _original),
    (("discountedTotal",), lambda line: _discounted(line, False)),
    (
        ("discountedUnitPriceSet", "discountedUnitPrice"),
        lambda line: _per_unit(_discounted(line, False), line),
    ),
    (("discountedUnitPriceAfterAllDiscountsSet",), lambda line: _per_unit(_discounted(line, True), line)),
    (("totalDiscountSet", "totalDiscount"), lambda line: line["total_discount"]),
    (("unfulfilledDiscountedTotalSet", "unfulfilledDiscountedTotal"), lambda line: _discounted(line, False)),
    (("unfulfilledOriginalTotalSet", "unfulfilledOriginalTotal"), _original),
    (
        ("fulfillableQuantity", "unfulfilledQuantity", "refundableQuantity"),
        lambda line: line["current_quantity"],
    ),
    (("nonFulfillableQuantity",), lambda line: line["quantity"] - line["current_quantity"]),
    (("isGiftCard",), lambda line: line["gift_card"]),
    (("fulfillmentStatus",), lambda line: "unfulfilled"),
    (("canRestock", "restockable", "merchantEditable"), lambda line: line["current_quantity"] > 0),
    (("duties",), lambda line: []),
    (
        ("customAttributes",),
        lambda line: [{"key": p["name"], "value": p["value"]} for p in line["properties"]],
    ),
):
    resolves("LineItem", *_names)(lambda record, call, read=_read, **_: read(record))


@resolves("LineItem", "discountedTotalSet")
def _discounted_total(record: Record, call: Call, withCodeDiscounts: bool = False) -> int:
    return _discounted(record, withCodeDiscounts)


@resolves("LineItem", "taxLines")
@resolves("ShippingLine", "taxLines")
def _line_taxes(record: Record, call: Call, first: int | None = None) -> list[Record]:
    return _tax_lines(record["tax_lines"])[:first]


resolves("LineItem", "discountAllocations")(_allocations)
resolves("ShippingLine", "discountAllocations")(_allocations)


@resolves("LineItem", "variant")
def _line_variant(record: Record, call: Call) -> Record | None:
    return call.store.variants.get(record["variant_id"])


@resolves("LineItem", "product")
def _line_product(record: Record, call: Call) -> Record | None:
    return call.store.products.get(record["product_id"])


for _names, _read in (
    (
        ("originalPriceSet", "originalPrice", "price", "discountedPriceSet", "discountedPrice"),
        lambda line: line["price"],
    ),
    (
        ("currentDiscountedPriceSet",),
        lambda line: 0 if line["order"]["cancelled_at"] is not None else line["price"],
    ),
    (("custom", "isRemoved"), lambda line: False),
):
    resolves("ShippingLine", *_names)(lambda record, call, read=_read, **_: read(record))


@resolves("MailingAddress", "countryCodeV2")
def _country_code(record: Record, call: Call) -> str | None:
    return record["country_code"]


@resolves("MailingAddress", "coordinatesValidated")
def _not_validated(record: Record, call: Call) -> bool:
    return False


@resolves("MailingAddress", "formatted")
def _formatted(record: Record, call: Call, **_: Any) -> list[str]:
    parts = ("address1", "address2", "city", "zip", "country")
    return [record[part] for part in parts if record.get(part)]


def _orders_of(record: Record, call: Call) -> list[Record]:
    return [order for order in call.store.orders.values() if order["customer_id"] == record["id"]]


@resolves("Customer", "numberOfOrders")
def _number_of_orders(record: Record, call: Call) -> int:
    return len(_orders_of(record, call))


@resolves("Customer", "amountSpent")
def _amount_spent(record: Record, call: Call) -> int:
    return sum(orders.totals(order, True)["total"] for order in _orders_of(record, call))


@resolves("Customer", "lastOrder")
def _last_order(record: Record, call: Call) -> Record | None:
    return max(_orders_of(record, call), key=lambda order: order["id"], default=None)


@resolves("Customer", "orders")
def _customer_orders(record: Record, call: Call, **arguments: Any) -> Record:
    return _page(call, "Order", _orders_of(record, call), arguments)


@resolves("Customer", "displayName")
def _display_name(record: Record, call: Call) -> str:
    return " ".join(part for part in (record["first_name"], record["last_name"]) if part) or record["email"] or ""


@resolves("Customer", "defaultEmailAddress")
def _email_address(record: Record, call: Call) -> Record | None:
    if not record["email"]:
        return None
    return {"email_address": record["email"], "marketing_state": "NOT_SUBSCRIBED", "valid_format": True}


@resolves("Customer", "defaultPhoneNumber")
def _phone_number(record: Record, call: Call) -> Record | None:
    return {"phone_number": record["phone"], "marketing_state": "NOT_SUBSCRIBED"} if record["phone"] else None


@resolves("Customer", "state")
def _customer_state(record: Record, call: Call) -> str:
    return "DISABLED"
