"""Fixtures of the fault tests."""

from tests.worlds import make_world

__all__ = ["make_world"]
