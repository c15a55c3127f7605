from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .diff import Difference, LevelChanges
from .errors import LimitError
from .shopify import Product

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

def batches(changes: LevelChanges, *, count_max: int = 250) -> list[LevelChanges]:
    """The changes sorted by item and location, in batches of at most ``count_max`` rows.

    All levels of one item stay in one batch unless they alone are more. InputError when a level is named
    twice or ``count_max`` is below 1.
    """

def brake(
    *,
    known: int,
    changes: LevelChanges,
    recent_changes: int,
    share_max: float,
    zero_share_max: float,
    minimum: int,
) -> str | None:
    """The reason in words why a push must wait for a person (invariant I14), or None.

    ``known`` is the number of levels linked with the store, ``recent_changes`` what was pushed lately, the
    shares are of ``known`` (0 to 1), and pushes of fewer than ``minimum`` changes, recent ones included,
    never wait. InputError for negative counts and shares that are not numbers from 0 up.
    """

class Kind(NamedTuple):
    """What is the same for all operations of one kind. Batches hold operations of one kind only."""

    name: str
    # Among the operations of one object and of one wave: lower ones come first.
    step: int = 0
    # "state": of several for one object only the newest matters; "effect", as a refund: two equal ones are two.
    nature: str = "state"
    # Bounds of one batch: operations, bytes, and points of the remote system's budget.
    count_max: int = 1
    bytes_max: int = 1 << 20
    cost_max: int = 1000
    # Whether a batch holds one scope only, as where a request names its product. Otherwise a scope's operations
    # merely stay together while they fit.
    is_scope_alone: bool = False

class Operation(NamedTuple):
    """One operation to be planned; its body and its key stay with the caller (I4)."""

    # Unique; of two operations the one with the greater id is the newer.
    id: int
    kind: str
    # The key of what it is about, "variant/7": ids, no personal data.
    object: str
    # Objects all of whose operations in this plan come before.
    after: Sequence[str] = ()
    scope: str = ""
    # By which equal ones are known: the body, or a digest of it.
    content: str | bytes = b""
    size_bytes: int = 0
    cost: int = 0
    # "new"; "unsent": stored and certainly never sent; "sent"; "unknown": sent, with nobody knows what outcome.
    progress: str = "new"

class Batch(NamedTuple):
    """The operations of one request."""

    # From 0. Batches of one wave may be sent in any order or at once, those of the next one after them.
    wave: int
    kind: str
    # Of its operations, oldest first where nothing else decides.
    ids: list[int]
    size_bytes: int
    cost: int

class Plan(NamedTuple):
    """Where each operation, by its id, is: in exactly one of the five."""

    batches: list[Batch]
    # (id, id of the one that stands for it).
    coalesced: list[tuple[int, int]]
    # (id, id of the operation in flight, or refused, that must be settled first).
    waiting: list[tuple[int, int]]
    # (id, the error with the name of the bound: plan_batch_bytes_max or plan_batch_cost_max).
    refused: list[tuple[int, LimitError]]
    in_flight: list[int]

def make(kinds: Iterable[Kind], operations: Iterable[Operation]) -> Plan:
    """Coalesces operations per object and puts them into waves of bounded batches; their order does not matter.

    Of the new and unsent states of one object and kind only the newest remains, or the stored one that says the
    same. An operation that was sent is in flight: it is never merged or dropped, and what is about its object, or
    comes after it, waits (I3). An operation larger than a batch of its kind is refused, and only what comes after it
    waits.

    InputError when two operations have one id, when a kind is not known, when bytes or cost are below zero or a bound
    below one, and when operations wait for each other in a circle, which it names; LimitError for
    plan_operations_max, plan_text_bytes_max and plan_batch_load_max. The time is O(n log n).
    """

class ProductOperation(NamedTuple):
    # "unpublish", "product", "media", "options", "variant", "variant_delete", "variant_order", "option_delete",
    # "price", "item", "metafields", "collections" or "publish".
    step: str
    # "product/7" (the key), "product/7/media", "variant/12", "variant/12/price", "product/7/new_variant/3", ...
    object: str
    after: list[str]
    # Places in the list of differences: what it settles.
    differences: list[int]

class ProductOperations(NamedTuple):
    operations: list[ProductOperation]
    # Places in the list of differences: what must be read first.
    unread: list[int]

def product(desired: Product, observed: Product, differences: Sequence[Difference], *, key: str) -> ProductOperations:
    """The operations that settle what is ours of diff.products(desired, observed), each with what it comes after.

    Product, options and media, variants, then prices and stock facts; unpublishing first, publishing last. A product
    is never without a variant, and a variant that takes the choices of one that goes comes after it. InputError when
    the differences are of other products.
    """
