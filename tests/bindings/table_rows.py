"""Rows of any schema, made by Hypothesis, and how equal two cells are."""

import datetime
import math
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

INT64 = 2**63


def decimals() -> st.SearchStrategy[Decimal]:
    """Numbers that are exact in 64 bits and 18 places, of any scale."""
    return st.builds(
        lambda digits, scale: Decimal(digits).scaleb(-scale), st.integers(-(10**18) + 1, 10**18 - 1), st.integers(0, 18)
    )


TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=12)
CELLS: dict[str, st.SearchStrategy[Any]] = {
    "int2": st.integers(-(2**15), 2**15 - 1),
    "int4": st.integers(-(2**31), 2**31 - 1),
    "int8": st.integers(-INT64, INT64 - 1),
    "float4": st.floats(width=32),
    "float8": st.floats(),
    "numeric": decimals(),
    "text": TEXTS,
    "bytea": st.binary(max_size=12),
    "bool": st.booleans(),
    "date": st.dates(),
    "timestamp": st.datetimes(),
    "timestamptz": st.datetimes(
        min_value=datetime.datetime(1, 1, 2),
        max_value=datetime.datetime(9999, 12, 30),
        timezones=st.just(datetime.timezone.utc),
    ),
    "uuid": st.uuids().map(str),
    "json": TEXTS,
    "jsonb": TEXTS,
}


def cells_of(kind: str) -> st.SearchStrategy[Any]:
    """Cells of a type as a schema writes it."""
    name = kind.removesuffix(" not null")
    return CELLS[name] if kind != name else st.none() | CELLS[name]


@st.composite
def schemas(draw: st.DrawFn) -> list[tuple[str, str]]:
    kinds = draw(st.lists(st.sampled_from([*CELLS, *(f"{name} not null" for name in CELLS)]), min_size=1, max_size=5))
    return [(f"column_{index}", kind) for index, kind in enumerate(kinds)]


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[tuple[str, str]], list[tuple[Any, ...]]]:
    """A schema and rows of it."""
    schema = draw(schemas())
    rows = draw(st.lists(st.tuples(*(cells_of(kind) for _name, kind in schema)), max_size=6))
    return schema, rows


def same(left: Any, right: Any) -> bool:
    """Whether two cells hold the same, as the core has it."""
    if isinstance(left, float) and isinstance(right, float) and math.isnan(left):
        return math.isnan(right)
    return type(left) is type(right) and left == right


def same_rows(left: list[tuple[Any, ...]], right: list[tuple[Any, ...]]) -> bool:
    return len(left) == len(right) and all(
        len(ours) == len(theirs) and all(map(same, ours, theirs)) for ours, theirs in zip(left, right, strict=True)
    )
