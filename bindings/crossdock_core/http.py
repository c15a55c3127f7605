"""Calls to remote systems: a client that keeps connections, rate budgets, and the one retry table."""

from datetime import datetime

from ._core.http import (
    Client,
    CostBudget,
    Decision,
    Request,
    Response,
    WindowBudget,
    decide,
    parse_retry_after,
)

__all__ = [
    "Client",
    "CostBudget",
    "Decision",
    "Request",
    "Response",
    "WindowBudget",
    "decide",
    "retry_after_seconds",
]


def retry_after_seconds(response: Response, now: datetime) -> float | None:
    if now.tzinfo is None:
        raise ValueError("now must be an aware datetime")
    value = response.header("retry-after")
    return None if value is None else parse_retry_after(value, now.timestamp())
