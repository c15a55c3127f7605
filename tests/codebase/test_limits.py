"""I8: what bounds the addon has a name with its unit, in one place."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from .sources import ADDON, files

SOURCES = [path for path in files(ADDON, ".py") if "tests" not in path.parts]
# The unit is the name's last word, before MAX (the bound) or FIRST (of a growing series).
UNITS = {"SECONDS", "MS", "HOURS", "BYTES"}
# How counts are named: what is counted, then MAX.
BOUNDS = {"MAX", "FIRST"}
# Numbers that bound nothing.
NOT_BOUNDS = {"PROJECTION_VERSION", "PRODUCT_LOCK_CLASS", "POINTS_EXPECTED"}
# Larger numbers than this are bounds or sizes, whatever they stand for. (A thousand turns seconds into milliseconds.)
UNNAMED_MAX = 1000
CONVERSIONS = {86_400, 1_000_000}
# A thread that serves for as long as its process lives, and a loop that each answer or its deadline leaves.
ENDLESS = {ADDON / "engine" / "waker.py", ADDON / "sync" / "remote_session.py"}


def number_of(node: ast.expr) -> int | float | None:
    """The number that an expression of literals is, such as 16 << 20; None for anything else."""
    try:
        value = eval(compile(ast.Expression(node), "", "eval"), {"__builtins__": {}})
    except Exception:
        return None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def constants(path: Path) -> Iterator[tuple[str, ast.expr]]:
    """(name, value) of the assignments at the top of a module."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((target.id, node.value) for target in targets if isinstance(target, ast.Name))


NUMBERS = [(path, name) for path in SOURCES for name, value in constants(path) if number_of(value) is not None]


def test_there_are_limits_to_look_at():
    assert len(NUMBERS) > 40


@pytest.mark.parametrize(("path", "name"), NUMBERS, ids=[f"{path.stem}.{name}" for path, name in NUMBERS])
def test_I8_each_number_is_named_with_its_unit_last(path, name):
    words = name.lstrip("_").split("_")
    assert name in NOT_BOUNDS or words[-1] in UNITS | BOUNDS, f"{path}: {name} does not say its unit, or that it bounds"
    assert name in NOT_BOUNDS or len(words) > 1, f"{path}: {name} does not say what it counts"


def test_I8_no_limit_hides_in_a_function():
    hidden = []
    for path in SOURCES:
        tree = ast.parse(path.read_text())
        dates = {
            id(part)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "datetime"
            for part in ast.walk(node)
        }
        named = {id(part) for node in tree.body if isinstance(node, ast.Assign) for part in ast.walk(node)}
        hidden += [
            f"{path.relative_to(ADDON)}:{node.lineno} {node.value}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and type(node.value) in (int, float) and abs(node.value) > UNNAMED_MAX
            if node.value not in CONVERSIONS and id(node) not in dates | named
        ]
    assert hidden == []


def test_I8_no_loop_goes_on_for_ever():
    endless = {
        path
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.While) and isinstance(node.test, ast.Constant) and node.test.value
    }
    assert endless == ENDLESS
