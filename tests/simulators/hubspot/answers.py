"""The shapes of HubSpot's answers to batches and of its errors."""

from __future__ import annotations

import json
import random
from typing import Any

from tests.simulators.common.clock import iso_utc_milliseconds, now
from tests.simulators.hubspot.properties import Record

_correlation = random.Random(4242)


class Refusal(Exception):
    """An error answer: HTTP status, category, message, and what else its body carries."""

    def __init__(
        self,
        status: int,
        category: str,
        message: str,
        *,
        errors: list[Record] | None = None,
        context: dict[str, list[str]] | None = None,
        policy: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.category = category
        self.message = message
        self.errors = errors or []
        self.context = context or {}
        self.policy = policy

    def body(self) -> Record:
        if self.policy is not None:
            return {
                "status": "error",
                "message": self.message,
                "errorType": "RATE_LIMIT",
                "correlationId": correlation_id(),
                "policyName": self.policy,
                "groupName": "publicapi:private-apps-api-calls-authenticated:demo",
            }
        body = error_body(self.category, self.message)
        if self.errors:
            body["errors"] = self.errors
        return body


def correlation_id() -> str:
    raw = f"{_correlation.getrandbits(128):032x}"
    return "-".join((raw[:8], raw[8:12], raw[12:16], raw[16:20], raw[20:]))


def error_body(category: str, message: str) -> Record:
    return {"status": "error", "message": message, "correlationId": correlation_id(), "category": category}


def invalid_properties(errors: list[Record]) -> Refusal:
    """One or more values cannot be stored."""
    details = [
        {"message": one["message"], "code": one["error"], "context": {"propertyName": [one["name"]]}} for one in errors
    ]
    message = f"Property values were not valid: {json.dumps(errors)}"
    return Refusal(400, "VALIDATION_ERROR", message, errors=details)


def standard_error(refusal: Refusal, given: Record) -> Record:
    """An error within a batch, naming the input that it is about."""
    context: dict[str, Any] = dict(refusal.context)
    if given.get("id") is not None:
        context["ids"] = [str(given["id"])]
    if given.get("objectWriteTraceId"):
        context["objectWriteTraceId"] = [given["objectWriteTraceId"]]
    return {
        "status": "error",
        "category": refusal.category,
        "message": refusal.message,
        "context": context,
        "errors": refusal.errors,
        "links": {},
    }


def batch(started: float, results: list[Record], errors: list[Record]) -> Record:
    """The frame of a batch's answer."""
    body: Record = {
        "status": "COMPLETE",
        "results": results,
        "startedAt": iso_utc_milliseconds(started),
        "completedAt": iso_utc_milliseconds(now()),
    }
    if errors:
        body["numErrors"] = len(errors)
        body["errors"] = errors
    return body
