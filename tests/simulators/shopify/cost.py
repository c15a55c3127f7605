"""The calculated cost of a GraphQL call and the leaky bucket that it is paid from.

Published: scalars and enums 0, objects 1, a mutation 10, connections by their `first` or `last`, at most
1,000 a call, the difference between requested and actual cost given back (shopify.dev/docs/api/usage/limits).
How a connection grows with its size is not published. Two models:

- "measured": answers seen in the field with Shopify's own cost breakdown give a factor of 12 for first: 250
  (25 points for a product with 250 variants and their inventory items); the curve in between is our guess.
- "linear": 2 + size times the cost of a node, the rule Shopify's engineers published in 2018. Stricter; a
  client that fits it fits any.
"""

from __future__ import annotations

import math
import time
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    get_named_type,
    is_abstract_type,
    is_composite_type,
)
from graphql.execution.values import get_argument_values

SINGLE_COST_MAX = 1000
MUTATION_COST = 10
# Restore rate in points a second by plan; the bucket holds twenty seconds of it.
PLANS = {"standard": 100, "advanced": 200, "plus": 1000, "enterprise": 2000}
BUCKET_SECONDS = 20


class Bucket:
    """Points that may be spent now, restored steadily."""

    def __init__(self, plan: str) -> None:
        self.restore_rate = float(PLANS[plan])
        self.maximum = self.restore_rate * BUCKET_SECONDS
        self._points = self.maximum
        self._at = time.monotonic()

    def available(self) -> float:
        now = time.monotonic()
        self._points = min(self.maximum, self._points + (now - self._at) * self.restore_rate)
        self._at = now
        return self._points

    def spend(self, points: float) -> None:
        """Take points; a negative number gives back."""
        self._points = min(self.maximum, self.available() - points)

    def status(self) -> dict[str, float]:
        return {
            "maximumAvailable": self.maximum,
            "currentlyAvailable": math.floor(self.available()),
            "restoreRate": self.restore_rate,
        }


class Meter:
    """Computes requested and actual cost of the operations of one document."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        variables: dict[str, Any],
        model: str = "measured",
    ) -> None:
        self._schema = schema
        self._variables = variables
        self._linear = model == "linear"
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }

    def requested(self, operation: OperationDefinitionNode) -> int:
        """Cost before execution, from the selection and its page sizes."""
        return math.ceil(self._operation(operation, None, before=True))

    def actual(self, operation: OperationDefinitionNode, data: Any) -> int:
        """Cost after execution, from what was returned; never above the requested one."""
        if data is None:
            return 0
        return min(self.requested(operation), math.ceil(self._operation(operation, data, before=False)))

    def _operation(self, operation: OperationDefinitionNode, data: Any, before: bool) -> float:
        root = self._schema.get_root_type(operation.operation)
        assert root is not None
        if operation.operation is not OperationType.MUTATION:
            return self._selection(operation.selection_set, root, data, before)
        total = 0.0
        for node, field_type in self._fields(operation.selection_set, root):
            payload = None if before else data.get(_key(node))
            inner = self._selection(node.selection_set, field_type, payload, before) if before or payload else 0.0
            # The objects of the payload itself are part of the mutation's ten points.
            own = sum(1 for child, _ in self._fields(node.selection_set, field_type) if child.selection_set)
            total += MUTATION_COST + max(0.0, inner - own)
        return total

    def _selection(self, selection: SelectionSetNode | None, parent: Any, data: Any, before: bool) -> float:
        if selection is None:
            return 0.0
        own = 0.0
        by_condition: dict[str, float] = {}
        for node in selection.selections:
            if isinstance(node, FieldNode):
                own += self._field(node, parent, data, before)
                continue
            condition, inner = self._fragment(node, parent)
            if not before and is_abstract_type(parent) and not _applies(condition, data):
                continue
            cost = self._selection(inner, condition, data, before)
            by_condition[condition.name] = by_condition.get(condition.name, 0.0) + cost
        if is_abstract_type(parent) and before:
            return own + max(by_condition.values(), default=0.0)
        return own + sum(by_condition.values())

    def _field(self, node: FieldNode, parent: Any, data: Any, before: bool) -> float:
        name = node.name.value
        if name.startswith("__") or not hasattr(parent, "fields") or name not in parent.fields:
            return 0.0
        named = get_named_type(parent.fields[name].type)
        if not is_composite_type(named):
            return 0.0
        value = data.get(_key(node)) if isinstance(data, dict) else None
        if not before and value is None:
            return 0.0
        if named.name.endswith("Connection"):
            return self._connection(node, parent, named, value, before)
        if before:
            size = self._ids(node, parent) if name == "nodes" and parent is self._schema.query_type else 1
            return size * (1 + self._selection(node.selection_set, named, None, True))
        values = value if isinstance(value, list) else [value]
        return sum(1 + self._selection(node.selection_set, named, one, False) for one in values if one is not None)

    def _connection(self, node: FieldNode, parent: Any, named: Any, value: Any, before: bool) -> float:
        node_selection, node_type, path = self._nodes_of(node, named)
        if before:
            arguments = get_argument_values(parent.fields[node.name.value], node, self._variables)
            size = arguments.get("first") or arguments.get("last") or 0
            return self._sized(size, 1 + self._selection(node_selection, node_type, None, True))
        nodes = value.get(path[0]) or []
        if len(path) == 2:
            nodes = [edge.get(path[1]) for edge in nodes]
        if not nodes:
            return 1.0
        each = sum(1 + self._selection(node_selection, node_type, one, False) for one in nodes) / len(nodes)
        return self._sized(len(nodes), each)

    def _nodes_of(self, node: FieldNode, connection: Any) -> tuple[SelectionSetNode | None, Any, tuple[str, ...]]:
        """The selection on a connection's nodes, their type, and the response keys that lead to them."""
        for child, child_type in self._fields(node.selection_set, connection):
            if child.name.value == "nodes":
                return child.selection_set, child_type, (_key(child),)
            if child.name.value == "edges":
                for grandchild, grandchild_type in self._fields(child.selection_set, child_type):
                    if grandchild.name.value == "node":
                        return grandchild.selection_set, grandchild_type, (_key(child), _key(grandchild))
        return None, connection, ("nodes",)

    def _sized(self, size: int, each: float) -> float:
        """Cost of a connection with `size` nodes of cost `each`."""
        if self._linear:
            return 2 + size * each
        return each * (round(1 + 2 * math.log(size)) if size > 0 else 1)

    def _ids(self, node: FieldNode, parent: Any) -> int:
        return len(get_argument_values(parent.fields["nodes"], node, self._variables).get("ids") or [])

    def _fragment(self, node: Any, parent: Any) -> tuple[Any, SelectionSetNode]:
        if isinstance(node, FragmentSpreadNode):
            node = self._fragments[node.name.value]
        condition = node.type_condition
        return (self._schema.type_map[condition.name.value] if condition else parent), node.selection_set

    def _fields(self, selection: SelectionSetNode | None, parent: Any) -> list[tuple[FieldNode, Any]]:
        """The composite fields of a selection, fragments opened."""
        found: list[tuple[FieldNode, Any]] = []
        for node in selection.selections if selection else ():
            if isinstance(node, FieldNode):
                if isinstance(parent, GraphQLObjectType) and node.name.value in parent.fields:
                    found.append((node, get_named_type(parent.fields[node.name.value].type)))
            elif isinstance(node, (FragmentSpreadNode, InlineFragmentNode)):
                condition, inner = self._fragment(node, parent)
                found.extend(self._fields(inner, condition))
        return found


def _applies(condition: Any, data: Any) -> bool:
    """Whether a fragment on `condition` can have given something to this object."""
    name = data.get("__typename", condition.name) if isinstance(data, dict) else condition.name
    return name == condition.name or is_abstract_type(condition)


def _key(node: FieldNode) -> str:
    return node.alias.value if node.alias else node.name.value
