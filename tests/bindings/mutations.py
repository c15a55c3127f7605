"""Requests judged by Shopify's published schemas: the document must be valid, and its variables what it declares."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode, parse, validate
from graphql.execution.values import get_variable_values

from tests.bindings.published import REPOSITORY, schema

VERSIONS = ("2026-01", "2026-04", "2026-07", "2026-10")
_OF_THE_ADDON = REPOSITORY / "odoo_addon" / "crossdock" / "sync" / "shopify" / "graphql"
_OF_THE_TESTS = REPOSITORY / "tests" / "bindings" / "documents"

_schema = cache(schema)


def document(name: str) -> str:
    """The addon's document of that name, or one of those that only tests send yet."""
    folder = _OF_THE_ADDON if (_OF_THE_ADDON / f"{name}.graphql").is_file() else _OF_THE_TESTS
    return (folder / f"{name}.graphql").read_text(encoding="utf-8")


@cache
def _checked(version: str, text: str) -> tuple[GraphQLSchema, DocumentNode]:
    parsed = parse(text)
    assert validate(_schema(version), parsed) == [], version
    return _schema(version), parsed


def problems(text: str, variables: dict[str, Any]) -> list[str]:
    """What the schemas of all supported versions have against the variables; every one of them must be declared."""
    found = []
    for version in VERSIONS:
        known, parsed = _checked(version, text)
        [operation] = [one for one in parsed.definitions if isinstance(one, OperationDefinitionNode)]
        declared = {one.variable.name.value for one in operation.variable_definitions}
        found += [f"{version}: ${name} is not declared" for name in variables.keys() - declared]
        values = get_variable_values(known, operation.variable_definitions, variables)
        if isinstance(values, list):
            found += [f"{version}: {error.message}" for error in values]
    return found


def compact(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def expected(name: str, variables: dict[str, Any]) -> bytes:
    """The request with these variables, as json.dumps writes it, once the schemas have nothing against it."""
    text = document(name)
    assert problems(text, variables) == []
    return compact({"query": text, "variables": variables})
