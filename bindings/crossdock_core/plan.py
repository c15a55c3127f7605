"""Changes to bounded operations in their order, and the brake on mass change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ._core import plan as _plan
from ._core.plan import batches, brake
from .diff import Difference
from .errors import LimitError

__all__ = [
    "Batch",
    "Kind",
    "Operation",
    "Plan",
    "ProductOperation",
    "ProductOperations",
    "batches",
    "brake",
    "make",
    "product",
]


class Kind(NamedTuple):
    name: str
    step: int = 0
    nature: str = "state"
    count_max: int = 1
    bytes_max: int = 1 << 20
    cost_max: int = 1000
    is_scope_alone: bool = False


class Operation(NamedTuple):
    id: int
    kind: str
    object: str
    after: Sequence[str] = ()
    scope: str = ""
    content: str | bytes = b""
    size_bytes: int = 0
    cost: int = 0
    progress: str = "new"


class Batch(NamedTuple):
    wave: int
    kind: str
    ids: list[int]
    size_bytes: int
    cost: int


class Plan(NamedTuple):
    batches: list[Batch]
    coalesced: list[tuple[int, int]]
    waiting: list[tuple[int, int]]
    refused: list[tuple[int, LimitError]]
    in_flight: list[int]


class ProductOperation(NamedTuple):
    step: str
    object: str
    after: list[str]
    differences: list[int]


class ProductOperations(NamedTuple):
    operations: list[ProductOperation]
    unread: list[int]


def make(kinds: Iterable[Kind], operations: Iterable[Operation]) -> Plan:
    cut, *others = _plan.make(kinds, operations)
    return Plan([Batch(*batch) for batch in cut], *others)


def product(desired, observed, differences: Sequence[Difference], *, key: str) -> ProductOperations:
    operations, unread = _plan.product(desired, observed, differences, key=key)
    return ProductOperations([ProductOperation(*operation) for operation in operations], unread)
