"""The published GraphQL schemas, one a version, and the documents that were already checked against them."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections import OrderedDict
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    build_client_schema,
    parse,
    validate,
)

VERSIONS = ("2026-01", "2026-04", "2026-07", "2026-10")
UNSTABLE = "unstable"
DOCUMENTS_MAX = 500
DOCUMENT_BYTES_MAX = 500_000
REPOSITORY = Path(__file__).resolve().parents[3]
_VERSION = re.compile(r"^\d{4}-(01|04|07|10)$")


def node_modules() -> Path:
    """Where npm packages lie: the variable CROSSDOCK_NPM, or the project's cache."""
    named = os.environ.get("CROSSDOCK_NPM")
    base = Path(named) if named else REPOSITORY / ".cache" / "npm"
    return base / "node_modules" if (base / "node_modules").is_dir() else base


def schema_directory() -> Path:
    return node_modules() / "@shopify" / "dev-mcp" / "dist" / "data"


def serving_version(asked: str) -> str | None:
    """The version that answers a call: versions that ran out fall forward to the oldest still supported.

    None for a version that never was or is still to come (Shopify answers 404).
    Source: shopify.dev/docs/api/usage/versioning.
    """
    if asked in VERSIONS or asked == UNSTABLE:
        return asked
    if _VERSION.match(asked) and asked < VERSIONS[0]:
        return VERSIONS[0]
    return None


class Version:
    """One version: its schema, its scope table, its checked documents."""

    def __init__(self, name: str, directory: Path) -> None:
        path = directory / f"admin_{name}.json.gz"
        if not path.exists():
            raise FileNotFoundError(f"{path} is missing: install the npm package @shopify/dev-mcp")
        with gzip.open(path) as stream:
            data: dict[str, Any] = json.load(stream)
        self.name = name
        # assume_valid: the published schemas contradict themselves in deprecations, which would be refused.
        self.schema: GraphQLSchema = build_client_schema(data["data"], assume_valid=True)
        self.scope_rows: list[dict[str, Any]] = data["offline_scopes"]["items"]
        self._documents: OrderedDict[str, tuple[DocumentNode, list[GraphQLError]]] = OrderedDict()

    def document(self, text: str) -> tuple[DocumentNode | None, list[GraphQLError]]:
        """The parsed document and what is wrong with it; both are remembered for the next time."""
        known = self._documents.get(text)
        if known is not None:
            self._documents.move_to_end(text)
            return known
        try:
            parsed = parse(text)
        except GraphQLError as error:
            return None, [error]
        errors = validate(self.schema, parsed)
        self._documents[text] = (parsed, errors)
        while len(self._documents) > DOCUMENTS_MAX:
            self._documents.popitem(last=False)
        return parsed, errors


class Versions:
    """All versions, each loaded when first asked for (about a second and 80 MB each)."""

    def __init__(self, directory: Path | None = None) -> None:
        self._directory = directory or schema_directory()
        self._loaded: dict[str, Version] = {}

    def get(self, name: str) -> Version:
        if name not in self._loaded:
            self._loaded[name] = Version(name, self._directory)
        return self._loaded[name]


def operation_of(document: DocumentNode, name: str | None) -> OperationDefinitionNode | None:
    """The operation to execute: the named one, or the only one."""
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if name:
        return next((node for node in operations if node.name is not None and node.name.value == name), None)
    return operations[0] if len(operations) == 1 else None
