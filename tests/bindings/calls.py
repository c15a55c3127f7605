"""A call of each kind of function that the bindings have, ready to be repeated, in this process or in a forked one.

What a call gives is looked at whole, for the values of a result become Python objects only when they are asked for.
"""

from __future__ import annotations

import array
import json
from collections.abc import Callable
from datetime import datetime, timezone
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from crossdock_core import columns, diff, http, hubspot, inventory, plan, shopify
from crossdock_core.errors import CrossdockError

from . import copy_format, node_of
from .bulk_lines import flattened, jsonl
from .order_node import order_node
from .plain import plain
from .published import REPOSITORY, distinct_examples, encode, example, rich_order

Call = Callable[[], object]
CORPUS = REPOSITORY / "cpp" / "crossdock" / "wire"


def every_call(folder: Path) -> dict[str, Call]:
    """By name; ``folder`` is for the files that are read."""
    return (
        shopify_calls(folder) | hubspot_calls() | column_calls() | comparison_calls() | http_calls() | refused_calls()
    )


def whole(read: Callable[..., Any], *given: Any, **named: Any) -> Call:
    return lambda: plain(read(*given, **named))


def _readers_of_webhooks() -> dict[str, Call]:
    """One for each reader, whichever of its topics comes first."""
    found: dict[str, Call] = {}
    for topic, body, _versions in distinct_examples(shopify.READERS):
        read = shopify.READERS[topic]
        name = (read.func if isinstance(read, partial) else read).__name__
        found.setdefault(name, whole(read, body))
    return found


def shopify_calls(folder: Path) -> dict[str, Call]:
    order, customer, company = order_node(rich_order()), node_of.customer(customer_payload()), company_node()
    files = {
        "read_orders_jsonl": jsonl(flattened(order)),
        "read_customers_jsonl": jsonl(flattened(customer)),
        "read_companies_jsonl": jsonl(flattened(company)),
        "read_variants_jsonl": (CORPUS / "shopify" / "corpus" / "variants.jsonl").read_bytes(),
    }
    calls = _readers_of_webhooks()
    for name, data in files.items():
        (folder / name).write_bytes(data)
        calls[name] = whole(getattr(shopify, name), data)
        calls[f"{name} by path"] = whole(getattr(shopify, name), folder / name)
    catalogue = shopify.read_variants_jsonl(files["read_variants_jsonl"])
    changes = diff.LevelChanges.from_rows([(9007199254740993, 2, 0, 5), (3, 4, None, 0)])
    level = {
        "id": "gid://shopify/InventoryLevel/1?inventory_item_id=2",
        "item": {"id": "gid://shopify/InventoryItem/2"},
        "location": {"id": "gid://shopify/Location/3"},
        "updatedAt": "1970-01-01T00:00:01Z",
        "quantities": [{"name": "available", "quantity": 5}],
    }
    answer = encode({"data": {"a": 1}, "extensions": {"cost": {"requestedQueryCost": 1}}, "errors": [{"message": "m"}]})
    page = encode({"orders": {"nodes": [order], "pageInfo": {"hasNextPage": False, "endCursor": None}}})
    return calls | {
        "read_order_node": whole(shopify.read_order_node, encode(order)),
        "read_customer_node": whole(shopify.read_customer_node, encode(customer)),
        "read_company_node": whole(shopify.read_company_node, encode(company)),
        "read_orders_page": whole(shopify.read_orders_page, page),
        "read_nodes": whole(shopify.read_nodes, encode({"nodes": [order, None]})),
        "read_levels": lambda: shopify.read_levels(encode({"nodes": [level, None]}))[0].rows(),
        "read_response": whole(shopify.read_response, answer),
        "read_user_errors": whole(
            shopify.read_user_errors, encode({"m": {"userErrors": [{"field": ["a"], "message": "x"}]}}), "m"
        ),
        "identify": whole(shopify.identify, "orders/create", encode(rich_order())),
        "variants": lambda: plain(catalogue.rows()) and catalogue.levels.rows(),
        "match_variants": whole(shopify.match_variants, catalogue, [(1, "A-1", None), (2, None, "400"), (3, "x", "y")]),
        "gid": lambda: shopify.legacy_id(shopify.gid("Order", 9007199254740993)),
        "write_request": lambda: shopify.write_request("query { shop { id } }", b'{"a": 1}'),
        "write_inventory_set_quantities": lambda: shopify.write_inventory_set_quantities(
            "mutation", changes, idempotency_key="k", reason="correction", reference_uri="u"
        ),
    }


def customer_payload() -> dict[str, Any]:
    payload = example("customers/update", "2023-07") | {"tags": "b, a", "currency": "USD", "state": "enabled"}
    consent = {"state": "subscribed", "opt_in_level": "single_opt_in", "consent_updated_at": "2026-01-01T00:00:00Z"}
    return payload | {"email_marketing_consent": consent, "sms_marketing_consent": consent}


def company_node() -> dict[str, Any]:
    head = node_of.company(example("companies/update"))
    roles = [{"id": "gid://shopify/CompanyContactRole/1", "name": "Buyer", "note": None}]
    return head | {"contactRoles": {"nodes": roles}}


def hubspot_calls() -> dict[str, Call]:
    corpus = CORPUS / "hubspot" / "corpus"
    bodies = {path.stem: path.read_bytes() for path in corpus.iterdir()}
    readers = {
        "associations": hubspot.read_associations,
        "association_types": hubspot.read_association_types,
        "batch_result": hubspot.read_batch_result,
        "error_body": hubspot.read_error,
        "list_page": hubspot.read_list_page,
        "made_associations": hubspot.read_made_associations,
        "object": hubspot.read_object,
        "properties": hubspot.read_properties,
        "properties_result": hubspot.read_properties_result,
        "property_groups": hubspot.read_property_groups,
        "search_page": hubspot.read_search_page,
        "segments": hubspot.read_segments,
        "webhook_events": hubspot.read_webhook_events,
    }
    link = hubspot.AssociationType("HUBSPOT_DEFINED", 507)
    whole_object = hubspot.ObjectInput("7", [("a", "b")], "t")
    new = hubspot.ObjectInput("", [("a", "b")], "t", associations=[hubspot.NewAssociation("9", [link])])
    contact = hubspot.read_object(bodies["object"])
    return {f"hubspot {name}": whole(read, bodies[name]) for name, read in readers.items()} | {
        "engagement_of": whole(hubspot.engagement_of, contact, score_property="fit"),
        "write_batch_upsert": lambda: hubspot.write_batch_upsert([whole_object], id_property="sku"),
        "write_batch_create": lambda: hubspot.write_batch_create([new]),
        "write_batch_read": lambda: hubspot.write_batch_read(["1"], ["a"], "sku"),
        "write_associations_create": lambda: hubspot.write_associations_create(
            [hubspot.AssociationInput("1", "2", [link])]
        ),
        "write_object_search": lambda: hubspot.write_object_search(
            groups=[[hubspot.Filter("p", "IN", values=["a", "b"])]], query="w"
        ),
        "write_contacts_upsert": lambda: hubspot.write_contacts_upsert([hubspot.Contact("a@b.c", [("x", "1")])]),
    }


SCHEMA = [("id", "int8 not null"), ("price", "numeric"), ("name", "text"), ("at", "timestamptz"), ("real", "float8")]


def table_of(names: list[str | None]) -> columns.Table:
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
    return columns.Table.from_rows(
        SCHEMA, [(index, Decimal("1.50"), name, moment, 0.5) for index, name in enumerate(names)]
    )


def column_calls() -> dict[str, Call]:
    table = table_of(["a", None, "b"])
    data = columns.write_table_copy(table)
    levels = copy_format.answer(
        [(copy_format.int8(1), copy_format.int8(2), copy_format.int8(3), copy_format.boolean(True))]
    )
    stock = copy_format.answer(
        [(copy_format.int4(1), copy_format.int4(8), copy_format.float8(2), copy_format.float8(1))]
    )
    items = copy_format.answer([(copy_format.int4(1), copy_format.int8(100))])
    numbers = array.array("q", range(50))

    def in_pieces() -> object:
        decoder = columns.CopyDecoder(SCHEMA)
        for start in range(0, len(data), 7):
            decoder.feed(data[start : start + 7])
        return decoder.finish()

    def by_file() -> object:
        file = columns.CopyFile(table)
        return [*iter(lambda: file.read(16), b"")]

    return {
        "read_levels_copy": lambda: columns.read_levels_copy(levels).rows(),
        "read_stock_copy": lambda: columns.read_stock_copy(stock).rows(),
        "read_items_copy": lambda: columns.read_items_copy(items).rows(),
        "read_table_copy": lambda: columns.read_table_copy(SCHEMA, data).rows(),
        "write_table_copy": lambda: columns.write_table_copy(table),
        "CopyDecoder": in_pieces,
        "CopyFile": by_file,
        "Table.from_rows": lambda: table_of(["x", "y"]) == table,
        "Table.from_columns": lambda: columns.Table.from_columns([("n", "int8")], {"n": numbers}),
        "Table.take": lambda: table.take(array.array("I", [2, 0]))[0],
        "Table.values": lambda: [
            (bytes(table.values(name)), bytes(table.valid(name))) for name in ("id", "price", "name")
        ],
    }


def comparison_calls() -> dict[str, Call]:
    desired, observed, agreed = table_of(["a", "b", "c"]), table_of(["a", "x"]), table_of(["y", "b", "c", "d"])
    levels = columns.LevelColumns.from_rows([(1, 2, 3), (4, 5, None)])
    others = columns.LevelColumns.from_rows([(1, 2, 0)])
    changes = diff.LevelChanges.from_rows([(item, 1, 0, 5) for item in range(1, 9)])
    stock, items = columns.StockRows.from_rows([(1, 8, 4.0, 1.0)]), columns.ItemMap.from_rows([(1, 100)])

    def tables() -> object:
        found = diff.tables(desired, observed, key=["id"])
        return [found.names(mask) for mask in found.changed_fields], bytes(found.added), bytes(found.removed)

    def three_way() -> object:
        found = diff.three_way(desired, observed, agreed, key=["id"])
        return [plain(found[index]) for index in range(len(found))]

    return {
        "diff.levels": lambda: diff.levels(levels, others).changes.rows(),
        "diff.tables": tables,
        "diff.three_way": three_way,
        "inventory.available": lambda: inventory.available(stock, items, [(8, 900)], precision_digits=2).rows(),
        "plan.batches": lambda: [batch.rows() for batch in plan.batches(changes, count_max=3)],
        "plan.brake": lambda: plan.brake(
            known=10, changes=changes, recent_changes=0, share_max=0.1, zero_share_max=0.1, minimum=1
        ),
        "memoryview": lambda: bytes(levels.inventory_item_ids) + bytes(levels.quantities),
    }


def http_calls() -> dict[str, Call]:
    client = http.Client()

    def made_and_closed() -> None:
        http.Client(connections_max=2).close()

    def budgets() -> object:
        cost, window = http.CostBudget(), http.WindowBudget()
        cost.update(1000, 100, 50, 10)
        window.update(100, 0, 10_000, 10)
        return cost.wait(600, 10), window.wait(10)

    # Plain http to another host is refused before anything is opened.
    refused = http.Request("POST", "http://shop.example/", headers=[("X-A", "b")], body=b"{}")
    return {
        "http.Client": made_and_closed,
        "http.Client.perform": lambda: plain(client.perform([refused])),
        "http budgets": budgets,
    }


def refused_calls() -> dict[str, Call]:
    """Each kind of error, raised and caught."""
    body = encode(rich_order())
    cut, wrong = body[:-5], encode(rich_order() | {"line_items": [[[]]]})

    def caught(call: Call) -> Call:
        def run() -> object:
            try:
                call()
            except (CrossdockError, TypeError, ValueError, KeyError, OSError) as error:
                return repr(error)
            raise AssertionError("nothing was refused")

        return run

    broken = jsonl([{"id": 1}, {"id": "gid://shopify/Order/1"}]) + b"\xff\n{"
    return {
        "cut short": caught(lambda: shopify.read_order(cut)),
        "wrong type": caught(lambda: shopify.read_order(wrong)),
        "no JSON": caught(lambda: hubspot.read_object(b"<html>")),
        "limit": caught(lambda: hubspot.write_batch_read(["1"] * 101, [])),
        "nonsense": caught(lambda: plan.batches(diff.LevelChanges.from_rows([]), count_max=0)),
        "no buffer": caught(lambda: shopify.read_order("text")),  # type: ignore[arg-type]
        "no file": caught(lambda: shopify.read_orders_jsonl("/nowhere/at/all")),
        "no COPY": caught(lambda: columns.read_table_copy(SCHEMA, b"PGCOPY")),
        "no column": caught(lambda: table_of(["a"]).values("none")),
        "bad lines": whole(shopify.read_orders_jsonl, broken),
        "deep": caught(lambda: shopify.read_response(json.dumps(_nested(80)).encode())),
    }


def _nested(depth: int) -> Any:
    value: Any = None
    for _level in range(depth):
        value = [value]
    return {"data": value}
