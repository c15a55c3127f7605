"""Shopify's search syntax, as far as integrations use it.

Terms `field:value`, `field:>value`, quoted values, AND (also by juxtaposition), OR, NOT and -, parentheses,
`field:*` (present), a trailing * (prefix). Fields that do not exist are ignored with a warning, as Shopify
does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.simulators.common.clock import now, parse_iso
from tests.simulators.shopify.store import Record

QUERY_CHARACTERS_MAX = 10_000
_TOKEN = re.compile(r"""\s*(\(|\)|-?[\w.]+:(?:<=|>=|<|>)?(?:"[^"]*"|'[^']*'|[^\s()]*)|"[^"]*"|'[^']*'|[^\s()]+)""")
_OPERATOR = re.compile(r"^(<=|>=|<|>)?(.*)$", re.S)

Field = tuple[str, Callable[[Record], Any]]
Fields = dict[str, Field]
Predicate = Callable[[Record], bool]


@dataclass
class Query:
    """A compiled query: what it matches, and the fields in it that do not exist."""

    matches: Predicate
    unknown: list[str] = field(default_factory=list)


def compile_query(text: str | None, fields: Fields) -> Query:
    """`fields` gives each name its kind (id, time, number, text, list) and a function that reads it."""
    tokens = [found.group(1) for found in _TOKEN.finditer((text or "")[:QUERY_CHARACTERS_MAX])]
    parser = _Parser(tokens, fields)
    return Query(parser.any_of(), parser.unknown)


def payload_fields(payload: Record) -> Fields:
    """Every plain field of a webhook payload, for the filter of a subscription."""
    fields: Fields = {}
    for name, value in payload.items():
        kind = "number" if isinstance(value, (int, float)) and not isinstance(value, bool) else "text"
        kind = "time" if name.endswith("_at") else kind
        fields[name] = (kind, lambda record, name=name: record[name])
    return fields


class _Parser:
    def __init__(self, tokens: list[str], fields: Fields) -> None:
        self._tokens = tokens
        self._fields = fields
        self._position = 0
        self.unknown: list[str] = []

    def any_of(self) -> Predicate:
        parts = [self._all_of()]
        while self._peek().upper() == "OR":
            self._position += 1
            parts.append(self._all_of())
        return parts[0] if len(parts) == 1 else lambda record: any(part(record) for part in parts)

    def _all_of(self) -> Predicate:
        parts: list[Predicate] = []
        while self._position < len(self._tokens) and self._peek() != ")" and self._peek().upper() != "OR":
            if self._peek().upper() == "AND":
                self._position += 1
                continue
            parts.append(self._one())
        return lambda record: all(part(record) for part in parts)

    def _one(self) -> Predicate:
        token = self._peek()
        self._position += 1
        if token.upper() == "NOT" and self._position < len(self._tokens):
            inner = self._one()
            return lambda record: not inner(record)
        if token == "(":
            inner = self.any_of()
            self._position += 1
            return inner
        if token.startswith("-") and ":" in token:
            inner = self._term(token[1:])
            return lambda record: not inner(record)
        return self._term(token)

    def _peek(self) -> str:
        return self._tokens[self._position] if self._position < len(self._tokens) else ""

    def _term(self, token: str) -> Predicate:
        name, colon, rest = token.partition(":")
        if not colon or token[0] in "\"'":
            return self._anywhere(token.strip("\"'").lower())
        if name not in self._fields:
            self.unknown.append(name)
            return lambda record: True
        kind, read = self._fields[name]
        operator, value = _OPERATOR.match(rest).groups()  # type: ignore[union-attr]
        return _comparison(kind, read, operator or "=", value.strip("\"'"))

    def _anywhere(self, word: str) -> Predicate:
        readers = [read for kind, read in self._fields.values() if kind == "text"]
        return lambda record: any(word in str(read(record) or "").lower() for read in readers)


def _comparison(kind: str, read: Callable[[Record], Any], operator: str, value: str) -> Predicate:
    if value == "*":
        return lambda record: read(record) not in (None, "", [])
    if kind == "list":
        return lambda record: value.lower() in [str(one).lower() for one in read(record) or []]
    if kind == "text":
        if value.endswith("*"):
            return lambda record: str(read(record) or "").lower().startswith(value[:-1].lower())
        return lambda record: str(read(record) if read(record) is not None else "").lower() == value.lower()
    try:
        wanted = _wanted(kind, value)
    except ValueError:
        return lambda record: False
    return lambda record: _holds(kind, read(record), operator, wanted)


def _wanted(kind: str, value: str) -> Any:
    if kind == "time":
        return now() if value == "now" else parse_iso(value)
    return int(value.rpartition("/")[2]) if kind == "id" else float(value)


def _holds(kind: str, actual: Any, operator: str, wanted: Any) -> bool:
    if actual is None:
        return False
    if kind == "time":
        # Whole seconds, as the answers show them: what reads equal compares equal.
        actual = int(parse_iso(actual) if isinstance(actual, str) else actual)
        wanted = int(wanted)
    elif kind == "number":
        actual = float(actual)
    return {
        "=": actual == wanted,
        "<": actual < wanted,
        "<=": actual <= wanted,
        ">": actual > wanted,
        ">=": actual >= wanted,
    }[operator]
