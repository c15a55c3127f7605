"""Where something stands in a JSON document, and the document with something else there."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from .published import encode

Path = tuple[str | int, ...]


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Of everything in a document, the root left out."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield (*path, key)
        yield from places(child, (*path, key))


def json_path(path: Path) -> str:
    """As errors write it."""
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)


def owner_of(document: Any, path: Path) -> Any:
    """The array or object in which the last part of the path stands."""
    owner = document
    for part in path[:-1]:
        owner = owner[part]
    return owner


def replaced(document: Any, path: Path, value: Any) -> bytes:
    changed = copy.deepcopy(document)
    owner_of(changed, path)[path[-1]] = value
    return encode(changed)
