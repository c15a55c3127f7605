"""What the control interfaces of all simulators share: reset, the log of calls, faults, and deliveries."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from tests.simulators.common.answers import json_answer, read_json
from tests.simulators.common.calls import CallLog


class CommonControl:
    """Handlers for a simulator with ``faults``, ``webhooks.deliveries`` and ``reset()``."""

    def __init__(self, simulator: Any, log: CallLog) -> None:
        self._sim = simulator
        self._log = log

    def common_routes(self) -> list[web.RouteDef]:
        return [
            web.post("/_sim/reset", self.reset),
            web.get("/_sim/log", self.log),
            web.get("/_sim/faults", self.list_faults),
            web.post("/_sim/faults", self.add_faults),
            web.delete("/_sim/faults", self.clear_faults),
            web.post("/_sim/deliveries/flush", self.flush),
            web.post("/_sim/deliveries/resend", self.resend),
        ]

    async def reset(self, request: web.Request) -> web.Response:
        await self._sim.reset()
        return json_answer({"ok": True})

    async def log(self, request: web.Request) -> web.Response:
        return json_answer(self._log.since(int(request.query.get("since", "1"))))

    async def list_faults(self, request: web.Request) -> web.Response:
        return json_answer({"faults": self._sim.faults.armed()})

    async def add_faults(self, request: web.Request) -> web.Response:
        given = await read_json(request)
        self._sim.faults.add(given["faults"])
        return json_answer({"ok": True})

    async def clear_faults(self, request: web.Request) -> web.Response:
        self._sim.faults.clear()
        return json_answer({"ok": True})

    async def flush(self, request: web.Request) -> web.Response:
        return json_answer({"pending": await self._sim.webhooks.deliveries.flush()})

    async def resend(self, request: web.Request) -> web.Response:
        given = await read_json(request)
        if not self._sim.webhooks.deliveries.resend(given["webhook_id"]):
            raise ValueError(f"no delivery {given['webhook_id']}")
        return json_answer({"ok": True})
