"""Bulk operations: a query over the whole store, run aside, its result a JSONL file.

At most five connections, two levels deep, five operations at a time. Every node of a connection is one line;
a node of a nested connection names its parent in `__parentId`. Unless `groupObjects` is asked for, lines come
in no useful order: children may come before their parents (default from 2026-01). Sources:
shopify.dev/docs/api/usage/bulk-operations, the published schema.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationType,
    execute_sync,
    get_named_type,
)

from tests.simulators.common.clock import now
from tests.simulators.shopify import payloads, resolve
from tests.simulators.shopify.resolve import Call
from tests.simulators.shopify.schemas import Version, operation_of
from tests.simulators.shopify.store import Record, Store

CONCURRENT_MAX = 5
CONNECTIONS_MAX = 5
DEPTH_MAX = 2
RUNNING = ("CREATED", "RUNNING", "CANCELING")


class Bulk:
    """The bulk operations of one store."""

    def __init__(
        self,
        store: Store,
        version_of: Callable[[str], Version],
        public_url: Callable[[], str],
        plan_name: Callable[[], str],
    ) -> None:
        self._store = store
        self._version_of = version_of
        self._public_url = public_url
        self.plan_name = plan_name
        self.seconds = 0.2
        self._files: dict[int, bytes] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, query: str, group: bool, call: Call) -> tuple[Record | None, list[Record]]:
        """Begin an operation; the user errors say why not."""
        running = [one for one in self._store.bulk_operations.values() if one["status"] in RUNNING]
        if len(running) >= CONCURRENT_MAX:
            return None, [_error(None, "LIMIT_REACHED", "Bulk operations limit reached. Please try again later.")]
        version = self._version_of(call.version)
        document, errors = version.document(query)
        problem = errors[0].message if errors else None
        if document is not None and problem is None:
            problem = _Shape(version, document).problem()
        if document is None or problem is not None:
            return None, [_error(["query"], "INVALID", f"Invalid bulk query: {problem}")]
        record: Record = {
            "__typename": "BulkOperation",
            "id": self._store.ids.take("BulkOperation"),
            "status": "CREATED",
            "query": query,
            "error_code": None,
            "created_at": now(),
            "completed_at": None,
            "object_count": 0,
            "root_object_count": 0,
            "file_size": None,
            "url": None,
            "partial_data_url": None,
        }
        self._store.bulk_operations[record["id"]] = record
        own = replace(call, everything=True, attempts=[], user_error_codes=[], search_warnings=[])
        task = asyncio.get_running_loop().create_task(self._run(record, version, document, group, own))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        # The answer shows the operation as it was made, whatever becomes of it meanwhile.
        return dict(record), []

    def cancel(self, number: int | None) -> tuple[Record | None, list[Record]]:
        record = self._store.bulk_operations.get(number or 0)
        if record is None:
            return None, [{"__typename": "UserError", "field": ["id"], "message": "Bulk operation does not exist"}]
        if record["status"] not in RUNNING:
            message = "A bulk operation cannot be canceled when it is completed"
            return record, [{"__typename": "UserError", "field": ["id"], "message": message}]
        record["status"] = "CANCELING"
        return record, []

    def file(self, number: int) -> bytes | None:
        return self._files.get(number)

    def clear(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        self._files.clear()

    async def _run(self, record: Record, version: Version, document: DocumentNode, group: bool, call: Call) -> None:
        await asyncio.sleep(self.seconds / 2)
        if not self._canceled(record):
            record["status"] = "RUNNING"
            await asyncio.sleep(self.seconds / 2)
        if not self._canceled(record):
            self._collect(record, version, document, group, call)
        record["completed_at"] = now()
        self._report(record)

    def _canceled(self, record: Record) -> bool:
        if record["status"] == "CANCELING":
            record["status"] = "CANCELED"
        return record["status"] == "CANCELED"

    def _collect(self, record: Record, version: Version, document: DocumentNode, group: bool, call: Call) -> None:
        result = execute_sync(
            version.schema,
            document,
            context_value=call,
            field_resolver=resolve.resolve,
            type_resolver=resolve.type_of,
        )
        if result.errors:
            denied = any((error.extensions or {}).get("code") == "ACCESS_DENIED" for error in result.errors)
            record["error_code"] = "ACCESS_DENIED" if denied else "INTERNAL_SERVER_ERROR"
            record["status"] = "FAILED"
            return
        lines = list(_Shape(version, document).lines(result.data))
        roots = sum(1 for line in lines if "__parentId" not in line)
        if not group:
            random.Random(record["id"]).shuffle(lines)
        body = b"".join(json.dumps(line, separators=(",", ":"), ensure_ascii=False).encode() + b"\n" for line in lines)
        record.update(status="COMPLETED", object_count=len(lines), root_object_count=roots)
        if lines:
            self._files[record["id"]] = body
            record.update(file_size=len(body), url=f"{self._public_url()}/_bulk/{record['id']}.jsonl")

    def _report(self, record: Record) -> None:
        self._store.listener(
            "bulk_operations/finish", payloads.bulk_operation(self._store, record), self._store.event()
        )


class _Shape:
    """The connections of a bulk query: how many, how deep, and the lines of its result."""

    def __init__(self, version: Version, document: DocumentNode) -> None:
        self._schema = version.schema
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        operation = operation_of(document, None)
        if operation is None:
            raise GraphQLError("Bulk queries must contain exactly one operation")
        self._operation = operation

    def problem(self) -> str | None:
        """Why the query cannot be run in bulk, in Shopify's words as far as known."""
        if self._operation.operation is not OperationType.QUERY:
            return "only queries can be run"
        found = list(self._connections(self._operation.selection_set, self._schema.query_type, 1))
        if not found:
            return "Bulk queries must contain at least one connection."
        if len(found) > CONNECTIONS_MAX:
            return f"Bulk queries cannot contain more than {CONNECTIONS_MAX} connections."
        if max(depth for depth, _ in found) > DEPTH_MAX:
            return f"Bulk queries cannot contain connections with a nesting depth greater than {DEPTH_MAX}."
        if any(nested and not has_id for _, (nested, has_id) in found):
            return "The parent 'node' field for a nested connection must select the 'id' field without an alias."
        return None

    def lines(self, data: Record) -> Iterator[Record]:
        """One object a node, parents before their children."""
        _, nested = self._split(self._operation.selection_set, self._schema.query_type, data)
        for selection, node_type, nodes in nested:
            yield from self._node_lines(selection, node_type, nodes, None)

    def _node_lines(self, selection: Any, node_type: Any, nodes: list[Record], parent: str | None) -> Iterator[Record]:
        for node in nodes:
            own, nested = self._split(selection, node_type, node)
            yield own if parent is None else {**own, "__parentId": parent}
            for inner_selection, inner_type, inner_nodes in nested:
                yield from self._node_lines(inner_selection, inner_type, inner_nodes, node.get("id"))

    def _split(self, selection: Any, parent: Any, data: Any) -> tuple[Record, list[tuple[Any, Any, list[Record]]]]:
        """A node without its connections, and the connections found in it or in the objects it holds."""
        own: Record = {}
        nested: list[tuple[Any, Any, list[Record]]] = []
        for field, named in self._fields(selection, parent):
            key = field.alias.value if field.alias else field.name.value
            if key not in data:
                continue
            value = data[key]
            if named is not None and named.name.endswith("Connection"):
                inner_selection, inner_type = self._node_selection(field, named)
                nodes = value.get("nodes") or [edge["node"] for edge in value.get("edges") or []]
                nested.append((inner_selection, inner_type, nodes))
            elif isinstance(value, dict) and field.selection_set is not None:
                own[key], inner = self._split(field.selection_set, named, value)
                nested.extend(inner)
            else:
                own[key] = value
        return own, nested

    def _connections(self, selection: Any, parent: Any, depth: int) -> Iterator[tuple[int, tuple[bool, bool]]]:
        """(depth, (has a connection inside, selects id)) of every connection."""
        for field, named in self._fields(selection, parent):
            if named is None or field.selection_set is None:
                continue
            if not named.name.endswith("Connection"):
                yield from self._connections(field.selection_set, named, depth)
                continue
            inner_selection, inner_type = self._node_selection(field, named)
            inner = list(self._connections(inner_selection, inner_type, depth + 1))
            own_fields = [one.name.value for one, _ in self._fields(inner_selection, inner_type) if one.alias is None]
            yield depth, (bool(inner), "id" in own_fields)
            yield from inner

    def _node_selection(self, field: FieldNode, connection: Any) -> tuple[Any, Any]:
        for child, child_type in self._fields(field.selection_set, connection):
            if child.name.value == "nodes":
                return child.selection_set, child_type
            if child.name.value == "edges":
                for grandchild, grandchild_type in self._fields(child.selection_set, child_type):
                    if grandchild.name.value == "node":
                        return grandchild.selection_set, grandchild_type
        raise GraphQLError("a connection must select its nodes")

    def _fields(self, selection: Any, parent: Any) -> Iterator[tuple[FieldNode, Any]]:
        for node in selection.selections if selection is not None else ():
            if isinstance(node, FieldNode):
                fields = getattr(parent, "fields", {})
                known = fields.get(node.name.value)
                yield node, get_named_type(known.type) if known is not None and node.selection_set else None
            elif isinstance(node, (FragmentSpreadNode, InlineFragmentNode)):
                inner = self._fragments[node.name.value] if isinstance(node, FragmentSpreadNode) else node
                condition = inner.type_condition
                yield from self._fields(
                    inner.selection_set, self._schema.type_map[condition.name.value] if condition else parent
                )


def _error(field: list[str] | None, code: str, message: str) -> Record:
    return {"__typename": "BulkOperationUserError", "field": field, "code": code, "message": message}
