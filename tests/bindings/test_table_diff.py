"""crossdock_core.diff on tables: two ways and three, against look-ups in dictionaries."""

import array
import random
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock_core import diff
from crossdock_core.columns import Table
from crossdock_core.errors import InputError, LimitError

from .reference import tables as reference
from .threads import advances_during

# Few values, so that keys meet and cells differ now and then; decimals of equal value and different scales among them.
VALUES = {
    "int8": st.integers(0, 5),
    "int4": st.integers(-2, 2),
    "bool": st.booleans(),
    "text": st.sampled_from(["", "a", "b", "ab", "longer than a word", "longer than a worm"]),
    "numeric": st.sampled_from([Decimal("1.5"), Decimal("1.50"), Decimal("0"), Decimal("0.00"), Decimal("-3")]),
    "float8": st.sampled_from([0.0, -0.0, 1.5, float("nan"), float("inf")]),
    "date": st.dates().filter(lambda day: day.day == 1 and day.month == 1),
}
KINDS = ["int8", "int4", "bool", "text", "numeric", "float8"]


@st.composite
def keyed_tables(draw, count):
    """A schema, the key's columns, and rows of several tables, of which no two have one key."""
    key_kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=3))
    field_kinds = draw(st.lists(st.sampled_from(KINDS), max_size=4))
    null = st.none() if draw(st.booleans()) else st.nothing()
    schema = [(f"key_{index}", kind) for index, kind in enumerate(key_kinds)]
    schema += [(f"field_{index}", kind) for index, kind in enumerate(field_kinds)]
    row = st.tuples(*(null | VALUES[kind] for _name, kind in schema))
    rows = st.lists(
        row,
        max_size=12,
        unique_by=lambda cells: tuple(reference.comparable(cell) for cell in cells[: len(key_kinds)]),
    )
    return schema, [name for name, _kind in schema[: len(key_kinds)]], [draw(rows) for _table in range(count)]


@given(given_tables=keyed_tables(2))
def test_two_tables_differ_as_look_ups_say(given_tables):
    schema, key, (desired, observed) = given_tables
    result = diff.tables(Table.from_rows(schema, desired), Table.from_rows(schema, observed), key=key)
    changed = [
        (row, partner, result.names(mask))
        for row, partner, mask in zip(result.changed, result.changed_from, result.changed_fields, strict=True)
    ]
    names = [name for name, _kind in schema]
    assert (result.added.tolist(), result.removed.tolist(), changed) == reference.diff(names, desired, observed, key)


@given(given_tables=keyed_tables(2))
def test_applying_the_difference_leaves_none(given_tables):
    schema, key, (desired, observed) = given_tables
    ours = Table.from_rows(schema, desired)
    result = diff.tables(ours, Table.from_rows(schema, observed), key=key)
    gone = {*result.removed, *result.changed_from}
    kept = [row for number, row in enumerate(observed) if number not in gone]
    taken = ours.take(array.array("I", [*result.added, *result.changed])).rows()
    again = diff.tables(ours, Table.from_rows(schema, kept + taken), key=key)
    assert not (len(again.added) or len(again.removed) or len(again.changed))


@given(given_tables=keyed_tables(3))
def test_i7_three_tables_say_whose_change_it_is_as_look_ups_do(given_tables):
    schema, key, (desired, observed, agreed) = given_tables
    tables = [Table.from_rows(schema, rows) for rows in (desired, observed, agreed)]
    result = diff.three_way(*tables, key=key)
    told = {}
    for one in (result[index] for index in range(len(result))):
        row = next(
            rows[number]
            for rows, number in ((desired, one.desired), (observed, one.observed), (agreed, one.agreed))
            if number is not None
        )
        place = tuple(reference.comparable(cell) for cell in row[: len(key)])
        assert place not in told
        fates = {
            name: fate
            for fate, names in (
                ("ours", one.ours),
                ("theirs", one.theirs),
                ("both", one.both),
                ("conflict", one.conflicts),
            )
            for name in names
        }
        told[place] = (one.kind, fates if one.kind == "changed" else one.whose)
    assert told == reference.three_way([name for name, _kind in schema], desired, observed, agreed, key)


@pytest.mark.parametrize(("desired", "observed", "agreed"), list(product([0, 1, 2], repeat=3)))
def test_i7_every_case_of_one_field(desired, observed, agreed):
    schema = [("id", "int8"), ("price", "int8")]
    result = diff.three_way(*(Table.from_rows(schema, [(1, cell)]) for cell in (desired, observed, agreed)), key=["id"])
    expected = reference.whose(desired, observed, agreed)
    assert [result[index].whose for index in range(len(result))] == ([expected] if expected else [])


def numbers(count, seed, schema=(("id", "int8"), ("amount", "int8"))):
    """A table of unsorted ids, whose amounts are theirs."""
    ids = list(range(count))
    random.Random(seed).shuffle(ids)
    column = array.array("q", ids)
    return Table.from_columns(list(schema), dict.fromkeys((name for name, _kind in schema), column))


def test_memory_is_bounded_and_the_result_is_not_another():
    desired, observed = numbers(100_000, 1), numbers(90_000, 2)
    wide = diff.tables(desired, observed, key=["id"])
    narrow = diff.tables(desired, observed, key=["id"], work_bytes_max=1 << 19)
    assert narrow.work_bytes <= (1 << 19) + 4 * len(desired) < wide.work_bytes
    for name in ("added", "removed", "changed", "changed_from", "changed_fields"):
        assert getattr(wide, name) == getattr(narrow, name)
    assert (len(wide.added), len(wide.removed), len(wide.changed)) == (10_000, 0, 0)


def test_memory_that_is_too_little_even_for_a_part_is_a_limit():
    with pytest.raises(LimitError) as caught:
        diff.tables(numbers(50_000, 1), numbers(50_000, 2), key=["id"], work_bytes_max=1000)
    assert caught.value.name == "diff_work_bytes_max"


def test_more_fields_than_bits_are_a_limit():
    schema = [("id", "int8"), *((f"field_{index}", "int8") for index in range(65))]
    table = numbers(3, 1, schema)
    with pytest.raises(LimitError) as caught:
        diff.tables(table, table, key=["id"])
    assert caught.value.name == "diff_fields_max"
    assert len(diff.tables(table, table, key=["id"], fields=["field_64"]).fields) == 1


def test_key_of_two_rows_is_refused_by_their_numbers():
    twice = Table.from_rows([("id", "text")], [("secret",), ("b",), ("secret",)])
    once = Table.from_rows([("id", "text")], [("b",)])
    with pytest.raises(InputError, match="Rows 0 and 2 of the first table have the same key") as caught:
        diff.tables(twice, once, key=["id"])
    assert "secret" not in str(caught.value)
    with pytest.raises(InputError, match="of the second table"):
        diff.tables(once, twice, key=["id"])


@pytest.mark.parametrize(("key", "fields"), [([], None), (["none"], None), (["id"], ["none"])])
def test_columns_that_are_not_there_are_refused(key, fields):
    table = Table.from_rows([("id", "int8")], [(1,)])
    with pytest.raises(InputError):
        diff.tables(table, table, key=key, fields=fields)
    with pytest.raises(InputError):
        diff.three_way(table, table, table, key=key, fields=fields)


def test_columns_of_other_types_are_refused():
    numbers_, texts = Table.from_rows([("id", "int8")], [(1,)]), Table.from_rows([("id", "text")], [("1",)])
    with pytest.raises(InputError, match="of different types"):
        diff.tables(numbers_, texts, key=["id"])


def test_results_outlive_what_they_came_from():
    added = diff.tables(
        Table.from_rows([("id", "int8")], [(1,), (2,)]), Table.from_rows([("id", "int8")], []), key=["id"]
    ).added
    assert (added.tolist(), added.format, added.readonly) == ([0, 1], "I", True)


def test_other_threads_run_meanwhile():
    desired, observed = numbers(500_000, 1), numbers(500_000, 2)
    assert advances_during(lambda: diff.tables(desired, observed, key=["id"])) > 100
    assert advances_during(lambda: diff.three_way(desired, observed, observed, key=["id"])) > 100
