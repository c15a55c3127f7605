"""Made orders with every section that ``order_node`` says again, so that one order can come in all three ways.

What a made order has is kept, and what it lacks is filled in. Left out is what one of the ways never tells: tags of the
customer, tips by their gateway, transactions within refunds.
"""

from __future__ import annotations

from typing import Any

from .reference.shopify_orders import ADDRESS, scalar

Json = dict[str, Any]
Money = tuple[str, str]

MOMENT = "2026-01-02T03:04:05+01:00"
CONSENT = {"state": "subscribed", "opt_in_level": "unknown", "consent_updated_at": MOMENT}
NEVER_MADE = (
    *("cancelled_at", "closed_at", "confirmation_number", "email", "phone", "source_name", "source_identifier"),
    *("merchant_of_record_app_id", "location_id", "customer_locale", "payment_terms", "billing_address"),
    *("original_total_additional_fees_set", "current_total_additional_fees_set", "note", "po_number", "app_id"),
    *("company", "customer", "shipping_address", "processed_at", "cancel_reason", "financial_status"),
    *("original_total_duties_set", "current_total_duties_set"),
)
FLAGS = ("test", "confirmed", "duties_included", "estimated_taxes", "tax_exempt", "buyer_accepts_marketing")
TOTALS = (
    *(
        "current_subtotal_price_set",
        "current_total_tax_set",
        "current_total_discounts_set",
        "current_shipping_price_set",
    ),
    *("total_cash_rounding_payment_adjustment_set", "total_cash_rounding_refund_adjustment_set"),
)


def filled(given: Json, **defaults: Any) -> Json:
    """With a default for each field that is missing or null."""
    return defaults | {key: value for key, value in given.items() if value is not None or key not in defaults}


def by_id(given: list[Json] | None) -> list[Json]:
    """The first of each id."""
    found: dict[Any, Json] = {}
    for one in given or []:
        found.setdefault(one["id"], one)
    return list(found.values())


def bag(amount: str, money: Money) -> Json:
    sides = zip(("shop_money", "presentment_money"), money, strict=True)
    return {side: {"amount": amount, "currency_code": currency} for side, currency in sides}


def with_bag(given: Json, plain: str, money: Money) -> Json:
    """Whose amount stands in a bag, as Shopify always writes it beside the plain one."""
    return filled(given, **{f"{plain}_set": bag(given.get(plain) or "0.00", money)})


def properties(given: list[Json] | None) -> list[Json]:
    """GraphQL tells texts alone."""
    return [{"name": one["name"], "value": scalar(one["value"])} for one in given or []]


def tax_lines(given: list[Json] | None, money: Money) -> list[Json]:
    return [with_bag(filled(one, rate=0, channel_liable=None, source=None), "price", money) for one in given or []]


def allocations(given: list[Json] | None, money: Money) -> list[Json]:
    return [with_bag(filled(one, discount_application_index=0), "amount", money) for one in given or []]


def duty(given: Json, money: Money) -> Json:
    made = filled(given, harmonized_system_code=None, country_code_of_origin=None)
    gid = f"gid://shopify/Duty/{given['id']}"
    return made | {"admin_graphql_api_id": gid, "tax_lines": tax_lines(given["tax_lines"], money)}


def line(given: Json, groups: set[int], money: Money) -> Json:
    texts = dict.fromkeys(["variant_id", "product_id", "sku", "variant_title"])
    made = filled(given, **texts, title="T", name="N", current_quantity=0, fulfillable_quantity=0)
    group = given.get("sales_line_item_group_id")
    made |= {
        "admin_graphql_api_id": f"gid://shopify/LineItem/{given['id']}",
        "sales_line_item_group_id": group if group in groups else None,
        "tip_payment_gateway": None,
        "properties": properties(given.get("properties")),
        "tax_lines": tax_lines(given.get("tax_lines"), money),
        "discount_allocations": allocations(given.get("discount_allocations"), money),
        "duties": [duty(one, money) for one in given.get("duties") or []],
    }
    return with_bag(with_bag(made, "price", money), "total_discount", money)


def shipping_line(given: Json, number: int, money: Money) -> Json:
    made = filled(given, title="T", code=None, source=None, carrier_identifier=None, is_removed=False)
    made |= {
        "id": number,
        "tax_lines": tax_lines(given.get("tax_lines"), money),
        "discount_allocations": allocations(given.get("discount_allocations"), money),
    }
    return with_bag(made, "price", money)


def refund(given: Json, order: Json, money: Money) -> Json:
    made = filled(given, created_at=MOMENT, processed_at=None, note=None) | {"return": given.get("return")}

    def part(one: Json) -> Json:
        return with_bag(with_bag(filled(one, id=1, location_id=None), "subtotal", money), "total_tax", money)

    def adjustment(one: Json) -> Json:
        reason = "refund discrepancy" if one.get("reason") else "shipping refund"
        return with_bag(with_bag(filled(one, id=1) | {"reason": reason}, "amount", money), "tax_amount", money)

    return made | {
        "order_id": order["id"],
        "transactions": [],
        "duties": [filled(one, duty_id=1) for one in given.get("duties") or []],
        "refund_line_items": [part(one) for one in given.get("refund_line_items") or []],
        "refund_shipping_lines": [
            filled(one, id=1, shipping_line_id=1, tax_amount_set=bag("0.00", money))
            for one in given.get("refund_shipping_lines") or []
        ],
        "order_adjustments": [adjustment(one) for one in given.get("order_adjustments") or []],
    }


def customer(given: Json | None) -> Json | None:
    if given is None:
        return None
    made = filled(given, first_name=None, last_name=None, tax_exempt=False, updated_at=MOMENT, default_address=None)
    told = {"email": given.get("email") or "a@example.com", "phone": "1", "tags": ""}
    return made | told | {"email_marketing_consent": CONSENT, "sms_marketing_consent": CONSENT}


def groups_of(given: Json) -> list[Json]:
    """The groups that lines belong to, in the order of the lines: a node tells no other."""
    found = {one["id"]: one for one in by_id(given.get("line_item_groups"))}
    used = dict.fromkeys(one.get("sales_line_item_group_id") for one in by_id(given["line_items"]))
    defaults = {"title": "G", "quantity": 1, "variant_id": 1, "product_id": 1, "variant_sku": None, "properties": []}
    return [filled(found[number], **defaults) for number in used if number in found]


def whole_order(given: Json) -> Json:
    """The payload of a webhook that ``order_node`` can say again whole."""
    money = given["currency"], given["presentment_currency"]
    made = filled(given, **dict.fromkeys(NEVER_MADE), **dict.fromkeys(FLAGS, False), order_number=1)
    made = filled(made, **{name: bag("0.00", money) for name in TOTALS}, total_tip_received="0.00")
    made = filled(made, total_outstanding="0.00", discount_codes=[], payment_gateway_names=[], discount_applications=[])
    for plain in ("subtotal_price", "total_tax", "total_discounts"):
        made = with_bag(made, plain, money)
    groups = groups_of(given)
    numbers = {one["id"] for one in groups}
    address = given.get("shipping_address")
    status = given.get("fulfillment_status")
    return made | {
        "admin_graphql_api_id": f"gid://shopify/Order/{given['id']}",
        # States that GraphQL writes otherwise than in upper case, and those that are words of any kind.
        "fulfillment_status": {"partial": "partial", "NEW_IN_2031": "fulfilled"}.get(status),
        "cancel_reason": "customer" if given.get("cancel_reason") else None,
        "tags": ", ".join(tag for one in (given.get("tags") or "").split(",") if (tag := one.strip())),
        "note_attributes": properties(given.get("note_attributes")),
        "company": given.get("company") and filled(given["company"], location_id=None),
        "customer": customer(given.get("customer")),
        "shipping_address": None if address is None else filled(address, **dict.fromkeys(ADDRESS)),
        "line_item_groups": groups,
        "line_items": [line(one, numbers, money) for one in by_id(given["line_items"])],
        "shipping_lines": [shipping_line(one, place + 1, money) for place, one in enumerate(given["shipping_lines"])],
        "tax_lines": tax_lines(given.get("tax_lines"), money),
        "refunds": [refund(one, given, money) for one in by_id(given.get("refunds"))],
        "returns": by_id(given.get("returns")),
        "fulfillments": [],
    }
