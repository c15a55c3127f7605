"""Files of bulk mutations: any length in chunks, valid line by line, and a result that says what became of each line."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock_core import diff, shopify
from crossdock_core.columns import Table
from crossdock_core.errors import InputError, LimitError
from tests.bindings.mutations import compact, document, problems
from tests.bindings.reference import shopify_writers as plain
from tests.bindings.threads import advances_during

IDS = st.integers(1, 2**63 - 1)
LEVEL_ROWS = st.lists(
    st.tuples(IDS, IDS, st.none() | st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9)),
    min_size=1,
    max_size=30,
    unique_by=lambda row: row[:2],
)
PRICES = st.decimals(0, 10**9, places=2, allow_nan=False, allow_infinity=False)


def files_of(lines: shopify.BulkLines, chunk_bytes: int = 1 << 20) -> list[bytes]:
    files = []
    while True:
        content = b""
        while chunk := lines.chunk(chunk_bytes):
            content += chunk
        assert (lines.file_bytes, lines.file_lines) == (len(content), content.count(b"\n"))
        files.append(content)
        if not lines.has_more:
            return files
        lines.next_file()


def jsonl(objects: list[Any]) -> bytes:
    return b"".join(compact(one) + b"\n" for one in objects)


@given(LEVEL_ROWS, st.integers(1, 250), st.integers(1, 10_000))
def test_levels_in_chunks_of_any_size_are_what_json_dumps_writes(
    rows: list[Any], levels_per_line: int, chunk_bytes: int
) -> None:
    parts = [rows[start : start + levels_per_line] for start in range(0, len(rows), levels_per_line)]
    keys = [f'key "{number}"' for number in range(len(parts))]
    expected = [plain.quantities(part, key, "correction", "gid://c/P/1") for part, key in zip(parts, keys, strict=True)]
    lines = shopify.bulk_levels(
        diff.LevelChanges.from_rows(rows),
        keys=keys,
        reason="correction",
        reference_uri="gid://c/P/1",
        levels_per_line=levels_per_line,
    )
    assert files_of(lines, chunk_bytes) == [jsonl(expected)]


def test_every_line_is_valid_by_the_published_schemas() -> None:
    level = plain.quantities([(5, 6, None, 7)], "k", "correction", "gid://c/P/1")
    assert problems(document("inventory_set"), level) == []
    [(_product, _rows, price)] = plain.prices([(1, 2, Decimal("1.50"), None)], True)
    assert problems(document("variants_update"), price) == []
    product = plain.product({"id": 5, "title": "T"}, False, False, False, False)
    assert problems(document("product_set"), product) == []


@given(
    st.lists(st.tuples(st.integers(1, 4), IDS, PRICES, st.none() | PRICES), min_size=1, unique_by=lambda row: row[1]),
    st.booleans(),
)
def test_prices_are_one_line_a_product(rows: list[Any], partial: bool) -> None:
    lines = shopify.bulk_prices(shopify.PriceChanges.from_rows(rows), allow_partial_updates=partial)
    assert files_of(lines, 100) == [jsonl([variables for _product, _rows, variables in plain.prices(rows, partial)])]


def test_products_are_taken_while_chunks_are_asked_for() -> None:
    taken = []

    def products() -> Any:
        for number in range(1, 6):
            taken.append(number)
            yield {"id": number, "title": f"T{number}", "tags": ["a"]}

    lines = shopify.bulk_products(products(), tags=True)
    first = lines.chunk(1)
    assert taken == [1]
    rest = lines.chunk()
    assert (taken, lines.chunk(), lines.has_more) == ([1, 2, 3, 4, 5], b"", False)
    assert first + rest == jsonl([plain.product(one, False, False, True, False) for one in products()])


def test_an_error_in_a_product_ends_the_file_for_good() -> None:
    for bad, error in (({"id": 0}, InputError), ({"id": 1, "colour": 1}, KeyError)):
        lines = shopify.bulk_products([{"id": 1}, bad])  # type: ignore[list-item]
        with pytest.raises(error):
            lines.chunk()
        with pytest.raises(InputError):
            lines.chunk()


def test_a_file_ends_before_it_is_larger_than_the_store_takes() -> None:
    rows = [(number, 7, 1, 2) for number in range(1, 1001)]
    arguments: Any = {"keys": [str(number) for number in range(100)], "reason": "r", "reference_uri": "u"}
    changes = diff.LevelChanges.from_rows(rows)
    [whole] = files_of(shopify.bulk_levels(changes, levels_per_line=10, **arguments))
    lines = shopify.bulk_levels(changes, levels_per_line=10, file_bytes_max=len(whole) // 3, **arguments)
    with pytest.raises(InputError):
        lines.next_file()
    files = files_of(lines, 1000)
    assert [len(one) <= len(whole) // 3 for one in files] == [True] * 4
    assert b"".join(files) == whole
    tiny = shopify.bulk_levels(changes, levels_per_line=10, file_bytes_max=100, **arguments)
    with pytest.raises(LimitError, match="bulk_mutation_file_bytes_max"):
        tiny.chunk()


def test_levels_that_would_race_and_keys_that_belong_to_no_line_are_refused() -> None:
    rows = [(1, 7, 1, 2), (2, 7, 1, 2), (3, 7, 1, 2)]
    arguments: Any = {"reason": "r", "reference_uri": "u", "levels_per_line": 2}
    for given_rows, keys in (
        (rows, ["a"]),
        (rows, ["a", "b", "c"]),
        (rows, ["a", "a"]),
        (rows, ["a", ""]),
        ([*rows[:2], rows[0]], ["a", "b"]),
        ([(0, 7, 1, 2)], ["a"]),
    ):
        with pytest.raises(InputError):
            shopify.bulk_levels(diff.LevelChanges.from_rows(given_rows), keys=keys, **arguments)
    with pytest.raises(TypeError):
        shopify.bulk_levels(rows, keys=["a", "b"], **arguments)


def test_levels_from_a_table_are_those_of_its_rows() -> None:
    rows = [(1, 7, None, 2), (2, 7, -5, 0)]
    schema = [
        ("inventory_item_id", "int8 not null"),
        ("location_id", "int8 not null"),
        ("change_from", "int8"),
        ("quantity", "int8 not null"),
    ]
    assert diff.LevelChanges.from_table(Table.from_rows(schema, rows)).rows() == rows
    with pytest.raises(ValueError, match="quantity"):
        diff.LevelChanges.from_table(Table.from_rows(schema[:3], [row[:3] for row in rows]))
    nullable = [*schema[:3], ("quantity", "int8")]
    with pytest.raises(ValueError, match="NULL"):
        diff.LevelChanges.from_table(Table.from_rows(nullable, [(1, 7, None, None)]))


def test_another_thread_runs_while_levels_are_written() -> None:
    rows = [(number, 7, 1, 2) for number in range(1, 200_001)]
    changes = diff.LevelChanges.from_rows(rows)
    keys = [str(number) for number in range(800)]

    def write() -> None:
        lines = shopify.bulk_levels(changes, keys=keys, reason="r", reference_uri="u")
        assert lines.chunk(1 << 30).count(b"\n") == 800

    assert advances_during(write) > 100


def line(number: int | None, **content: Any) -> dict[str, Any]:
    return content if number is None else content | {"__lineNumber": number}


def payload(*user_errors: dict[str, Any]) -> dict[str, Any]:
    return {"inventorySetQuantities": {"userErrors": list(user_errors)}}


def test_a_result_tells_what_became_of_each_line_in_whatever_order(tmp_path: Path) -> None:
    refused = {"field": ["input", "quantities", "3", "quantity"], "code": "INVALID_QUANTITY_TOO_HIGH", "message": "no"}
    content = jsonl(
        [
            line(4, data=payload()),
            line(0, data=payload(refused)),
            line(1, errors=[{"message": "throttled", "extensions": {"code": "THROTTLED"}}]),
            line(None, errors=[{"message": "internal"}]),
            line(3, data={"inventorySetQuantities": None}),
            line(9, data=payload()),
            line(4, data=payload()),
        ]
    )
    path = tmp_path / "result.jsonl"
    path.write_bytes(content)
    for source in (content, path):
        result = shopify.read_bulk_mutation_result(source, "inventorySetQuantities", 5)
        assert [result.outcome(number) for number in range(len(result))] == [
            "refused",
            "failed",
            "missing",
            "missing",
            "done",
        ]
        assert (result.lines("missing"), result.lines("done")) == ([2, 3], [4])
        first, second = result.refusals
        assert (first.line, first.user_errors[0].code, first.user_errors[0].field) == (
            0,
            "INVALID_QUANTITY_TOO_HIGH",
            refused["field"],
        )
        assert (second.line, second.errors[0].code) == (1, "THROTTLED")
        assert [error.message for error in result.unnumbered] == ["internal"]
        assert [error.line for error in result.errors] == [5, 6, 7]
        assert (result.error_count, result.truncated) == (3, False)
    with pytest.raises(IndexError):
        result.outcome(5)


def test_a_result_cut_anywhere_makes_no_line_done_that_it_does_not_tell() -> None:
    content = jsonl([line(number, data=payload()) for number in range(4)])
    for end in range(len(content)):
        result = shopify.read_bulk_mutation_result(content[:end], "inventorySetQuantities", 4)
        whole = [json.loads(one) for one in content[:end].split(b"\n") if one.endswith(b"}") and _is_json(one)]
        assert result.lines("done") == [one["__lineNumber"] for one in whole]
        assert result.truncated == (len(result.lines("done")) != len(content[:end].splitlines()))


def _is_json(text: bytes) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def test_a_result_of_more_lines_than_can_be_told_apart_is_refused() -> None:
    with pytest.raises(LimitError, match="bulk_mutation_lines_max"):
        shopify.read_bulk_mutation_result(b"", "productSet", 10_000_001)
