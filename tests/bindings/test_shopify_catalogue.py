"""Bulk files are read line by line, and variants are linked to products only where no key leaves a doubt."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from crossdock_core import shopify


def variant(number: int, sku: str | None = None, barcode: str | None = None) -> dict[str, Any]:
    return {
        "id": f"gid://shopify/ProductVariant/{number}",
        "sku": sku,
        "barcode": barcode,
        "title": "Blue",
        "product": {"id": f"gid://shopify/Product/{number + 1000}", "title": "Shirt"},
        "inventoryItem": {"id": f"gid://shopify/InventoryItem/{number + 2000}", "tracked": True},
    }


def level(parent: str, location: int, quantity: int, item: int | None = None) -> dict[str, Any]:
    query = f"?inventory_item_id={item}" if item else ""
    return {
        "id": f"gid://shopify/InventoryLevel/{location}{query}",
        "__parentId": parent,
        "location": {"id": f"gid://shopify/Location/{location}"},
        "updatedAt": "1970-01-01T00:00:01Z",
        "quantities": [{"name": "available", "quantity": quantity}],
    }


def of_variant(number: int) -> str:
    return f"gid://shopify/ProductVariant/{number}"


def jsonl(*lines: Any) -> bytes:
    return b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)


def test_children_are_joined_whether_they_come_before_or_after_their_parents() -> None:
    content = jsonl(
        level(of_variant(1), 7, -3),
        variant(2, "B", "222"),
        level("gid://shopify/InventoryItem/2002", 7, 5),
        variant(1, "A"),
        level(of_variant(1), 8, 9),
    )
    catalogue = shopify.read_variants_jsonl(content)
    assert (len(catalogue), catalogue.errors, catalogue.truncated) == (2, [], False)
    # The first line's level is known when its variant has come.
    assert catalogue.levels.rows() == [
        (2002, 7, 5, 1_000_000),
        (2001, 7, -3, 1_000_000),
        (2001, 8, 9, 1_000_000),
    ]
    second, first = catalogue.rows()
    assert (first.variant_id, first.product_id, first.inventory_item_id) == (1, 1001, 2001)
    assert (first.sku, first.barcode, first.title, first.product_title) == ("A", None, "Blue", "Shirt")
    assert (second.variant_id, second.barcode, second.tracked) == (2, "222", True)


def test_one_bad_line_costs_that_line_and_is_named() -> None:
    untracked = variant(3)
    del untracked["inventoryItem"]["tracked"]
    content = jsonl(
        variant(1),
        b'{"id": "gid://shopify/ProductVariant/2", "sku": "unclosed',
        b"{\xff}",
        untracked,
        b"",
        variant(4),
        variant(4),
        level(of_variant(99), 7, 1),
        level(of_variant(98), 7, 1, item=2098),
        {"id": "gid://shopify/Product/5"},
        b'"' + b"x" * (1 << 20) + b'"',
        variant(6),
    )
    catalogue = shopify.read_variants_jsonl(content)
    assert [row.variant_id for row in catalogue.rows()] == [1, 4, 6]
    assert [error.line for error in catalogue.errors] == [2, 3, 4, 7, 8, 10, 11]
    assert catalogue.error_count == 7
    messages = {error.line: error.message for error in catalogue.errors}
    assert "$.inventoryItem.tracked" in messages[4]
    assert "twice" in messages[7]
    assert "not in the file" in messages[8]
    assert "jsonl_line_bytes_max" in messages[11]
    assert "unclosed" not in messages[2]
    # The level names its item itself, so the loss of its parent's line costs nothing.
    assert catalogue.levels.rows() == [(2098, 7, 1, 1_000_000)]
    assert not catalogue.truncated


def test_a_file_cut_off_in_its_last_line_says_so() -> None:
    content = jsonl(variant(1), variant(2))
    whole = shopify.read_variants_jsonl(content[:-1])
    assert (len(whole), whole.truncated, whole.errors) == (2, False, [])
    cut = shopify.read_variants_jsonl(content[:-9])
    assert (len(cut), cut.truncated) == (1, True)
    assert [(error.line, "cut off" in error.message) for error in cut.errors] == [(2, True)]
    assert len(shopify.read_variants_jsonl(b"")) == 0


def test_a_path_is_read_as_the_bytes_are(tmp_path: Path) -> None:
    path = tmp_path / "bulk \u00e9.jsonl"
    path.write_bytes(jsonl(*(variant(number, f"S{number}") for number in range(1, 5001))))
    for given in (path, str(path)):
        assert len(shopify.read_variants_jsonl(given)) == 5000
    with pytest.raises(FileNotFoundError):
        shopify.read_variants_jsonl(str(tmp_path / "missing.jsonl"))
    with pytest.raises(OSError, match="directory"):
        shopify.read_variants_jsonl(str(tmp_path))


def test_errors_that_are_kept_are_bounded() -> None:
    catalogue = shopify.read_variants_jsonl(b"x\n" * 5000)
    assert (len(catalogue.errors), catalogue.error_count) == (1000, 5000)


def test_a_file_larger_than_memory_allows_is_read_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "big.jsonl"
    line = json.dumps(variant(1) | {"padding": "x" * 900_000}).encode() + b"\n"
    with path.open("wb") as file:
        for _count in range(400):
            file.write(line)
    # The file has 360 MB; the address space allows 200 MB beyond what the interpreter starts with.
    code = (
        "import resource, sys\n"
        "from crossdock_core import shopify\n"
        "used = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize()\n"
        "resource.setrlimit(resource.RLIMIT_AS, (used + 200_000_000,) * 2)\n"
        "catalogue = shopify.read_variants_jsonl(sys.argv[1])\n"
        "print(len(catalogue), catalogue.error_count)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False, timeout=120
    )
    assert (run.stdout.split(), run.stderr) == (["1", "399"], "")


def test_a_signal_stops_the_reading_of_a_large_file() -> None:
    lines = jsonl(*(variant(number) for number in range(1, 200_001))) * 2

    class Stopped(Exception):
        pass

    def stop(_number: int, _frame: Any) -> None:
        raise Stopped

    former = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    started = time.monotonic()
    try:
        with pytest.raises(Stopped):
            shopify.read_variants_jsonl(lines)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)
    assert time.monotonic() - started < 1


def match(variants: list[dict[str, Any]], local: list[tuple[int, str | None, str | None]]) -> shopify.LinkResult:
    return shopify.match_variants(shopify.read_variants_jsonl(jsonl(*variants)), local)


def test_skus_link_first_and_barcodes_what_is_left_over() -> None:
    result = match(
        [variant(1, " A-1 "), variant(2, None, "4006381333931"), variant(3, "a-1"), variant(4, "", " ")],
        [(11, "A-1\u00a0", None), (12, "other", "4006381333931\n"), (13, None, None)],
    )
    assert [(one.variant_id, one.inventory_item_id, one.product_id, one.by) for one in result.matched] == [
        (1, 2001, 11, "sku"),
        (2, 2002, 12, "barcode"),
    ]
    assert (result.ambiguous, result.only_remote, result.only_local) == ([], [3, 4], [13])


@pytest.mark.parametrize(
    ("variants", "local"),
    [
        ([variant(1, "A", "1"), variant(2, "A", "2")], [(11, "A", "1")]),
        ([variant(1, "A", "1")], [(11, "A", "1"), (12, "A", "2")]),
    ],
)
def test_a_key_that_names_more_than_one_links_nothing(
    variants: list[dict[str, Any]], local: list[tuple[int, str | None, str | None]]
) -> None:
    result = match(variants, local)
    assert result.matched == []
    (ambiguity,) = result.ambiguous
    assert (ambiguity.key, ambiguity.by) == ("A", "sku")
    assert ambiguity.variant_ids == list(range(1, len(variants) + 1))
    assert ambiguity.product_ids == [product for product, _sku, _barcode in local]
    assert (result.only_remote, result.only_local) == ([], [])


def test_a_barcode_is_ambiguous_even_if_one_that_carries_it_is_linked_already() -> None:
    result = match(
        [variant(1, "A", "7"), variant(2, None, "7")],
        [(11, "A", None), (12, None, "7")],
    )
    assert [(one.variant_id, one.product_id) for one in result.matched] == [(1, 11)]
    assert [(one.key, one.by, one.variant_ids, one.product_ids) for one in result.ambiguous] == [
        ("7", "barcode", [1, 2], [12])
    ]


def test_a_key_that_repeats_on_one_side_alone_leaves_the_other_key_its_chance() -> None:
    result = match([variant(1, "A", "1"), variant(2, "A", "2")], [(11, None, "1"), (12, None, "2")])
    assert [(one.variant_id, one.product_id, one.by) for one in result.matched] == [
        (1, 11, "barcode"),
        (2, 12, "barcode"),
    ]
    assert result.ambiguous == []


def test_wrong_rows_are_refused() -> None:
    catalogue = shopify.read_variants_jsonl(b"")
    for row in ((1, "A"), ("1", "A", "B"), (1, 2, "B"), [1, "A", "B"], (True, "A", "B")):
        with pytest.raises((TypeError, ValueError)):
            shopify.match_variants(catalogue, [row])  # type: ignore[list-item]
