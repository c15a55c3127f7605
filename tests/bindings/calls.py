"""A call of each kind of function that the bindings have, ready to be repeated, in this process or in a forked one.

What a call gives is looked at whole, for the values of a result become Python objects only when they are asked for.
"""

from __future__ import annotations

import array
import json
from datetime import datetime, timezone
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from crossdock_core import columns, diff, http, hubspot, inventory, plan, shopify
from crossdock_core.errors import CrossdockError

from . import copy_format
from .bulk_lines import jsonl
from .change_calls import change_calls
from .object_calls import object_calls
from .order_node import order_node
from .plain import plain
from .published import REPOSITORY, encode, rich_order
from .repeatable import Call, whole

CORPUS = REPOSITORY / "cpp" / "crossdock" / "wire"


def every_call(folder: Path) -> dict[str, Call]:
    """By name; ``folder`` is for the files that are read."""
    return (
        object_calls(folder)
        | message_calls()
        | change_calls()
        | hubspot_calls()
        | column_calls()
        | comparison_calls()
        | http_calls()
        | refused_calls()
    )


def message_calls() -> dict[str, Call]:
    order = order_node(rich_order())
    variants = (CORPUS / "shopify" / "corpus" / "variants.jsonl").read_bytes()
    catalogue = shopify.read_variants_jsonl(variants)

    def parts_of_a_catalogue() -> object:
        reader = shopify.CatalogueReader(variants)
        parts = [*iter(lambda: reader.next_tables(2), None)]
        return [[table.rows() for table in part] for part in parts], plain(reader)

    level = {
        "id": "gid://shopify/InventoryLevel/1?inventory_item_id=2",
        "item": {"id": "gid://shopify/InventoryItem/2"},
        "location": {"id": "gid://shopify/Location/3"},
        "updatedAt": "1970-01-01T00:00:01Z",
        "quantities": [{"name": "available", "quantity": 5}],
    }
    answer = encode({"data": {"a": 1}, "extensions": {"cost": {"requestedQueryCost": 1}}, "errors": [{"message": "m"}]})
    page = encode({"orders": {"nodes": [order], "pageInfo": {"hasNextPage": False, "endCursor": None}}})
    return {
        "read_orders_page": whole(shopify.read_orders_page, page),
        "read_nodes": whole(shopify.read_nodes, encode({"nodes": [order, None]})),
        "read_levels": lambda: shopify.read_levels(encode({"nodes": [level, None]}))[0].rows(),
        "read_response": whole(shopify.read_response, answer),
        "read_user_errors": whole(
            shopify.read_user_errors, encode({"m": {"userErrors": [{"field": ["a"], "message": "x"}]}}), "m"
        ),
        "identify": whole(shopify.identify, "orders/create", encode(rich_order())),
        "CatalogueReader": parts_of_a_catalogue,
        "variants": lambda: plain(catalogue.rows()) and catalogue.levels.rows(),
        "match_variants": whole(shopify.match_variants, catalogue, [(1, "A-1", None), (2, None, "400"), (3, "x", "y")]),
        "gid": lambda: shopify.legacy_id(shopify.gid("Order", 9007199254740993)),
        "write_request": lambda: shopify.write_request("query { shop { id } }", b'{"a": 1}'),
    }


def hubspot_calls() -> dict[str, Call]:
    corpus = CORPUS / "hubspot" / "corpus"
    bodies = {path.stem: path.read_bytes() for path in corpus.iterdir()}
    readers: dict[str, Any] = {
        "associations": hubspot.read_associations,
        "associations_page": partial(hubspot.read_associations_page, from_id="1"),
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

    def inputs() -> object:
        to = hubspot.NewAssociation("9", [hubspot.AssociationType("HUBSPOT_DEFINED", 507)])
        return hubspot.ObjectInput("7", [("a", "b")], "t", associations=[to]), hubspot.AssociationInput(
            "1", "2", [link]
        )

    association = hubspot.AssociationInput("1", "2", [link])
    contact = hubspot.read_object(bodies["object"])
    return {f"hubspot {name}": whole(read, bodies[name]) for name, read in readers.items()} | {
        "inputs": inputs,
        "names of properties": lambda: hubspot.engagement_properties() + hubspot.service_case_properties(),
        "service_case_of": whole(hubspot.service_case_of, contact),
        "engagement_of": whole(hubspot.engagement_of, contact, score_property="fit"),
        "write_batch_upsert": lambda: hubspot.write_batch_upsert([whole_object], id_property="sku"),
        "write_batch_update": lambda: hubspot.write_batch_update([whole_object], id_property="sku"),
        "write_batch_archive": lambda: hubspot.write_batch_archive(["1", "2"]),
        "write_batch_create": lambda: hubspot.write_batch_create([new]),
        "write_batch_read": lambda: hubspot.write_batch_read(["1"], ["a"], "sku"),
        "write_associations_create": lambda: hubspot.write_associations_create([association]),
        "write_associations_archive": lambda: hubspot.write_associations_archive([association]),
        "write_associations_read": lambda: hubspot.write_associations_read([("1", None), ("2", "after")]),
        "write_search": lambda: hubspot.write_search(property="p", greater_or_equal="1", properties=["a"]),
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
        [(copy_format.int4(1), copy_format.int4(8), copy_format.numeric(Decimal(2)), copy_format.numeric(Decimal(1)))]
    )
    items = copy_format.answer([(copy_format.int4(1), copy_format.int8(100))])
    policies = copy_format.answer(
        [(copy_format.int4(1), copy_format.float8(1), copy_format.float8(0.5), copy_format.int8(9))]
    )
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
        "read_policies_copy": lambda: columns.read_policies_copy(policies).rows(),
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
    policies = columns.SalePolicies.from_rows([(1, 1.0, 0.5, 9)])

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
        "inventory.available": lambda: inventory.available(
            stock, items, [(8, 900)], precision_digits=2, policies=policies
        ).rows(),
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
    [response] = client.perform([refused])
    return {
        "http.Client": made_and_closed,
        "http.Client.perform": lambda: plain(client.perform([refused])),
        "http budgets": budgets,
        "http.Request": lambda: http.Request("GET", "https://shop.example/", headers=[("X-A", "b")]),
        "http.decide": lambda: http.decide(
            system="shopify",
            resume="read",
            outcome="answered",
            status=429,
            error_code=None,
            attempt=1,
            retry_after=2.0,
            jitter=0.5,
        ),
        "http.retry_after_seconds": lambda: http.retry_after_seconds(response, datetime.now(timezone.utc)),
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
