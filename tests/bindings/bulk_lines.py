"""A GraphQL node said again as the lines a bulk query writes: connections become lines with ``__parentId``."""

from __future__ import annotations

from typing import Any

from tests.bindings.published import encode

Json = dict[str, Any]


def flattened(node: Json, parent: str | None = None) -> list[Json]:
    """The node's own line first, then those of its connections; lists within it stay where they are."""
    connections = {key: value["nodes"] for key, value in node.items() if is_connection(value)}
    own = {key: value for key, value in node.items() if key not in connections}
    lines = [own if parent is None else own | {"__parentId": parent}]
    for children in connections.values():
        for child in children:
            lines += flattened(child, node["id"])
    return lines


def is_connection(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("nodes"), list)


def jsonl(lines: list[Json]) -> bytes:
    return b"".join(encode(line) + b"\n" for line in lines)
