"""How a field of the schema gets its value: by a function registered for it, else from the record's own key.

Records are dictionaries in snake_case with numbers for ids, minor units for money and seconds for times; what
the schema calls MoneyBag, Money, DateTime or ID is written from them here, once for all types. A field that
the simulator does not model is null where the schema allows it and an error that says so where it does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLError, GraphQLNonNull, GraphQLResolveInfo, get_named_type

from tests.simulators.common.clock import iso_utc
from tests.simulators.shopify import money
from tests.simulators.shopify.idempotency import Attempt, Keys
from tests.simulators.shopify.ids import gid
from tests.simulators.shopify.scopes import ScopeTable
from tests.simulators.shopify.store import Record, Store

Resolver = Callable[..., Any]
FIELDS: dict[tuple[str, str], Resolver] = {}
INTERNAL_MESSAGE = "Internal error. Looks like something went wrong on our end."
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
_MISSING = object()


@dataclass
class Call:
    """One GraphQL call: who asks, in which version, and what the call has left behind so far."""

    store: Store
    webhooks: Any
    bulk: Any
    keys: Keys
    scope_table: ScopeTable
    granted: frozenset[str]
    version: str
    app_title: str
    everything: bool = False
    internal_fault: bool = False
    attempts: list[tuple[Attempt, str]] = field(default_factory=list)
    user_error_codes: list[str] = field(default_factory=list)
    search_warnings: list[Record] = field(default_factory=list)

    def settle(self) -> None:
        """The answer is out: keys that were in flight get the state their run ended in."""
        for attempt, state in self.attempts:
            attempt.state = state


def resolves(typename: str, *names: str) -> Callable[[Resolver], Resolver]:
    """Register a function(record, call, **arguments) for fields of a type."""

    def register(function: Resolver) -> Resolver:
        for name in names:
            FIELDS[(typename, name)] = function
        return function

    return register


def resolve(source: Any, info: GraphQLResolveInfo, **arguments: Any) -> Any:
    """The resolver of every field."""
    call: Call = info.context
    parent, name = info.parent_type.name, info.field_name
    named = get_named_type(info.return_type).name
    refusal = call.scope_table.refusal(parent, name, named, call.granted)
    if refusal is not None:
        raise refusal
    if call.internal_fault and parent == "QueryRoot":
        raise internal_error()
    function = FIELDS.get((parent, name))
    value = function(source, call, **arguments) if function is not None else _own(source, name, parent)
    if value is _MISSING:
        if isinstance(info.return_type, GraphQLNonNull):
            raise GraphQLError(
                f"{INTERNAL_MESSAGE} (the simulator does not model {parent}.{name})",
                extensions={"code": "INTERNAL_SERVER_ERROR"},
            )
        return None
    return written(value, named, call, source)


def type_of(value: Any, info: GraphQLResolveInfo, abstract: Any) -> str:
    return value["__typename"]


def internal_error() -> GraphQLError:
    return GraphQLError(INTERNAL_MESSAGE, extensions={"code": "INTERNAL_SERVER_ERROR", "requestId": "simulated"})


def _own(source: Any, name: str, parent: str) -> Any:
    if not isinstance(source, dict):
        return _MISSING
    if name == "id" and isinstance(source.get("id"), int):
        return gid(source.get("__typename", parent), source["id"])
    if name == "legacyResourceId":
        return str(source["id"])
    if name in source:
        return source[name]
    return source.get(snake(name), _MISSING)


def written(value: Any, named: str, call: Call, source: Any = None) -> Any:
    """Amounts and times in the form that the schema's type asks for."""
    if value is None:
        return None
    if isinstance(value, list):
        return [written(one, named, call) for one in value] if named in _WRITERS else value
    writer = _WRITERS.get(named)
    return writer(value, call.store.currency) if writer is not None else value


def money_v2(minor: int, currency: str) -> Record:
    return {"__typename": "MoneyV2", "amount": money.graphql_text(minor, currency), "currencyCode": currency}


def money_bag(minor: int, currency: str) -> Record:
    amount = money_v2(minor, currency)
    return {"__typename": "MoneyBag", "shopMoney": amount, "presentmentMoney": amount}


def _if_integer(write: Callable[[int, str], Any]) -> Callable[[Any, str], Any]:
    return lambda value, currency: write(value, currency) if isinstance(value, int) else value


_WRITERS: dict[str, Callable[[Any, str], Any]] = {
    "MoneyBag": _if_integer(money_bag),
    "MoneyV2": _if_integer(money_v2),
    "Money": _if_integer(money.text),
    "DateTime": lambda value, currency: iso_utc(value) if isinstance(value, (int, float)) else value,
    "String": lambda value, currency: value if isinstance(value, str) else str(value),
    "UnsignedInt64": lambda value, currency: str(value),
}


def snake(name: str) -> str:
    """lineItems -> line_items."""
    return _SNAKES.get(name) or _SNAKES.setdefault(name, _CAPITAL.sub("_", name).lower())


_SNAKES: dict[str, str] = {}
