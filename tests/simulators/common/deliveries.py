"""Webhook delivery as the remote systems do it: at least once, in no sure order, always the same bytes.

The vendor's part (signing, schedule, what follows an exhausted delivery) is given by the caller; this file
sends, times out, retries, keeps the history that tests read, and injects the faults that were asked for.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.simulators.common.clock import iso_utc_milliseconds, now
from tests.simulators.common.faults import Faults

DELIVERIES_MAX = 20_000
CONCURRENT_MAX = 24
FLUSH_SECONDS_MAX = 60.0
ERROR_CHARACTERS_MAX = 200


@dataclass
class Delivery:
    """One message to one address, with its attempts. State: pending, done, dropped, failed, abandoned.

    `render(retry)` gives body and signed headers of an attempt; retry counts from 0.
    """

    topic: str
    webhook_id: str
    event_id: str
    uri: str
    render: Callable[[int], tuple[bytes, dict[str, str]]]
    owner: str = ""
    state: str = "pending"
    attempts: list[dict[str, Any]] = field(default_factory=list)
    corrupt_hmac: bool = False

    def public(self) -> dict[str, Any]:
        return {
            "topic": self.topic,
            "webhook_id": self.webhook_id,
            "event_id": self.event_id,
            "uri": self.uri,
            "state": self.state,
            "attempts": list(self.attempts),
        }


@dataclass
class Schedule:
    """How the vendor delivers: delays between the attempts, time limits in seconds, which answers end it."""

    retry_seconds: list[float]
    connect_seconds_max: float
    total_seconds_max: float
    is_success: Callable[[int], bool] = lambda status: 200 <= status < 300
    is_final: Callable[[int], bool] = lambda status: False


class Deliveries:
    """All deliveries of one simulator. `on_exhausted(delivery)` is called once when the last retry failed."""

    def __init__(self, faults: Faults, schedule: Schedule, on_exhausted: Callable[[Delivery], None]) -> None:
        self.schedule = schedule
        self._faults = faults
        self._on_exhausted = on_exhausted
        self._history: OrderedDict[int, Delivery] = OrderedDict()
        self._number = 0
        self._tasks: dict[asyncio.Task[None], Delivery] = {}
        self._held: list[Delivery] = []
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(CONCURRENT_MAX)

    def send(self, delivery: Delivery) -> None:
        """Start a delivery; returns at once. Suffers at most one armed fault."""
        self._remember(delivery)
        fault = self._faults.take_delivery(delivery.topic)
        if fault is not None and fault.kind == "drop":
            delivery.state = "dropped"
            return
        if fault is not None and fault.kind == "reorder":
            self._held.append(delivery)
            return
        if fault is not None and fault.kind == "corrupt_hmac":
            delivery.corrupt_hmac = True
        delay = fault.seconds if fault is not None and fault.kind == "delay" else 0.0
        self._start(delivery, delay)
        if fault is not None and fault.kind == "duplicate":
            self._start(delivery, 0.05)
        self._release_held(after_seconds=0.1)

    def resend(self, webhook_id: str) -> bool:
        """Send an earlier delivery once more with the same bytes and ids; False when it is not known."""
        for delivery in reversed(self._history.values()):
            if delivery.webhook_id == webhook_id:
                self._start(delivery, 0.0)
                return True
        return False

    async def flush(self) -> int:
        """Wait until no delivery is pending, at most a minute; returns how many still are."""
        deadline = time.monotonic() + FLUSH_SECONDS_MAX
        while time.monotonic() < deadline:
            self._release_held(after_seconds=0.0)
            if not self._tasks:
                return 0
            await asyncio.wait(list(self._tasks), timeout=min(1.0, deadline - time.monotonic()))
        return len(self._tasks)

    def abandon(self, owner: str) -> None:
        """End the pending deliveries of a subscription that is no more."""
        for task, delivery in list(self._tasks.items()):
            if delivery.owner == owner and delivery.state == "pending":
                delivery.state = "abandoned"
                task.cancel()

    def history(self) -> list[dict[str, Any]]:
        return [delivery.public() for delivery in self._history.values()]

    def last(self, count: int) -> list[Delivery]:
        return list(self._history.values())[-count:]

    async def reset(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.gather(*tasks, return_exceptions=True)
        self._history.clear()
        self._held.clear()

    async def close(self) -> None:
        await self.reset()
        if self._session is not None:
            await self._session.close()

    def _remember(self, delivery: Delivery) -> None:
        self._number += 1
        self._history[self._number] = delivery
        while len(self._history) > DELIVERIES_MAX:
            self._history.popitem(last=False)

    def _release_held(self, after_seconds: float) -> None:
        held, self._held = self._held, []
        for delivery in held:
            self._start(delivery, after_seconds)

    def _start(self, delivery: Delivery, delay_seconds: float) -> None:
        if delivery.state != "done":
            delivery.state = "pending"
        task = asyncio.get_running_loop().create_task(self._run(delivery, delay_seconds))
        self._tasks[task] = delivery
        task.add_done_callback(lambda ended: self._tasks.pop(ended, None))

    async def _run(self, delivery: Delivery, delay_seconds: float) -> None:
        if delay_seconds:
            await asyncio.sleep(delay_seconds)
        for retry in range(len(self.schedule.retry_seconds) + 1):
            async with self._slots:
                status = await self._attempt(delivery, retry)
            if status is not None and self.schedule.is_success(status):
                delivery.state = "done"
                return
            if status is not None and self.schedule.is_final(status):
                break
            if retry < len(self.schedule.retry_seconds):
                await asyncio.sleep(self.schedule.retry_seconds[retry])
        if delivery.state == "pending":
            delivery.state = "failed"
            self._on_exhausted(delivery)

    async def _attempt(self, delivery: Delivery, retry: int) -> int | None:
        started = time.monotonic()
        record: dict[str, Any] = {"at": iso_utc_milliseconds(now()), "status": None, "error": None, "ms": 0.0}
        delivery.attempts.append(record)
        timeout = aiohttp.ClientTimeout(
            total=self.schedule.total_seconds_max,
            sock_connect=self.schedule.connect_seconds_max,
            # aiohttp rounds longer limits up to whole seconds unless told from where.
            ceil_threshold=FLUSH_SECONDS_MAX,
        )
        body, own_headers = delivery.render(retry)
        headers = {"Content-Type": "application/json", **own_headers}
        try:
            session = self._client()
            async with session.post(
                delivery.uri, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as answer:
                await answer.read()
                record["status"] = answer.status
        except TimeoutError:
            record["error"] = "timeout"
        except (aiohttp.ClientError, OSError, ValueError) as error:
            record["error"] = f"{type(error).__name__}: {error}"[:ERROR_CHARACTERS_MAX]
        finally:
            record["ms"] = round((time.monotonic() - started) * 1000, 2)
        return record["status"]

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=CONCURRENT_MAX, limit_per_host=CONCURRENT_MAX)
            self._session = aiohttp.ClientSession(connector=connector, auto_decompress=False)
        return self._session
