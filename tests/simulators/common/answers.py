"""How a simulator answers over HTTP, and how it breaks an answer when a fault says so."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import web

from tests.simulators.common.faults import Fault

JSON_TYPE = "application/json"


def dumps(value: Any) -> bytes:
    """Compact JSON in UTF-8."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def json_answer(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(body=dumps(value), status=status, headers=headers, content_type=JSON_TYPE, charset="utf-8")


class Cut(web.Response):
    """Stands where the server wants an answer although the connection is gone."""


def cut(request: web.Request) -> web.Response:
    """Close the connection without an answer: what a client sees when a proxy or a server dies."""
    if request.transport is not None:
        request.transport.abort()
    return Cut(status=500)


def status_sent(answer: web.Response) -> int:
    """The HTTP status that the client saw; 0 when it saw none."""
    return 0 if isinstance(answer, Cut) else answer.status


async def spoil(request: web.Request, answer: web.Response, fault: Fault | None) -> web.Response:
    """Apply the faults that strike after the effect: late, cut off, or truncated answers."""
    if fault is None:
        return answer
    if fault.kind == "timeout":
        await asyncio.sleep(fault.seconds)
    if fault.kind == "cut_after":
        return cut(request)
    if fault.kind == "malformed" and isinstance(answer.body, bytes):
        return web.Response(body=answer.body[: len(answer.body) // 2], status=answer.status, content_type=JSON_TYPE)
    return answer


async def read_json(request: web.Request) -> Any:
    """The JSON body of a control request; an empty body is an empty object. Raises 400 when malformed."""
    raw = await request.read()
    if not raw.strip():
        return {}
    try:
        return json.loads(raw)
    except ValueError as error:
        raise web.HTTPBadRequest(
            text=json.dumps({"error": f"malformed JSON: {error}"}), content_type=JSON_TYPE
        ) from error


@web.middleware
async def say_what_was_wrong(request: web.Request, handler: Any) -> web.StreamResponse:
    """A control request that cannot be carried out gets a 400 that says why, never a traceback."""
    try:
        return await handler(request)
    except (KeyError, ValueError, TypeError) as error:
        if not request.path.startswith("/_sim/"):
            raise
        return json_answer({"error": f"{type(error).__name__}: {error}"}, 400)
