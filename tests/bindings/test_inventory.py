"""crossdock_core.inventory: what a store may sell, to the unit as Odoo counts it."""

import math
import random
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock_core.columns import ItemMap, SalePolicies, StockRows
from crossdock_core.errors import InputError, LimitError
from crossdock_core.inventory import available


def one(plus: float, minus: float, digits: int = 2) -> int:
    levels = available(
        StockRows.from_rows([(1, 8, plus, minus)]),
        ItemMap.from_rows([(1, 100)]),
        [(8, 900)],
        precision_digits=digits,
    )
    return levels.rows()[0][2]


def odoo_float_round(value: float, digits: int) -> float:
    """HALF-UP as odoo/tools/float_utils.py describes it, step by step in Python's own arithmetic."""
    if value == 0:
        return 0.0
    inverse = float(10**digits)
    normalized = value * inverse
    epsilon = 2 ** (math.log2(abs(normalized)) - 50)
    nudged = normalized + math.copysign(epsilon, normalized)
    rounded = round(nudged)
    if round(nudged + 1) - rounded != 1:
        return (nudged + math.copysign(0.5, nudged)) / inverse
    return math.copysign(rounded, nudged) / inverse


@pytest.mark.parametrize(
    ("plus", "minus", "expected"),
    [(10, 4, 6), (3, 5, 0), (2.5, 0, 2), (2.996, 0, 3), (2.9999999999996, 0, 3), (8.2, 0.2, 8), (0, 0, 0)],
)
def test_free_stock_is_rounded_and_then_cut(plus, minus, expected):
    assert one(plus, minus) == expected


def test_item_without_stock_is_at_zero_everywhere():
    levels = available(
        StockRows.from_rows([]),
        ItemMap.from_rows([(1, 100), (2, 50)]),
        [(8, 901), (9, 900)],
        precision_digits=2,
    )
    assert [row[:3] for row in levels.rows()] == [(50, 900, 0), (50, 901, 0), (100, 900, 0), (100, 901, 0)]


def test_locations_feed_several_and_are_fed_by_several():
    stock = StockRows.from_rows([(1, 8, 5, 1), (1, 9, 7, 0), (1, 10, 1000, 0), (2, 8, 1000, 0)])
    levels = available(
        stock, ItemMap.from_rows([(1, 100)]), [(8, 900), (9, 900), (8, 901), (8, 900)], precision_digits=2
    )
    assert [row[:3] for row in levels.rows()] == [(100, 900, 11), (100, 901, 4)]


def test_agrees_with_odoos_rounding_in_python():
    rng = random.Random(20261123)
    for _ in range(20_000):
        digits = rng.randrange(0, 5)
        scale = 10 ** rng.randrange(0, 6)
        plus = rng.randrange(0, 10**7) / scale
        minus = rng.randrange(0, 10**6) / scale
        expected = max(0, math.floor(odoo_float_round(plus - minus, digits)))
        assert one(plus, minus, digits) == expected, (plus, minus, digits)


def test_agrees_with_decimal_arithmetic_on_quantities_as_odoo_stores_them():
    rng = random.Random(7)
    for _ in range(5_000):
        plus = Decimal(rng.randrange(0, 10**8)).scaleb(-2)
        minus = Decimal(rng.randrange(0, 10**8)).scaleb(-2)
        exact = (plus - minus).quantize(Decimal("0.01"), ROUND_HALF_UP).to_integral_value(ROUND_FLOOR)
        assert one(float(plus), float(minus)) == max(0, int(exact)), (plus, minus)


def test_item_with_two_products_is_refused():
    with pytest.raises(InputError, match="Inventory item 100"):
        available(StockRows.from_rows([]), ItemMap.from_rows([(1, 100), (2, 100)]), [(8, 900)], precision_digits=2)


def test_precision_and_size_have_bounds():
    with pytest.raises(InputError):
        available(StockRows.from_rows([]), ItemMap.from_rows([]), [], precision_digits=16)
    items = ItemMap.from_rows([(i, i) for i in range(5000)])
    with pytest.raises(LimitError) as caught:
        available(StockRows.from_rows([]), items, [(i, i) for i in range(5000)], precision_digits=2)
    assert (caught.value.name, caught.value.limit, caught.value.actual) == (
        "available_cells_max",
        20_000_000,
        25_000_000,
    )


def by_policy(free: float, withheld: float, share: float, maximum: int) -> int:
    levels = available(
        StockRows.from_rows([(1, 8, free, 0)]),
        ItemMap.from_rows([(1, 100)]),
        [(8, 900)],
        precision_digits=2,
        policies=SalePolicies.from_rows([(1, withheld, share, maximum), (2, 1000, 0, 0)]),
    )
    return levels.rows()[0][2]


@given(
    free=st.integers(-1000, 100_000),
    withheld=st.integers(0, 10_000),
    percent=st.integers(0, 10_000),
    maximum=st.integers(0, 2000),
)
def test_policies_agree_with_decimal_arithmetic(free, withheld, percent, maximum):
    """Quantities and shares in hundredths."""
    left = (Decimal(free) - withheld).scaleb(-2) * Decimal(percent).scaleb(-4)
    shown = left.quantize(Decimal("0.01"), ROUND_HALF_UP).to_integral_value(ROUND_FLOOR)
    assert by_policy(free / 100, withheld / 100, percent / 10_000, maximum) == min(maximum, max(0, int(shown)))


@pytest.mark.parametrize("policy", [(1, -1, 1, 5), (1, 0, 1.1, 5), (1, 0, -0.1, 5), (1, 0, 1, -1), (1, math.nan, 1, 5)])
def test_what_is_no_policy_is_refused_with_its_product(policy):
    policies = SalePolicies.from_rows([policy])
    with pytest.raises(InputError, match="product 1"):
        available(StockRows.from_rows([]), ItemMap.from_rows([(1, 100)]), [], precision_digits=2, policies=policies)


def test_a_product_has_one_policy():
    policies = SalePolicies.from_rows([(1, 0, 1, 5), (1, 0, 1, 6)])
    with pytest.raises(InputError, match="more than one policy"):
        available(StockRows.from_rows([]), ItemMap.from_rows([(1, 100)]), [], precision_digits=2, policies=policies)
