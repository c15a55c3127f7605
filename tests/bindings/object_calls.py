"""A call of each reader of Shopify's objects: as nodes, and as bulk files by their bytes and by their path."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from crossdock_core import shopify

from . import node_of
from .bulk_lines import flattened, jsonl
from .order_node import order_node
from .published import REPOSITORY, distinct_examples, encode, example, rich_order
from .repeatable import Call, whole

CORPUS = REPOSITORY / "cpp" / "crossdock" / "wire" / "shopify" / "corpus"
# Sections that are read where they are told to be in the file.
SECTIONS = {
    "products": dict.fromkeys(["collections", "publications", "metafields", "variant_metafields"], True),
    "collections": dict.fromkeys(["products", "publications", "metafields"], True),
}


def customer_payload() -> dict[str, Any]:
    payload = example("customers/update", "2023-07") | {"tags": "b, a", "currency": "USD", "state": "enabled"}
    consent = {"state": "subscribed", "opt_in_level": "single_opt_in", "consent_updated_at": "2026-01-01T00:00:00Z"}
    return payload | {"email_marketing_consent": consent, "sms_marketing_consent": consent}


def company_node() -> dict[str, Any]:
    head = node_of.company(example("companies/update"))
    roles = [{"id": "gid://shopify/CompanyContactRole/1", "name": "Buyer", "note": None}]
    return head | {"contactRoles": {"nodes": roles}}


def fulfilment_order_node() -> dict[str, Any]:
    payload = example("fulfillment_orders/placed_on_hold")["fulfillment_order"] | {"request_status": "unsubmitted"}
    return node_of.fulfilment_order(payload, [])


def order_of_a_return() -> dict[str, Any]:
    returned = node_of.whole_return(example("returns/request") | {"name": "#1-R1"})
    return {"id": "gid://shopify/Order/1", "returns": {"nodes": [returned]}}


def tender_transaction_node() -> dict[str, Any]:
    return {
        "id": "gid://shopify/TenderTransaction/9007199254740993",
        "order": {"id": "gid://shopify/Order/1"},
        "amount": {"amount": "-419.955", "currencyCode": "USD"},
        "paymentMethod": "credit_card",
        "processedAt": "2022-01-01T00:00:00Z",
        "remoteReference": "1001",
        "test": False,
        "transactionDetails": {"creditCardCompany": "Visa"},
    }


def webhook_calls() -> dict[str, Call]:
    """One for each reader, whichever of its topics comes first."""
    found: dict[str, Call] = {}
    for topic, body, _versions in distinct_examples(shopify.READERS):
        read = shopify.READERS[topic]
        name = (read.func if isinstance(read, partial) else read).__name__
        found.setdefault(name, whole(read, body))
    return found


def nodes() -> dict[str, bytes]:
    """By the name of their reader, without its ``read_``."""
    made = {
        "order_node": order_node(rich_order()),
        "customer_node": node_of.customer(customer_payload()),
        "company_node": company_node(),
        "company_contact_node": node_of.contact(example("company_contacts/update")),
        "company_location_node": node_of.location(example("company_locations/update")),
        "market_node": node_of.market(example("markets/update")),
        "fulfilment_node": node_of.fulfilment(example("fulfillments/update") | {"service": "manual"}),
        "fulfilment_order_node": fulfilment_order_node(),
        "return_node": node_of.whole_return(example("returns/request") | {"name": "#1-R1"}),
        "tender_transaction_node": tender_transaction_node(),
    }
    seeds = {path.stem: path.read_bytes() for path in CORPUS.glob("*_node.json")}
    return seeds | {name: encode(node) for name, node in made.items()}


def files(node: dict[str, bytes]) -> dict[str, bytes]:
    """Bulk files by the name of their reader, without ``read_`` and ``_jsonl``."""
    flat = {
        "orders": "order_node",
        "customers": "customer_node",
        "companies": "company_node",
        "fulfilment_orders": "fulfilment_order_node",
        "disputes": "dispute_node",
        "payouts": "payout_node",
        "balance_transactions": "balance_transaction_node",
        "tender_transactions": "tender_transaction_node",
    }
    seeds = ["variants", "products", "collections", "price_lists", "inventory_items", "inventory_levels", "locations"]
    return (
        {name: jsonl(flattened(json.loads(node[source]))) for name, source in flat.items()}
        | {name: (CORPUS / f"{name}.jsonl").read_bytes() for name in seeds}
        | {"returns": jsonl(flattened(order_of_a_return()))}
    )


def object_calls(folder: Path) -> dict[str, Call]:
    """``folder`` is for the files that are read."""
    calls = webhook_calls()
    found = nodes()
    for name, body in found.items():
        # Seeds that belong to a reader of their own kind alone.
        read: Callable[..., Any] | None = getattr(shopify, f"read_{name}", None)
        if read is not None:
            calls[f"read_{name}"] = whole(read, body)
    for name, data in files(found).items():
        read = getattr(shopify, f"read_{name}_jsonl")
        (folder / name).write_bytes(data)
        calls[f"read_{name}_jsonl"] = whole(read, data, **SECTIONS.get(name, {}))
        calls[f"read_{name}_jsonl by path"] = whole(read, folder / name, **SECTIONS.get(name, {}))
    return calls
