"""Pages of a list: first and last, cursors that stay valid while records come and go, sort keys."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable
from typing import Any

from graphql import GraphQLError

from tests.simulators.shopify.store import Record

PAGE_MAX = 250

SortKey = Callable[[Record], Any]


def page(
    typename: str,
    records: Iterable[Record],
    arguments: dict[str, Any],
    key: SortKey,
    number: SortKey = lambda record: record["id"],
    everything: bool = False,
) -> Record:
    """A connection over `records`, sorted by `key` and then by `number`.

    `everything` is for bulk operations, which read all pages. Raises GraphQLError as Shopify refuses a page.
    """
    ordered = sorted(records, key=lambda record: (key(record), number(record)), reverse=bool(arguments.get("reverse")))
    if everything:
        return _connection(typename, ordered, key, number, False, False)
    first, last = arguments.get("first"), arguments.get("last")
    if first is None and last is None:
        raise _refusal("you must provide one of first or last")
    if first is not None and last is not None:
        raise _refusal("providing both first and last is not supported")
    size = first if first is not None else last
    if size < 0 or size > PAGE_MAX:
        raise _refusal(f"the page size must be between 0 and {PAGE_MAX}")
    before_count = after_count = 0
    if arguments.get("after"):
        position = _position(arguments["after"])
        before_count = sum(1 for one in ordered if _passed(one, position, key, number, arguments))
        ordered = ordered[before_count:]
    if arguments.get("before"):
        position = _position(arguments["before"])
        kept = [one for one in ordered if _passed(one, position, key, number, arguments, strictly=True)]
        after_count = len(ordered) - len(kept)
        ordered = kept
    chosen = ordered[:size] if first is not None else ordered[max(0, len(ordered) - size) :]
    cut = len(ordered) - len(chosen)
    has_next = cut > 0 if first is not None else after_count > 0
    has_previous = cut > 0 if first is None else before_count > 0
    return _connection(typename, chosen, key, number, has_next, has_previous)


def _connection(
    typename: str, chosen: list[Record], key: SortKey, number: SortKey, has_next: bool, has_previous: bool
) -> Record:
    cursors = [_cursor(key(one), number(one)) for one in (chosen[:1] + chosen[-1:])]
    return {
        "__typename": typename,
        "nodes": chosen,
        "edges": [{"node": one, "cursor": _Lazy(key, number, one)} for one in chosen],
        "page_info": {
            "has_next_page": has_next,
            "has_previous_page": has_previous,
            "start_cursor": cursors[0] if cursors else None,
            "end_cursor": cursors[-1] if cursors else None,
        },
    }


class _Lazy:
    """A cursor that is written only when somebody asks for it."""

    def __init__(self, key: SortKey, number: SortKey, record: Record) -> None:
        self._parts = (key, number, record)

    def __str__(self) -> str:
        key, number, record = self._parts
        return _cursor(key(record), number(record))


def _cursor(value: Any, number: Any) -> str:
    return base64.b64encode(json.dumps({"last_id": number, "last_value": value}).encode()).decode()


def _position(cursor: str) -> tuple[Any, Any]:
    try:
        parts = json.loads(base64.b64decode(cursor, validate=True))
        value, number = parts["last_value"], parts["last_id"]
    except (ValueError, KeyError, TypeError) as error:
        raise _refusal(f"invalid cursor {cursor!r}") from error
    return value, tuple(number) if isinstance(number, list) else number


def _passed(
    record: Record,
    position: tuple[Any, Any],
    key: SortKey,
    number: SortKey,
    arguments: dict[str, Any],
    strictly: bool = False,
) -> bool:
    """Whether a record stands at or before the position (strictly: before it) in the order of the page."""
    own = (key(record), number(record))
    if own == position:
        return not strictly
    try:
        return own > position if arguments.get("reverse") else own < position
    except TypeError as error:
        raise _refusal("the cursor belongs to another sort order") from error


def _refusal(message: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": "BAD_REQUEST"})
