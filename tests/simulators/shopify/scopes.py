"""Access scopes, from the table that Shopify publishes with each schema."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLError

from tests.simulators.shopify.schemas import Version

DEFAULT_SCOPES = [
    "read_products",
    "write_products",
    "read_inventory",
    "write_inventory",
    "read_locations",
    "read_orders",
    "write_orders",
    "read_customers",
    "write_customers",
]
DOCUMENTATION = "https://shopify.dev/api/usage/access-scopes"
# The scope a webhook topic needs, by the first word of the topic.
TOPIC_SCOPES = {
    "orders": "read_orders",
    "refunds": "read_orders",
    "order_transactions": "read_orders",
    "fulfillments": "read_fulfillments",
    "inventory_levels": "read_inventory",
    "inventory_items": "read_inventory",
    "products": "read_products",
    "customers": "read_customers",
    "locations": "read_locations",
    "disputes": "read_shopify_payments_disputes",
}


def effective(granted: list[str]) -> frozenset[str]:
    """The scopes in force: to write implies to read."""
    reads = {f"read_{scope[6:]}" for scope in granted if scope.startswith("write_")}
    return frozenset(granted) | reads


class ScopeTable:
    """What one version demands, by type and by field."""

    def __init__(self, version: Version) -> None:
        self._types: dict[str, dict[str, Any]] = {}
        self._fields: dict[tuple[str, str], dict[str, Any]] = {}
        for row in version.scope_rows:
            if not row.get("offlineScopes"):
                continue
            if row.get("fieldName"):
                self._fields[(row["typeName"], row["fieldName"])] = row
            else:
                self._types[row["typeName"]] = row

    def refusal(self, parent: str, field: str, returned: str, granted: frozenset[str]) -> GraphQLError | None:
        """The error for a field that returns the type `returned`, or None when access is granted."""
        for row in (self._fields.get((parent, field)), self._types.get(node_type(returned))):
            if row is not None and not granted.intersection(row["offlineScopes"]):
                required = row["requiredAccess"].strip()
                return GraphQLError(
                    f"Access denied for {field} field. Required access: {required}",
                    extensions={
                        "code": "ACCESS_DENIED",
                        "documentation": DOCUMENTATION,
                        "requiredAccess": required,
                    },
                )
        return None


def node_type(name: str) -> str:
    """The type of the nodes of a connection; any other type is itself."""
    return name[: -len("Connection")] if name.endswith("Connection") else name
