"""What the bindings promise of every function: no leak, forked workers, other threads meanwhile, buffers as they come."""

from __future__ import annotations

import array
import contextlib
import gc
import json
import mmap
import os
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crossdock_core import columns, diff, http, hubspot, inventory, plan, shopify
from crossdock_core.errors import CrossdockError, InputError

from . import copy_format, node_of
from .bulk_lines import flattened, jsonl
from .calls import every_call
from .loopback_server import LoopbackServer
from .object_calls import company_node, customer_payload, fulfilment_order_node, order_of_a_return
from .order_node import order_node
from .published import REPOSITORY, encode, rich_order
from .threads import advances_during

# CONTRIBUTING.md names it: how often each call is repeated. What is kept once a call shows at any number.
LEAK_CALLS = int(os.environ.get("CROSSDOCK_LEAK_CALLS", "1000"))
# Caches that are filled late. A single object kept by each call is more, whatever the number of calls.
USED_GROWTH_BYTES_MAX = 8 << 10
RESIDENT_GROWTH_BYTES_MAX = 8 << 20
WORKERS = 4


def run_module(name: str, *arguments: str, **environment: str) -> str:
    """What a Python process of its own prints."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.bindings.{name}", *arguments],
        cwd=REPOSITORY,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=60 + LEAK_CALLS,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


# No leak


@pytest.fixture(scope="module")
def growth() -> dict[str, dict[str, int]]:
    exact = {"PYTHONMALLOC": "malloc", "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0"}
    printed = run_module("leaks", str(LEAK_CALLS), **exact)
    return {line.pop("name"): line for line in map(json.loads, printed.splitlines())}


@pytest.mark.timeout(60 + LEAK_CALLS)
def test_no_call_keeps_memory(growth: dict[str, dict[str, int]], tmp_path: Path) -> None:
    measured = {name: found for name, found in growth.items() if name != "keeping"}
    assert measured.keys() == every_call(tmp_path).keys()
    assert growth["keeping"]["used"] > USED_GROWTH_BYTES_MAX
    kept = {name: found["used"] for name, found in measured.items() if found["used"] > USED_GROWTH_BYTES_MAX}
    assert kept == {}
    assert sum(found["resident"] for found in measured.values()) < RESIDENT_GROWTH_BYTES_MAX


# Forked workers


def test_workers_forked_from_a_process_that_used_everything_use_everything() -> None:
    with LoopbackServer() as server:
        codes = json.loads(run_module("forked", server.url("/bytes/1"), str(WORKERS)))
        assert codes == [0] * WORKERS
        # Each process has connections of its own, which it keeps.
        assert server.requests == 3 * 2 * (3 + WORKERS)
        assert server.connections <= 2 * (1 + WORKERS)


# Other threads


def test_a_call_that_keeps_the_gil_is_told_from_one_that_does_not() -> None:
    assert advances_during(lambda: pow(3, 50_000)) == 0
    assert advances_during(lambda: time.sleep(0.01)) > 0


def test_two_calls_are_under_way_at_once() -> None:
    run_module("overlap")


def large_order() -> bytes:
    order = rich_order()
    order["line_items"] = order["line_items"][:1] * 400
    return encode(order)


def lines_of(node: dict[str, Any], many: int) -> bytes:
    """A bulk file of so many objects like this one."""
    kind, _, _ = node["id"].rpartition("/")
    return b"".join(jsonl(flattened(node | {"id": f"{kind}/{number + 1}"})) for number in range(many))


def levels(rows: int) -> columns.LevelColumns:
    return columns.LevelColumns.from_rows([(row, 1, row) for row in range(1, rows + 1)])


def copy_of(rows: int, *fields: bytes) -> bytes:
    row = copy_format.answer([tuple(fields)])[19:-2]
    return copy_format.answer([])[:-2] + row * rows + b"\xff\xff"


ROWS = 20_000
VARIANT = {
    "id": "gid://shopify/ProductVariant/1",
    "sku": "A",
    "barcode": None,
    "title": "Blue",
    "product": {"id": "gid://shopify/Product/2", "title": "Shirt"},
    "inventoryItem": {"id": "gid://shopify/InventoryItem/3", "tracked": True},
}
CONTACT = {"id": "1", "properties": {"email": "a@b.c"}}


def long_calls() -> dict[str, Callable[[], Callable[[], object]]]:
    """What makes a call that takes more than a millisecond, of each kind of function that can."""

    def reading(read: Callable[[bytes], object], body: bytes) -> Callable[[], object]:
        return lambda: read(body)

    def matching() -> Callable[[], object]:
        catalogue = shopify.read_variants_jsonl(lines_of(VARIANT, ROWS))
        return lambda: shopify.match_variants(catalogue, [(1, "A", None)])

    def computing() -> Callable[[], object]:
        stock = columns.StockRows.from_rows([(row, 8, 5.0, 1.0) for row in range(1, ROWS)])
        items = columns.ItemMap.from_rows([(row, row) for row in range(1, ROWS)])
        return lambda: inventory.available(stock, items, [(8, 900)], precision_digits=2)

    def comparing() -> Callable[[], object]:
        desired, observed = levels(ROWS), levels(ROWS // 2)
        return lambda: diff.levels(desired, observed)

    def cutting() -> Callable[[], object]:
        changes = diff.LevelChanges.from_rows([(row, 1, None, row) for row in range(1, ROWS)])
        return lambda: plan.batches(changes)

    def table() -> columns.Table:
        return columns.Table.from_columns([("id", "int8")], {"id": array.array("q", range(ROWS * 10))})

    def writing() -> Callable[[], object]:
        made = table()
        return lambda: columns.CopyFile(made).read()

    orders = {"nodes": [order_node(rich_order())] * 50, "pageInfo": {"hasNextPage": False, "endCursor": None}}
    objects = {"status": "COMPLETE", "results": [CONTACT] * 500}
    node = json.dumps({"data": {"nodes": [VARIANT] * 500}}).encode()
    boolean, number, real = copy_format.boolean(True), copy_format.int8(1), copy_format.float8(1)
    small, exact = copy_format.int4(1), copy_format.numeric(Decimal("1.25"))
    return {
        "read_order": lambda: reading(shopify.read_order, large_order()),
        "identify": lambda: reading(lambda body: shopify.identify("orders/create", body), large_order()),
        "read_orders_page": lambda: reading(shopify.read_orders_page, encode({"orders": orders})),
        "read_response": lambda: reading(shopify.read_response, node),
        "write_request": lambda: reading(lambda body: shopify.write_request("query", body), node),
        "read_orders_jsonl": lambda: reading(shopify.read_orders_jsonl, lines_of(order_node(rich_order()), 50)),
        "read_customers_jsonl": lambda: reading(
            shopify.read_customers_jsonl, lines_of(node_of.customer(customer_payload()), 500)
        ),
        "read_companies_jsonl": lambda: reading(shopify.read_companies_jsonl, lines_of(company_node(), 500)),
        "read_fulfilment_orders_jsonl": lambda: reading(
            shopify.read_fulfilment_orders_jsonl, lines_of(fulfilment_order_node(), 500)
        ),
        "read_returns_jsonl": lambda: reading(shopify.read_returns_jsonl, lines_of(order_of_a_return(), 500)),
        "read_variants_jsonl": lambda: reading(shopify.read_variants_jsonl, lines_of(VARIANT, 500)),
        "match_variants": matching,
        "hubspot.read_batch_result": lambda: reading(hubspot.read_batch_result, encode(objects)),
        "read_levels_copy": lambda: reading(columns.read_levels_copy, copy_of(ROWS, number, number, number, boolean)),
        "read_stock_copy": lambda: reading(columns.read_stock_copy, copy_of(ROWS, small, small, exact, exact)),
        "read_items_copy": lambda: reading(columns.read_items_copy, copy_of(ROWS, small, number)),
        "read_policies_copy": lambda: reading(columns.read_policies_copy, copy_of(ROWS, small, real, real, number)),
        "Table.from_columns": lambda: table,
        "CopyFile.read": writing,
        "inventory.available": computing,
        "diff.levels": comparing,
        "plan.batches": cutting,
    }


@pytest.mark.parametrize("name", long_calls())
def test_other_threads_run_during_a_long_call(name: str) -> None:
    action = long_calls()[name]()
    action()
    assert advances_during(action) > 0


def test_a_file_that_two_threads_read_is_given_once() -> None:
    table = columns.Table.from_columns([("id", "int8")], {"id": array.array("q", range(200_000))})
    file, parts = columns.CopyFile(table), []

    def read() -> None:
        while True:
            try:
                part = file.read(1 << 18)
            except InputError as error:
                assert "another thread" in str(error)
                continue
            if not part:
                return
            parts.append(part)

    threads = [threading.Thread(target=read) for _thread in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(map(len, parts)) == len(columns.write_table_copy(table))


# Buffers in


def numpy_array(body: bytes) -> Any:
    numpy = pytest.importorskip("numpy", reason="NumPy is optional")
    return numpy.frombuffer(body, dtype="uint8")


def file_in_memory(body: bytes) -> mmap.mmap:
    mapped = mmap.mmap(-1, len(body))
    mapped[:] = body
    return mapped


BUFFERS: dict[str, Callable[[bytes], Any]] = {
    "bytes": bytes,
    "memoryview": memoryview,
    "slice": lambda body: memoryview(b"##" + body + b"##")[2:-2],
    "bytearray": bytearray,
    "view of a bytearray": lambda body: memoryview(bytearray(body)),
    "read-only view of a bytearray": lambda body: memoryview(bytearray(body)).toreadonly(),
    "array": lambda body: array.array("B", body),
    "mmap": file_in_memory,
    "numpy": numpy_array,
}
ITEMS = copy_of(3, copy_format.int4(1), copy_format.int8(100))
ROW_NUMBERS = array.array("I", [1, 0]).tobytes()
TABLE = columns.Table.from_columns([("id", "int8")], {"id": array.array("q", [7, 8, 9])})
TAKERS: dict[str, tuple[Callable[[Any], Any], bytes]] = {
    "reader": (shopify.read_order, encode(rich_order())),
    "bulk reader": (lambda data: len(shopify.read_variants_jsonl(data)), lines_of(VARIANT, 3)),
    "COPY reader": (lambda data: columns.read_items_copy(data).rows(), ITEMS),
    "COPY decoder": (lambda data: columns.CopyDecoder([("a", "int4"), ("b", "int8")]).feed(data), ITEMS),
    "column": (lambda data: columns.Table.from_columns([("a", "int8")], {"a": data}), array.array("q", [1]).tobytes()),
    "rows": (TABLE.take, ROW_NUMBERS),
    "request": (lambda data: http.Request("POST", "https://a.example/", body=data).body, b"{}"),
    "variables": (lambda data: shopify.write_request("query", data), b"{}"),
}


@pytest.mark.parametrize("taker", TAKERS)
@pytest.mark.parametrize("kind", BUFFERS)
def test_a_buffer_of_any_kind_is_read_as_its_bytes(kind: str, taker: str) -> None:
    take, body = TAKERS[taker]
    assert take(BUFFERS[kind](body)) == take(body)


@pytest.mark.parametrize("taker", TAKERS)
def test_what_is_no_contiguous_buffer_is_refused_clearly(taker: str) -> None:
    take, body = TAKERS[taker]
    with pytest.raises(BufferError, match="contiguous"):
        take(memoryview(body * 2)[::2])
    with pytest.raises((TypeError, FileNotFoundError)):
        take("text")


def flipping(data: bytearray, places: slice, stop: threading.Event) -> None:
    """Writes ones to all places at once, then twos, and so on."""
    count = len(data[places])
    values = [bytes([value]) * count for value in (1, 2)]
    while not stop.is_set():
        for value in values:
            data[places] = value


def test_a_read_only_view_of_a_bytearray_that_its_owner_changes_meanwhile_is_read_as_it_was() -> None:
    data = bytearray(copy_of(20_000, copy_format.int4(1), copy_format.int8(1)))
    places = slice(19 + 2 + 4 + 4 + 4 + 7, len(data) - 2, 22)
    stop = threading.Event()
    owner = threading.Thread(target=flipping, args=(data, places, stop))
    owner.start()
    try:
        for _try in range(50):
            seen = {item for _product, item in columns.read_items_copy(memoryview(data).toreadonly()).rows()}
            assert len(seen) == 1
    finally:
        stop.set()
        owner.join()


def test_a_buffer_is_let_go_after_a_call_that_refused_it() -> None:
    data = bytearray(b"{}")
    for take, _body in TAKERS.values():
        with contextlib.suppress(CrossdockError, ValueError):
            take(data)
    data.append(0)  # BufferError while somebody holds a view of it.


# Buffers out


def small_table() -> columns.Table:
    return columns.Table.from_rows([("id", "int8"), ("name", "text")], [(1, "a"), (2, None)])


def difference() -> diff.TableDiff:
    changed = columns.Table.from_rows([("id", "int8"), ("name", "text")], [(2, "b"), (3, "c")])
    return diff.tables(changed, small_table(), key=["id"])


# Each makes an object that nobody but its view holds.
VIEWS: dict[str, tuple[Callable[[], memoryview], list[int]]] = {
    "values": (lambda: small_table().values("id"), [1, 2]),
    "valid": (lambda: small_table().valid("name"), [1, 0]),
    "offsets": (lambda: small_table().offsets("name"), [0, 1, 1]),
    "added": (lambda: difference().added, [1]),
    "removed": (lambda: difference().removed, [0]),
    "changed": (lambda: difference().changed, [0]),
    "changed_from": (lambda: difference().changed_from, [1]),
    "changed_fields": (lambda: difference().changed_fields, [1]),
    "inventory_item_ids": (lambda: levels(3).inventory_item_ids, [1, 2, 3]),
    "quantities": (lambda: levels(3).quantities, [1, 2, 3]),
}


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_of_a_result_is_read_only_and_keeps_it_alive(name: str) -> None:
    make, expected = VIEWS[name]
    view = make()
    gc.collect()
    others = [make() for _other in range(100)]
    assert view.tolist() == expected == others[-1].tolist()
    assert view.readonly and view.contiguous
    with pytest.raises(TypeError):
        view[0] = 5


def test_a_view_keeps_its_owner_no_longer_than_itself() -> None:
    table = columns.Table.from_rows([("id", "int8")], [(1,)])
    gone = weakref.ref(table)
    view = table.values("id")
    del table
    gc.collect()
    assert gone() is not None
    view.release()
    del view
    gc.collect()
    assert gone() is None
