"""The calls that are watched for leaks, forks and threads are calls of everything that the core offers."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from crossdock_core import columns, diff, http, hubspot, inventory, plan, sales, shopify

from .calls import every_call

# The type of a method that the core defines.
INSTANCE_METHOD = type(vars(http.Client)["__init__"])
MODULES: tuple[ModuleType, ...] = (columns, diff, http, hubspot, inventory, plan, sales, shopify)


def functions_of(module: ModuleType) -> dict[str, Callable[..., Any]]:
    public = {name: getattr(module, name) for name in module.__all__}
    return {name: value for name, value in public.items() if inspect.isroutine(value)}


def classes_of(module: ModuleType) -> dict[str, type]:
    """The classes that are made by calling them: the others have the constructor that refuses, a slot."""
    public = {name: getattr(module, name) for name in module.__all__}
    classes = {name: value for name, value in public.items() if isinstance(value, type)}
    return {name: made for name, made in classes.items() if type(vars(made).get("__init__")) is INSTANCE_METHOD}


def place(module: ModuleType, name: str) -> str:
    return f"{module.__name__}.{name}"


def recorded(name: str, function: Callable[..., Any], called: set[str]) -> Callable[..., Any]:
    @wraps(function)
    def record(*given: Any, **named: Any) -> Any:
        called.add(name)
        return function(*given, **named)

    return record


def recorded_class(name: str, made: type, called: set[str]) -> type:
    return type(made)(made.__name__, (made,), {"__init__": recorded(name, made.__init__, called)})  # type: ignore[misc]


def test_every_function_and_every_class_that_can_be_made_has_a_call(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    called: set[str] = set()
    expected: set[str] = set()
    topics = dict(shopify.READERS)
    for module in MODULES:
        for name, function in functions_of(module).items():
            record = recorded(place(module, name), function, called)
            monkeypatch.setattr(module, name, record)
            for topic, read in topics.items():
                if isinstance(read, partial) and read.func is function:
                    topics[topic] = partial(record, **read.keywords)
                elif read is function:
                    topics[topic] = record
            expected.add(place(module, name))
        for name, made in classes_of(module).items():
            monkeypatch.setattr(module, name, recorded_class(place(module, name), made, called))
            expected.add(place(module, name))
    monkeypatch.setattr(shopify, "READERS", topics)
    calls = every_call(tmp_path)
    # What merely prepares a call is not repeated.
    called.clear()
    for call in calls.values():
        call()
    assert expected - called == set()
    assert len(expected) > 150
