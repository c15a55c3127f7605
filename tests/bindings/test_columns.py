"""crossdock_core.columns: what PostgreSQL sends becomes columns, or a DecodeError that says where."""

import pickle
import threading
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis.strategies import decimals

from crossdock_core import columns
from crossdock_core.columns import ItemMap, LevelColumns, StockRows
from crossdock_core.errors import CrossdockError, DecodeError

from .copy_format import answer, boolean, float8, int4, int8, numeric

LEVELS = answer(
    [
        (int8(2**63 - 1), int8(11), int8(-4), boolean(True)),
        (int8(7), int8(12), None, boolean(False)),
    ]
)


def test_levels_are_read_with_unknown_quantities():
    levels = columns.read_levels_copy(LEVELS)
    assert len(levels) == 2
    assert levels.rows() == [(2**63 - 1, 11, -4, None), (7, 12, None, None)]
    assert levels == LevelColumns.from_rows([(2**63 - 1, 11, -4, True), (7, 12, None, False)])


def test_stock_and_items_are_read():
    stock = columns.read_stock_copy(answer([(int4(-1), int4(8), numeric(Decimal("0.1")), numeric(Decimal("2.50")))]))
    assert stock.rows() == [(-1, 8, 0.1, 2.5)]
    items = columns.read_items_copy(answer([(int4(5), int8(2**53 + 1))]))
    assert items.rows() == [(5, 2**53 + 1)]
    assert (len(stock), len(items)) == (1, 1)


@given(decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_a_quantity_is_the_double_nearest_to_its_numeric(value):
    written = numeric(Decimal(f"{value:f}"))
    assert columns.read_stock_copy(answer([(int4(1), int4(2), written, written)])).rows() == [
        (1, 2, *[float(value)] * 2)
    ]


def test_policies_are_read_with_no_maximum_as_what_a_store_accepts():
    rows = [(int4(5), float8(2.5), float8(0.125), int8(4)), (int4(6), float8(0), float8(1), None)]
    policies = columns.read_policies_copy(answer(rows))
    assert policies.rows() == [(5, 2.5, 0.125, 4), (6, 0.0, 1.0, 1_000_000_000)]
    assert policies.rows() == columns.SalePolicies.from_rows(policies.rows()).rows()
    assert len(policies) == 2
    with pytest.raises(DecodeError, match="withheld"):
        columns.read_policies_copy(answer([(int4(5), None, float8(1), None)]))


@pytest.mark.parametrize("buffer", [bytearray, memoryview])
def test_any_buffer_is_read(buffer):
    assert columns.read_levels_copy(buffer(LEVELS)) == columns.read_levels_copy(LEVELS)


def test_columns_are_views_that_outlive_their_set():
    levels = LevelColumns.from_rows([(1, 10, 5), (2, 20, None)])
    items, locations, quantities = levels.inventory_item_ids, levels.location_ids, levels.quantities
    del levels
    assert (items.format, items.itemsize, items.readonly) == ("q", 8, True)
    assert (items.tolist(), locations.tolist(), quantities.tolist()) == ([1, 2], [10, 20], [5, 0])
    with pytest.raises(TypeError):
        items[0] = 3


def test_views_of_an_empty_set_are_empty():
    assert LevelColumns.from_rows([]).quantities.tolist() == []


def test_rows_are_given_a_part_at_a_time_where_that_is_asked_for():
    levels = LevelColumns.from_rows([(1, 10, 5), (2, 20, None)])
    assert levels.rows(1) == levels.rows(1, 99) == levels.rows()[1:]
    assert (levels.rows(0, 1), levels.rows(1, 1), levels.rows(7, 3)) == ([(1, 10, 5, None)], [], [])
    with pytest.raises(TypeError):
        levels.rows(-1)


def test_every_cut_answer_is_refused_with_its_offset():
    for size in range(len(LEVELS)):
        with pytest.raises(DecodeError) as caught:
            columns.read_levels_copy(LEVELS[:size])
        assert caught.value.system == "postgresql"
        assert 0 <= caught.value.offset <= size


def test_error_names_row_and_column():
    one, none = numeric(Decimal(1)), numeric(Decimal(0))
    wrong = answer([(int4(1), int4(2), one, none), (int4(1), int4(2), None, none)])
    with pytest.raises(DecodeError) as caught:
        columns.read_stock_copy(wrong)
    error = caught.value
    assert (error.topic, error.path, error.expected, error.found) == (
        "stock",
        "$[1].plus",
        "a numeric",
        "NULL",
    )
    assert isinstance(error, CrossdockError) and isinstance(error, ValueError)
    assert pickle.loads(pickle.dumps(error)).path == error.path


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_no_quantity_is_infinite_or_not_a_number(value):
    with pytest.raises(DecodeError):
        columns.read_stock_copy(answer([(int4(1), int4(2), numeric(Decimal(value)), numeric(Decimal(0)))]))
    with pytest.raises(ValueError):
        StockRows.from_rows([(1, 2, value, 0.0)])


def test_answer_of_another_query_is_refused():
    with pytest.raises(DecodeError):
        columns.read_items_copy(LEVELS)
    with pytest.raises(DecodeError):
        columns.read_levels_copy(b"1\t2\t3\tt\n" * 10)


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        ([(1, 2)], ValueError),
        ([(1, 2, 3, True, 5)], ValueError),
        ([[1, 2, 3]], TypeError),
        ([("1", 2, 3)], TypeError),
        ([(1.0, 2, 3)], TypeError),
        ([(True, 2, 3)], TypeError),
        ([(2**63, 2, 3)], OverflowError),
    ],
)
def test_rows_of_another_shape_are_refused(rows, error):
    with pytest.raises(error):
        LevelColumns.from_rows(rows)


def test_ids_of_odoo_beyond_32_bits_are_refused():
    with pytest.raises(OverflowError):
        ItemMap.from_rows([(2**31, 1)])


def test_other_threads_run_while_a_large_answer_is_read():
    large = answer([(int8(i), int8(1), int8(i), boolean(True)) for i in range(200_000)])
    ticks, stop = [0], threading.Event()

    def tick():
        while not stop.is_set():
            ticks[0] += 1

    thread = threading.Thread(target=tick)
    thread.start()
    try:
        assert len(columns.read_levels_copy(large)) == 200_000
    finally:
        stop.set()
        thread.join()
    assert ticks[0] > 0
