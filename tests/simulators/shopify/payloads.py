"""Webhook payloads, key for key as in Shopify's published examples of 2026-07."""

from __future__ import annotations

from typing import Any

from tests.simulators.common.clock import iso_local
from tests.simulators.shopify import money, orders, payload_money, payments
from tests.simulators.shopify.ids import gid, level_gid
from tests.simulators.shopify.store import Record, Store

VARIANTS_IN_FULL_MAX = 100


def payload(store: Store, topic: str, record: Record) -> Record:
    """The body of a webhook of that topic about that record."""
    kind = topic.split("/")[0]
    if kind == "orders":
        return order(store, record)
    if kind == "refunds":
        return payload_money.refund(store, record)
    if kind == "order_transactions":
        return payload_money.transaction(store, record)
    if kind == "products":
        return product(store, record)
    if kind == "inventory_levels":
        return level(store, record)
    return record


def level(store: Store, record: Record) -> Record:
    return {
        "inventory_item_id": record["item"],
        "location_id": record["location"],
        "available": record["available"],
        "updated_at": _time(store, record["updated_at"]),
        "admin_graphql_api_id": level_gid(record["item"], record["location"]),
    }


def bulk_operation(store: Store, record: Record) -> Record:
    return {
        "admin_graphql_api_id": gid("BulkOperation", record["id"]),
        "completed_at": _time(store, record["completed_at"]),
        "created_at": _time(store, record["created_at"]),
        "error_code": record["error_code"].lower() if record["error_code"] else None,
        "status": record["status"].lower(),
        "type": "query",
    }


def shop(store: Store) -> Record:
    """What app/uninstalled carries, as far as this store knows it."""
    return {
        "id": 548380009,
        "name": store.shop.split(".")[0],
        "email": f"owner@{store.shop}",
        "domain": store.shop,
        "myshopify_domain": store.shop,
        "currency": store.currency,
        "country": "US",
        "country_code": "US",
        "iana_timezone": store.settings["zone"],
        "taxes_included": store.settings["taxes_included"],
        "primary_location_id": store.first_location(),
        "plan_name": "professional",
        "created_at": _time(store, store.settings["created_at"]),
    }


def product(store: Store, record: Record) -> Record:
    variants = [store.variants[number] for number in record["variant_ids"]]
    return {
        "admin_graphql_api_id": gid("Product", record["id"]),
        "body_html": record["description_html"],
        "created_at": _time(store, record["created_at"]),
        "handle": record["handle"],
        "id": record["id"],
        "product_type": record["product_type"],
        "published_at": _time(store, record["created_at"]),
        "template_suffix": None,
        "title": record["title"],
        "updated_at": _time(store, record["updated_at"]),
        "vendor": record["vendor"],
        "status": record["status"].lower(),
        "published_scope": "web",
        "tags": ", ".join(record["tags"]),
        "variants": [_variant(store, one) for one in variants[:VARIANTS_IN_FULL_MAX]],
        "options": [],
        "images": [],
        "image": None,
        "media": [],
        "variant_gids": [
            {
                "admin_graphql_api_id": gid("ProductVariant", one["id"]),
                "updated_at": _time(store, one["updated_at"]),
            }
            for one in variants
        ],
        "has_variants_that_requires_components": False,
        "category": None,
    }


def _variant(store: Store, record: Record) -> Record:
    item = record["inventory_item_id"]
    quantity = sum(one["available"] for one in store.levels.values() if one["item"] == item)
    return {
        "admin_graphql_api_id": gid("ProductVariant", record["id"]),
        "barcode": record["barcode"],
        "compare_at_price": None,
        "created_at": _time(store, record["created_at"]),
        "id": record["id"],
        "inventory_policy": "deny",
        "position": record["position"],
        "price": money.text(record["price"], store.currency),
        "product_id": record["product_id"],
        "sku": record["sku"],
        "taxable": record["taxable"],
        "title": record["title"],
        "updated_at": _time(store, record["updated_at"]),
        "option1": record["title"],
        "option2": None,
        "option3": None,
        "image_id": None,
        "inventory_item_id": item,
        "inventory_quantity": quantity,
        "old_inventory_quantity": quantity,
    }


def order(store: Store, record: Record) -> Record:
    """An order as orders/create and its sisters carry it."""
    was, is_now = orders.totals(record), orders.totals(record, current=True)
    customer = store.customers.get(record["customer_id"]) if record["customer_id"] else None
    return {
        "id": record["id"],
        "admin_graphql_api_id": gid("Order", record["id"]),
        **_order_head(store, record),
        **_order_money(record, was, is_now),
        "billing_address": record["billing_address"],
        "customer": _customer(store, customer) if customer else None,
        "discount_applications": [_application(one, record["currency"]) for one in record["discount_applications"]],
        "fulfillments": [],
        "line_items": [_line(record, line) for line in record["lines"]],
        "payment_terms": None,
        "refunds": [payload_money.refund(store, one) for one in record["refunds"]],
        "shipping_address": record["shipping_address"],
        "shipping_lines": [_shipping_line(record, line) for line in record["shipping_lines"]],
        "returns": [],
        "line_item_groups": [],
    }


def _order_head(store: Store, record: Record) -> Record:
    nothing = (
        "app_id browser_ip cart_token checkout_token client_details device_id landing_site landing_site_ref "
        "location_id merchant_of_record_app_id po_number reference referring_site source_identifier "
        "source_url user_id"
    )
    return {
        **dict.fromkeys(nothing.split()),
        "buyer_accepts_marketing": False,
        "cancel_reason": record["cancel_reason"],
        "cancelled_at": _time(store, record["cancelled_at"]),
        "closed_at": _time(store, record["closed_at"]),
        "confirmation_number": record["token"][:9].upper(),
        "confirmed": True,
        "contact_email": record["email"],
        "created_at": _time(store, record["created_at"]),
        "currency": record["currency"],
        "customer_locale": "en",
        "discount_codes": _discount_codes(record),
        "duties_included": False,
        "email": record["email"] or "",
        "estimated_taxes": False,
        "financial_status": record["financial_status"],
        "fulfillment_status": None,
        "merchant_business_entity_id": "MTU0ODM4MDAwOQ",
        "name": record["name"],
        "note": record["note"],
        "note_attributes": record["attributes"],
        "number": record["number"] - 1000,
        "order_number": record["number"],
        "order_status_url": f"https://{store.shop}/548380009/orders/{record['token']}/authenticate?key={record['token']}",
        "payment_gateway_names": record["gateways"],
        "phone": record["phone"],
        "presentment_currency": record["currency"],
        "processed_at": _time(store, record["processed_at"]),
        "source_name": record["source_name"],
        "tags": ", ".join(record["tags"]),
        "tax_exempt": False,
        "taxes_included": record["taxes_included"],
        "test": record["test"],
        "token": record["token"],
        "updated_at": _time(store, record["updated_at"]),
    }


def _order_money(record: Record, was: Record, is_now: Record) -> Record:
    currency = record["currency"]
    pairs = {
        "current_subtotal_price": is_now["subtotal"],
        "current_total_discounts": is_now["discounts"],
        "current_total_price": is_now["total"],
        "current_total_tax": is_now["tax"],
        "subtotal_price": was["subtotal"],
        "total_discounts": was["discounts"],
        "total_line_items_price": was["items"],
        "total_price": was["total"],
        "total_tax": was["tax"],
    }
    rounded = payments.cash_rounding(record)
    fields: Record = {}
    for name, minor in pairs.items():
        fields[name] = money.text(minor, currency)
        fields[f"{name}_set"] = _set(minor, currency)
    fields.update(
        current_shipping_price_set=_set(is_now["shipping"], currency),
        current_total_additional_fees_set=None,
        current_total_duties_set=None,
        original_total_additional_fees_set=None,
        original_total_duties_set=None,
        tax_lines=[_tax_line(tax, currency) for tax in was["tax_lines"]],
        total_cash_rounding_payment_adjustment_set=_set(rounded["payment"], currency),
        total_cash_rounding_refund_adjustment_set=_set(rounded["refund"], currency),
        total_outstanding=money.text(orders.outstanding(record), currency),
        total_shipping_price_set=_set(was["shipping"], currency),
        total_tip_received=money.text(0, currency),
        total_weight=was["weight"],
    )
    return fields


def _discount_codes(record: Record) -> list[Record]:
    return [
        {
            "code": one["title"],
            "amount": money.text(one["total"], record["currency"]),
            "type": one["value_type"],
        }
        for one in record["discount_applications"]
        if one["kind"] == "discount_code"
    ]


def _application(one: Record, currency: str) -> Record:
    value = one["value"] if one["value_type"] == "percentage" else money.text(one["value"], currency)
    named = (
        {"code": one["title"]}
        if one["kind"] == "discount_code"
        else {"title": one["title"], "description": one["title"]}
    )
    return {
        "target_type": one["target_type"],
        "type": one["kind"],
        "value": value,
        "value_type": one["value_type"],
        "allocation_method": one["allocation_method"],
        "target_selection": one["target_selection"],
        **named,
    }


def _line(record: Record, line: Record) -> Record:
    currency = record["currency"]
    return {
        "id": line["id"],
        "admin_graphql_api_id": gid("LineItem", line["id"]),
        "attributed_staffs": [],
        "current_quantity": line["current_quantity"],
        "fulfillable_quantity": line["current_quantity"],
        "fulfillment_service": "manual",
        "fulfillment_status": None,
        "gift_card": line["gift_card"],
        "grams": line["grams"],
        "name": line["name"],
        "price": money.text(line["price"], currency),
        "price_set": _set(line["price"], currency),
        "product_exists": line["product_id"] is not None,
        "product_id": line["product_id"],
        "properties": line["properties"],
        "quantity": line["quantity"],
        "requires_shipping": line["requires_shipping"],
        "sales_line_item_group_id": None,
        "sku": line["sku"],
        "taxable": line["taxable"],
        "title": line["title"],
        "total_discount": money.text(line["total_discount"], currency),
        "total_discount_set": _set(line["total_discount"], currency),
        "variant_id": line["variant_id"],
        "variant_inventory_management": "shopify" if line["location"] is not None else None,
        "variant_title": line["variant_title"],
        "vendor": line["vendor"],
        "tax_lines": [_tax_line(tax, currency) for tax in line["tax_lines"]],
        "duties": [],
        "discount_allocations": [_allocation(one, currency) for one in line["allocations"]],
    }


def _shipping_line(record: Record, line: Record) -> Record:
    currency = record["currency"]
    left = 0 if record["cancelled_at"] is not None else line["price"] - line["refunded"]
    return {
        "id": line["id"],
        "carrier_identifier": line["carrier_identifier"],
        "code": line["code"],
        "current_discounted_price_set": _set(left, currency),
        "discounted_price": money.text(line["price"], currency),
        "discounted_price_set": _set(line["price"], currency),
        "is_removed": False,
        "phone": None,
        "price": money.text(line["price"], currency),
        "price_set": _set(line["price"], currency),
        "requested_fulfillment_service_id": None,
        "source": line["source"],
        "title": line["title"],
        "tax_lines": [_tax_line(tax, currency) for tax in line["tax_lines"]],
        "discount_allocations": [_allocation(one, currency) for one in line["allocations"]],
    }


def _tax_line(tax: Record, currency: str) -> Record:
    return {
        "channel_liable": False,
        "price": money.text(tax["price"], currency),
        "price_set": _set(tax["price"], currency),
        "rate": tax["rate"],
        "title": tax["title"],
    }


def _allocation(one: Record, currency: str) -> Record:
    return {
        "amount": money.text(one["amount"], currency),
        "amount_set": _set(one["amount"], currency),
        "discount_application_index": one["index"],
    }


def _customer(store: Store, record: Record) -> Record:
    address = record["default_address"]
    return {
        "id": record["id"],
        "created_at": _time(store, record["created_at"]),
        "updated_at": _time(store, record["updated_at"]),
        "first_name": record["first_name"],
        "last_name": record["last_name"],
        "state": "disabled",
        "note": record["note"],
        "verified_email": record["verified_email"],
        "multipass_identifier": None,
        "tax_exempt": record["tax_exempt"],
        "email": record["email"],
        "phone": record["phone"],
        "currency": store.currency,
        "tax_exemptions": [],
        "admin_graphql_api_id": gid("Customer", record["id"]),
        "default_address": _default_address(record, address) if address else None,
    }


def _default_address(customer: Record, address: Record) -> Record:
    keys = (
        "first_name last_name company address1 address2 city province country zip phone name province_code country_code"
    )
    return {
        "id": address["id"],
        "customer_id": customer["id"],
        **{key: address[key] for key in keys.split()},
        "country_name": address["country"],
        "default": True,
    }


def _set(minor: int, currency: str) -> Record:
    amount = {"amount": money.text(minor, currency), "currency_code": currency}
    return {"shop_money": amount, "presentment_money": dict(amount)}


def _time(store: Store, seconds: float | None) -> Any:
    return iso_local(seconds, store.settings["zone"]) if seconds is not None else None
