"""Orders and money of Shopify's webhooks read the slow and plain way, to judge the core by.

Written from the published examples and from Shopify's documents, not from the core. Results are dictionaries with the names
of crossdock_core's properties, as tests.bindings.plain.plain() makes them of the core's values.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

Json = dict[str, Any]

ADDRESS = (
    *("first_name", "last_name", "name", "company", "address1", "address2", "city", "zip"),
    *("province", "province_code", "country", "country_code", "phone"),
)
UNREAD_OF_CUSTOMER = (
    *("state", "note", "locale", "currency", "verified_email", "whatsapp_consent"),
    *("created_at", "default_address_id"),
)
LOWER = str.maketrans({chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)})


def text(given: Json, key: str) -> str | None:
    """An empty text is none."""
    return given.get(key) or None


def lower(given: Json, key: str) -> str | None:
    return (given.get(key) or "").translate(LOWER) or None


def moment(given: Json, key: str) -> datetime | None:
    return datetime.fromisoformat(given[key].replace("Z", "+00:00")) if given.get(key) else None


def number(given: Json, key: str) -> Decimal | None:
    return None if given.get(key) is None else Decimal(str(given[key]))


def scalar(value: Any) -> str:
    if value is None:
        return ""
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def pairs(given: list[Json] | None) -> list[list[str]]:
    return [[scalar(one.get("name")), scalar(one.get("value"))] for one in given or []]


def told(given: Json, key: str, read: Callable[[Json], Any]) -> list[Any] | None:
    return None if given.get(key) is None else [read(one) for one in given[key]]


class Money:
    """Reads amounts of one order. `shop` and `presentment` are its currencies, where they are known."""

    def __init__(self, shop: str | None = None, presentment: str | None = None) -> None:
        self.shop, self.presentment = shop, presentment

    def bag(self, given: Json) -> tuple[Decimal, Decimal | None]:
        shop = given["shop_money"]
        self.shop = self.shop or shop["currency_code"]
        other = given.get("presentment_money")
        if other is None:
            return Decimal(str(shop["amount"])), self.same(shop["amount"])
        self.presentment = self.presentment or other["currency_code"]
        return Decimal(str(shop["amount"])), Decimal(str(other["amount"]))

    def same(self, amount: Any) -> Decimal | None:
        return Decimal(str(amount)) if self.shop and self.shop == self.presentment else None

    def both(self, given: Json, plain: str, bag: str) -> tuple[Decimal | None, Decimal | None]:
        """The bag, or the plain amount; nothing where neither is there."""
        if given.get(bag) is not None:
            return self.bag(given[bag])
        if given.get(plain) is None:
            return None, None
        return Decimal(str(given[plain])), self.same(given[plain])

    def shop_of(self, given: Json, key: str) -> Decimal | None:
        return None if given.get(key) is None else Decimal(str(given[key]["shop_money"]["amount"]))


def address(given: Json | None) -> Json | None:
    return None if given is None else {key: text(given, key) for key in ADDRESS}


def consent(given: Json | None) -> Json | None:
    if given is None:
        return None
    return {
        "state": lower(given, "state"),
        "opt_in_level": lower(given, "opt_in_level"),
        "updated_at": moment(given, "consent_updated_at"),
        "collected_from": lower(given, "consent_collected_from"),
        "source_location_id": None,
    }


def tags(given: Any) -> list[str]:
    return sorted(tag.strip() for tag in (given or "").split(",") if tag.strip())


def customer(given: Json | None) -> Json | None:
    """Of a customer within an order only this much is read."""
    if given is None:
        return None
    return {
        **dict.fromkeys(UNREAD_OF_CUSTOMER),
        "id": given["id"],
        **{key: text(given, key) for key in ("email", "first_name", "last_name", "phone")},
        "tags": tags(given.get("tags")),
        "tags_told": False,
        "tax_exempt": bool(given.get("tax_exempt")),
        "tax_exemptions": [],
        "email_consent": consent(given.get("email_marketing_consent")),
        "sms_consent": consent(given.get("sms_marketing_consent")),
        "updated_at": moment(given, "updated_at"),
        "default_address": address(given.get("default_address")),
        "addresses": [],
    }


def tax(given: Json, money: Money) -> Json:
    price, presentment = money.both(given, "price", "price_set")
    return {
        "title": given.get("title") or "",
        "rate": number(given, "rate"),
        "price": price,
        "presentment_price": presentment,
        "channel_liable": given.get("channel_liable"),
        "source": text(given, "source"),
    }


def taxes(given: Json, money: Money) -> list[Json]:
    return [tax(one, money) for one in given.get("tax_lines") or []]


def allocations(given: Json, money: Money) -> list[Json]:
    found = []
    for one in given.get("discount_allocations") or []:
        amount, presentment = money.both(one, "amount", "amount_set")
        index = one.get("discount_application_index")
        found.append({"amount": amount, "presentment_amount": presentment, "application_index": index})
    return found


def duty(given: Json, money: Money) -> Json:
    price, presentment = money.bag(given)
    return {
        "id": None if given.get("id") is None else int(given["id"]),
        "harmonized_system_code": text(given, "harmonized_system_code"),
        "country_of_origin": text(given, "country_code_of_origin"),
        "price": price,
        "presentment_price": presentment,
        "tax_lines": taxes(given, money),
    }


def line(given: Json, money: Money) -> Json:
    price, presentment = money.both(given, "price", "price_set")
    discount, presentment_discount = money.both(given, "total_discount", "total_discount_set")
    current = given.get("current_quantity")
    return {
        **{key: given.get(key) for key in ("id", "variant_id", "product_id", "quantity", "fulfillable_quantity")},
        **{key: given[key] for key in ("requires_shipping", "taxable", "gift_card")},
        **{key: text(given, key) for key in ("sku", "variant_title", "tip_payment_gateway", "tip_payment_method")},
        "title": given.get("title") or "",
        "name": given.get("name") or "",
        "current_quantity": given["quantity"] if current is None else current,
        "price": price,
        "presentment_price": presentment,
        "discount_allocations": allocations(given, money),
        "total_discount": discount,
        "presentment_total_discount": presentment_discount,
        "tax_lines": taxes(given, money),
        "properties": pairs(given.get("properties")),
        "group_id": given.get("sales_line_item_group_id"),
        "duties": told(given, "duties", lambda one: duty(one, money)),
        "is_custom": given.get("variant_id") is None and given.get("product_id") is None,
    }


def shipping_line(given: Json, money: Money) -> Json:
    price, presentment = money.both(given, "price", "price_set")
    return {
        "id": given.get("id"),
        "title": given.get("title") or "",
        **{key: text(given, key) for key in ("code", "source", "carrier_identifier")},
        "price": price,
        "presentment_price": presentment,
        "discount_allocations": allocations(given, money),
        "tax_lines": taxes(given, money),
        "is_removed": bool(given.get("is_removed")),
    }


def discount(given: Json) -> Json:
    code = text(given, "code")
    return {
        "title": code or given.get("title") or given.get("description") or "",
        "code": code,
        "kind": given["type"].lower(),
        "value": number(given, "value"),
        **{key: given[key].lower() for key in ("value_type", "target_type", "allocation_method")},
        "target_selection": lower(given, "target_selection"),
    }


def groups(given: list[Json] | None) -> list[Json] | None:
    if given is None:
        return None
    found = {}
    for one in given:
        found.setdefault(
            one["id"],
            {
                **{key: one.get(key) for key in ("id", "quantity", "variant_id", "product_id")},
                "title": text(one, "title"),
                "sku": text(one, "variant_sku"),
                "properties": pairs(one.get("properties")),
            },
        )
    return [found[number] for number in sorted(found)]


def payment_terms(given: Json | None) -> Json | None:
    def schedule(one: Json) -> Json:
        return {
            "id": one.get("id"),
            "amount": number(one, "amount"),
            "balance": number(one, "balance_due"),
            "currency": text(one, "currency"),
            **{key: moment(one, key) for key in ("issued_at", "due_at", "completed_at")},
        }

    if given is None:
        return None
    return {
        "id": given.get("id"),
        "name": text(given, "payment_terms_name"),
        "type": lower(given, "payment_terms_type"),
        "due_in_days": given.get("due_in_days"),
        "schedules": told(given, "payment_schedules", schedule),
    }


def transaction(given: Json) -> Json:
    unsettled = (given.get("total_unsettled_set") or {}).get("presentment_money")
    details = given.get("payment_details") or {}
    return {
        **{
            key: given.get(key)
            for key in ("id", "order_id", "parent_id", "location_id", "device_id", "user_id", "test")
        },
        **{key: text(given, key) for key in ("gateway", "currency", "payment_id", "message", "source_name")},
        **{key: moment(given, key) for key in ("created_at", "processed_at")},
        "kind": given["kind"].lower(),
        "status": given["status"].lower(),
        "amount": number(given, "amount"),
        "shop_amount": None,
        "shop_currency": None,
        "rounding": number(given, "amount_rounding"),
        "unsettled": number(unsettled, "amount") if unsettled and unsettled["currency"] != "X" * 3 else None,
        "manual_gateway": given.get("manual_payment_gateway"),
        "authorization_code": text(given, "authorization"),
        "error_code": lower(given, "error_code"),
        "payment_method": text(details, "payment_method_name"),
        "card_company": text(details, "credit_card_company"),
        "fees": None,
    }


def tender(given: Json) -> Json:
    return {
        **{key: given.get(key) for key in ("id", "order_id", "user_id", "test", "currency")},
        "amount": number(given, "amount"),
        "processed_at": moment(given, "processed_at"),
        "payment_method": lower(given, "payment_method"),
        "remote_reference": text(given, "remote_reference"),
        "card_company": text(given.get("payment_details") or {}, "credit_card_company"),
    }


def dispute(given: Json) -> Json:
    return {
        **{key: given.get(key) for key in ("id", "order_id", "currency")},
        **{key: given[key].lower() for key in ("type", "status", "reason")},
        "network_reason_code": text(given, "network_reason_code"),
        "amount": number(given, "amount"),
        "initiated_at": moment(given, "initiated_at"),
        "evidence_due_at": moment(given, "evidence_due_by"),
        "evidence_sent_at": moment(given, "evidence_sent_on"),
        "finalized_at": moment(given, "finalized_on"),
    }


def refund(given: Json, money: Money | None = None) -> Json:
    money = money or Money()
    if given.get("total_duties_set"):
        money.bag(given["total_duties_set"])

    def with_amounts(made: Json, one: Json, *names: tuple[str, str, str]) -> Json:
        for name, plain, bag in names:
            made[name], made[f"presentment_{name}"] = money.both(one, plain, bag)
        return made

    def part(one: Json) -> Json:
        made = {key: one.get(key) for key in ("id", "line_item_id", "quantity", "location_id")}
        made["restock_type"] = one["restock_type"].lower()
        return with_amounts(
            made, one, ("subtotal", "subtotal", "subtotal_set"), ("total_tax", "total_tax", "total_tax_set")
        )

    def freight(one: Json) -> Json:
        line_id = one.get("shipping_line_id") or (one.get("shipping_line") or {}).get("id")
        made = {"id": one.get("id"), "shipping_line_id": line_id}
        made = with_amounts(made, one, ("subtotal", "", "subtotal_amount_set"), ("tax", "", "tax_amount_set"))
        if made["tax"] is None:
            made["tax"] = made["presentment_tax"] = Decimal(0)
        return made

    def adjustment(one: Json) -> Json:
        reason = lower(one, "reason")
        made = {"id": one.get("id"), "kind": lower(one, "kind"), "reason": reason and reason.replace(" ", "_")}
        return with_amounts(made, one, ("amount", "amount", "amount_set"), ("tax", "tax_amount", "tax_amount_set"))

    def repaid_duty(one: Json) -> Json:
        return with_amounts({"duty_id": one.get("duty_id")}, one, ("amount", "", "amount_set"))

    made = {
        **{key: given.get(key) for key in ("id", "order_id", "user_id")},
        **{key: moment(given, key) for key in ("created_at", "processed_at")},
        "note": text(given, "note"),
        "return_id": (given.get("return") or {}).get("id"),
        "lines": told(given, "refund_line_items", part),
        "shipping_lines": told(given, "refund_shipping_lines", freight),
        "adjustments": told(given, "order_adjustments", adjustment),
        "duties": told(given, "duties", repaid_duty),
        "transactions": told(given, "transactions", transaction),
        "total": None,
        "presentment_total": None,
    }
    return made | {"currency": money.shop, "presentment_currency": money.presentment}


def fulfilment(given: Json) -> Json:
    numbers, urls = given["tracking_numbers"], given["tracking_urls"]
    tracking = []
    for index in range(max(len(numbers), len(urls))):
        own = numbers[index] if index < len(numbers) else None
        url = urls[index] if index < len(urls) else None
        tracking.append({"company": text(given, "tracking_company"), "number": own or None, "url": url or None})
    return {
        **{key: given[key] for key in ("id", "order_id", "name")},
        "status": given["status"].lower(),
        "shipment_status": lower(given, "shipment_status"),
        "service": text(given, "service"),
        "location_id": given.get("location_id"),
        **{key: moment(given, key) for key in ("created_at", "updated_at")},
        "tracking": tracking,
        "lines": [{"id": None, "line_item_id": one["id"], "quantity": one["quantity"]} for one in given["line_items"]],
        "events": [],
    }


FULFILLED = {"unfulfilled": None, "partially_fulfilled": "partial"}


def order(given: Json) -> Json:
    currencies = given["currency"], given.get("presentment_currency") or given["currency"]
    money = Money(*currencies)
    fulfillment = lower(given, "fulfillment_status")
    company = given.get("company")
    returns = given.get("returns")
    return {
        "id": given["id"],
        "gid": given.get("admin_graphql_api_id") or f"gid://shopify/Order/{given['id']}",
        "name": given["name"],
        "order_number": given.get("order_number"),
        **{
            key: moment(given, key) for key in ("created_at", "updated_at", "processed_at", "cancelled_at", "closed_at")
        },
        "cancel_reason": lower(given, "cancel_reason"),
        "currency": currencies[0],
        "presentment_currency": currencies[1],
        "taxes_included": given["taxes_included"],
        "test": bool(given.get("test")),
        **{
            key: given.get(key)
            for key in (
                *("confirmed", "duties_included", "estimated_taxes", "tax_exempt"),
                *("app_id", "merchant_of_record_app_id", "location_id"),
            )
        },
        **{
            key: text(given, key)
            for key in (
                *("confirmation_number", "email", "phone", "note", "po_number"),
                *("source_name", "source_identifier", "customer_locale"),
            )
        },
        "financial_status": lower(given, "financial_status"),
        "fulfillment_status": FULFILLED.get(fulfillment, fulfillment),
        "accepts_marketing": given.get("buyer_accepts_marketing"),
        "tags": tags(given.get("tags")),
        "attributes": pairs(given.get("note_attributes")),
        "discount_codes": [one["code"] for one in given.get("discount_codes") or []],
        "payment_gateway_names": list(given.get("payment_gateway_names") or []),
        "customer": customer(given.get("customer")),
        "company": company
        and {"company_id": company["id"], "location_id": company.get("location_id"), "contact_id": None},
        "payment_terms": payment_terms(given.get("payment_terms")),
        "billing_address": address(given.get("billing_address")),
        "shipping_address": address(given.get("shipping_address")),
        "lines": [line(one, money) for one in given["line_items"]],
        "line_groups": groups(given.get("line_item_groups")),
        "shipping_lines": [shipping_line(one, money) for one in given["shipping_lines"]],
        "tax_lines": taxes(given, money),
        "discount_applications": [discount(one) for one in given.get("discount_applications") or []],
        "additional_fees": None,
        **totals(given, money),
        "risk": None,
        "transactions": None,
        "refunds": told(given, "refunds", lambda one: refund(one, Money(*currencies))),
        "fulfilments": told(given, "fulfillments", fulfilment),
        "return_ids": None if returns is None else sorted(one["id"] for one in returns),
    }


def totals(given: Json, money: Money) -> Json:
    made: Json = {}
    for name in ("total", "subtotal", "total_tax", "total_discounts"):
        key = f"{name}_price" if "total_" not in name else name
        made[name], made[f"presentment_{name}"] = money.both(given, key, f"{key}_set")
    made["total_shipping"], made["presentment_total_shipping"] = money.bag(given["total_shipping_price_set"])
    made["total_tip"] = number(given, "total_tip_received") or Decimal(0)
    for name, key in {
        "total_duties": "original_total_duties_set",
        "total_additional_fees": "original_total_additional_fees_set",
        "total_cash_rounding": "total_cash_rounding_payment_adjustment_set",
    }.items():
        made[name] = money.shop_of(given, key) or Decimal(0)
    for name, key in {
        "current_total": "current_total_price",
        "current_subtotal": "current_subtotal_price",
        "current_total_tax": "current_total_tax",
        "current_total_discounts": "current_total_discounts",
    }.items():
        made[name] = money.both(given, key, f"{key}_set")[0]
    for name, key in {
        "current_total_shipping": "current_shipping_price_set",
        "current_total_duties": "current_total_duties_set",
        "current_total_additional_fees": "current_total_additional_fees_set",
        "total_cash_rounding_refund": "total_cash_rounding_refund_adjustment_set",
    }.items():
        made[name] = money.shop_of(given, key)
    return made | {"total_outstanding": number(given, "total_outstanding"), "total_refund_discrepancy": None}
