"""Bulk files become columns a part at a time: what plain Python reads, whatever the order, spacing and damage."""

from __future__ import annotations

import io
import json
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crossdock_core import columns, shopify
from crossdock_core.columns import Table
from crossdock_core.errors import CrossdockError, InputError

from .reference import catalogue as reference
from .threads import advances_during

VARIANT_FIELDS = {
    "variant_id",
    "product_id",
    "inventory_item_id",
    "sku",
    "barcode",
    "title",
    "product_title",
    "tracked",
}
LEVEL_FIELDS = {"inventory_item_id", "location_id", "available", "updated_at"}


def variant_line(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"gid://shopify/ProductVariant/{number}",
        "sku": f"S-{number}",
        "barcode": None,
        "title": "Größe / 4",
        "product": {"id": "gid://shopify/Product/7", "title": 'Shirt "L"'},
        "inventoryItem": {"id": f"gid://shopify/InventoryItem/{number + 1000}", "tracked": True},
    } | fields


def level_line(number: int, location: int, names_item: bool = True, **fields: Any) -> dict[str, Any]:
    query = f"?inventory_item_id={number + 1000}" if names_item else ""
    return {
        "id": f"gid://shopify/InventoryLevel/{location}{query}",
        "updatedAt": "2026-05-01T08:00:00Z",
        "location": {"id": f"gid://shopify/Location/{location}"},
        "quantities": [{"name": "available", "quantity": 5}],
        "__parentId": f"gid://shopify/ProductVariant/{number}",
    } | fields


def compact(line: Any) -> bytes:
    return json.dumps(line, separators=(",", ":"), ensure_ascii=False).encode()


def read_parts(source: Any, rows: int = 65_536) -> tuple[shopify.CatalogueReader, list[Any], list[Any]]:
    """The reader at its end, and the rows of all variants and of all levels."""
    reader = shopify.CatalogueReader(source)
    variants: list[Any] = []
    levels: list[Any] = []
    while (part := reader.next_tables(rows)) is not None:
        assert len(part[0]) + len(part[1]) > 0
        variants += part[0].rows()
        levels += part[1].rows()
    return reader, variants, levels


def require_as_reference(content: bytes, rows: int) -> None:
    expected = reference.read(content)
    reader, variants, levels = read_parts(content, rows)
    assert variants == expected.variants
    assert levels == expected.levels
    assert [error.line for error in reader.errors] == expected.error_lines
    assert (reader.error_count, reader.line_count) == (len(expected.error_lines), expected.line_count)
    assert reader.truncated == expected.truncated
    assert reader.waiting == 0 or expected.error_lines
    whole = shopify.read_variants_jsonl(content)
    assert [row.variant_id for row in whole.rows()] == [row[0] for row in expected.variants]
    assert [row[:3] for row in whole.levels.rows()] == [row[:3] for row in expected.levels]
    assert [error.line for error in whole.errors] == expected.error_lines
    assert whole.plain_line_count == reader.plain_line_count


texts = (
    st.none() | st.text(max_size=12) | st.sampled_from(["", 'in "quotes"', "a/b\\c", "Größe", "nul\0", "\U0001f600"])
)
numbers = st.integers(1, 6)
strange = st.sampled_from([None, True, 0, -1, 1.5, 10**17, 10**19, "x", [], {}, {"id": 1}, "gid://shopify/Product/1"])
moments = st.none() | st.sampled_from(
    [
        "2026-05-01T08:00:00Z",
        "2024-02-29T23:59:59.123456789Z",
        "2026-05-01T08:00:00+10:00",
        "0001-01-01T00:00:00+10:00",
        "9999-12-31T23:59:59-0030",
        "2023-02-29T00:00:00Z",
        "2026-05-01 08:00:00Z",
        "2026-05-01T08:00:00",
        "2026-05-01T24:00:00Z",
    ]
)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A line of either kind, now and then with a field that is missing, strange or unknown, in any order."""
    if draw(st.booleans()):
        line = variant_line(draw(numbers), sku=draw(texts), barcode=draw(texts), title=draw(texts))
        line["product"]["title"] = draw(texts)
        line["inventoryItem"]["tracked"] = draw(st.booleans())
    else:
        line = level_line(draw(numbers), draw(numbers), draw(st.booleans()), updatedAt=draw(moments))
        line["quantities"] = [
            {
                "name": draw(st.sampled_from(["available", "on_hand"])),
                "quantity": draw(st.integers(-(2**63), 2**63 - 1)),
            }
            for _quantity in range(draw(st.integers(0, 2)))
        ]
        if draw(st.booleans()):
            line["__parentId"] = f"gid://shopify/InventoryItem/{draw(numbers)}"
    owner = draw(st.sampled_from([line, *(value for value in line.values() if isinstance(value, dict))]))
    change = draw(st.sampled_from(["none"] * 6 + ["miss", "strange", "unknown"]))
    key = draw(st.sampled_from(sorted(owner)))
    if change == "miss":
        del owner[key]
    elif change == "strange":
        owner[key] = draw(strange)
    elif change == "unknown":
        owner[draw(st.sampled_from(["more", "sku\0", "title", ""]))] = draw(strange)
    return dict(draw(st.permutations(list(line.items()))))


@st.composite
def encoded_lines(draw: st.DrawFn) -> bytes:
    """A document as one of the many ways to write it, or what damage made of it."""
    written = json.dumps(
        draw(documents()),
        separators=draw(st.sampled_from([(",", ":"), (", ", ": "), (" ,\t", " :\r")])),
        ensure_ascii=draw(st.booleans()),
    )
    if draw(st.booleans()):
        written = written.replace("/", "\\/")
    line = written.encode(errors="surrogatepass")
    damage = draw(st.sampled_from(["none"] * 8 + ["byte", "cut", "twice", "repeat", "blank", "deep"]))
    at = draw(st.integers(0, len(line) - 1))
    if damage == "byte":
        return line[:at] + draw(st.binary(min_size=1, max_size=2)).replace(b"\n", b"") + line[at + 1 :]
    if damage == "cut":
        return line[:at]
    if damage == "twice":
        return line[:at] + line[at:] * 2
    if damage == "repeat":
        return line[:-1] + b"," + line[1:]
    if damage == "deep":
        depth = draw(st.sampled_from([60, 62, 63, 64, 70]))
        return line[:-1] + b',"deep":' + b"[" * depth + b"]" * depth + b"}"
    return draw(st.sampled_from([b"", b" \t\r"])) if damage == "blank" else line


@given(lines=st.lists(encoded_lines(), max_size=6), cut=st.integers(0, 40), rows=st.integers(1, 5))
@example(lines=[compact(variant_line(1)), compact(variant_line(1))], cut=0, rows=1)
@example(
    lines=[compact(level_line(1, 2, False)), compact(level_line(1, 3, False)), compact(variant_line(1))], cut=0, rows=1
)
@example(lines=[compact(variant_line(1, title="nul\0")), compact(variant_line(2))], cut=0, rows=9)
def test_any_file_is_read_as_plain_python_reads_it(lines: list[bytes], cut: int, rows: int) -> None:
    content = b"".join(line + b"\n" for line in lines)
    require_as_reference(content[: len(content) - cut], rows)


def test_a_file_cut_at_any_byte_loses_what_was_cut_and_nothing_before() -> None:
    content = b"".join(
        compact(line) + b"\n" for line in (level_line(1, 2, False), variant_line(1), level_line(1, 3), level_line(2, 3))
    )
    for cut in range(len(content) + 1):
        require_as_reference(content[:cut], 2)


def test_lines_in_any_order_give_the_same_rows() -> None:
    lines = [variant_line(number) for number in range(1, 40)]
    lines += [level_line(number, location, location > 2) for number in range(1, 40) for location in range(1, 5)]
    _reader, variants, levels = read_parts(b"\n".join(map(compact, lines)))
    assert (len(variants), len(levels)) == (39, 156)
    for seed in range(20):
        random.Random(seed).shuffle(lines)
        reader, shuffled_variants, shuffled_levels = read_parts(b"\n".join(map(compact, lines)), rows=10)
        assert sorted(shuffled_variants) == sorted(variants)
        assert sorted(shuffled_levels) == sorted(levels)
        assert (reader.error_count, reader.waiting) == (0, 0)


def columns_again(table: Table) -> Table:
    """The table made anew from its buffers, through the checks that columns of unknown origin go through."""
    given_columns: dict[str, Any] = {}
    for name, kind in table.schema:
        values = bytes(table.values(name))
        given_columns[name] = (bytes(table.offsets(name)), values) if kind.startswith("text") else values
    return Table.from_columns(
        table.schema, given_columns, {name: bytes(table.valid(name)) for name, _kind in table.schema}
    )


@given(lines=st.lists(encoded_lines(), max_size=5))
def test_the_tables_hold_what_tables_may_hold(lines: list[bytes]) -> None:
    reader = shopify.CatalogueReader(b"\n".join(lines))
    while (part := reader.next_tables(3)) is not None:
        for table, fields in zip(part, (VARIANT_FIELDS, LEVEL_FIELDS), strict=True):
            assert {name for name, _kind in table.schema} == fields
            assert columns_again(table) == table
            assert columns.read_table_copy(table.schema, columns.write_table_copy(table)) == table


def test_a_path_is_read_as_its_bytes_are_and_what_cannot_be_read_says_so(tmp_path: Path) -> None:
    content = b"".join(compact(variant_line(number)) + b"\n" for number in range(1, 30_000))
    path = tmp_path / "bulk.jsonl"
    path.write_bytes(content)
    _reader, variants, _levels = read_parts(str(path), rows=7000)
    assert variants == read_parts(content)[1]
    assert variants == read_parts(bytearray(content))[1]
    with pytest.raises(FileNotFoundError):
        shopify.CatalogueReader(tmp_path / "missing.jsonl")
    with pytest.raises(OSError, match="directory"):
        shopify.CatalogueReader(tmp_path).next_tables()
    with pytest.raises(ValueError, match="one row"):
        shopify.CatalogueReader(content).next_tables(0)


def test_other_threads_run_while_a_part_is_read_and_none_may_enter() -> None:
    content = b"".join(compact(variant_line(number)) + b"\n" for number in range(1, 200_000))
    reader = shopify.CatalogueReader(content)
    assert advances_during(lambda: reader.next_tables(190_000)) > 1000
    busy = shopify.CatalogueReader(content)
    thread = threading.Thread(target=busy.next_tables, args=(190_000,))
    refused = 0
    thread.start()
    while thread.is_alive():
        try:
            assert busy.line_count in (0, 190_000)
        except InputError:
            refused += 1
    assert refused > 0


def test_a_signal_stops_a_part_and_the_reader_says_so_from_then_on() -> None:
    content = b"".join(compact(variant_line(number)) + b"\n" for number in range(1, 150_000)) * 3

    class Stopped(Exception):
        pass

    def stop(_number: int, _frame: Any) -> None:
        raise Stopped

    reader = shopify.CatalogueReader(content)
    former = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    started = time.monotonic()
    try:
        with pytest.raises(Stopped):
            reader.next_tables(10**9)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)
    assert time.monotonic() - started < 1
    with pytest.raises(CrossdockError, match="stopped"):
        reader.next_tables()


def test_memory_is_that_of_a_part_whatever_the_length_of_the_file(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from crossdock_core import columns, shopify\n"
        "def peak():\n"
        "    return int(next(l for l in open('/proc/self/status') if l.startswith('VmHWM')).split()[1])\n"
        "before, rows = peak(), 0\n"
        "reader = shopify.CatalogueReader(sys.argv[1])\n"
        "while (part := reader.next_tables(20_000)) is not None:\n"
        "    rows += sum(map(len, part))\n"
        "    columns.write_table_copy(part[1])\n"
        "print(rows, reader.error_count, peak() - before)\n"
    )
    lines = io.BytesIO()
    for number in range(1, 2001):
        lines.write(compact(variant_line(number)) + b"\n")
        for location in range(1, 5):
            lines.write(compact(level_line(number, location)) + b"\n")
    path = tmp_path / "bulk.jsonl"
    with path.open("wb") as file:
        for _repeat in range(60):
            file.write(lines.getvalue())
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True, timeout=120
    )
    rows, errors, kilobytes = map(int, run.stdout.split())
    # The variants stand there sixty times, and but once is right; the levels are as many as there are.
    assert (rows, errors) == (2000 + 480_000, 59 * 2000)
    assert path.stat().st_size > 100_000_000
    assert kilobytes < 30_000
