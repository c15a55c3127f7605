"""Signed webhooks (v3): arrays of up to 100 events, retried up to ten times within a day.

The signature is base64 of HMAC-SHA256(client secret, method + URI + body + timestamp in milliseconds).
Anything but 2xx, a time-out over 5 s and a failed connection are retried; each attempt carries its own
attemptNumber and timestamp. Changes made through the API are told of like those of people, so an integration
hears its own echo.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import random
import time
from typing import Any

from tests.simulators.common.answers import dumps
from tests.simulators.common.clock import now
from tests.simulators.common.deliveries import Deliveries, Delivery, Schedule
from tests.simulators.common.faults import Faults
from tests.simulators.hubspot.properties import Record

EVENTS_PER_POST_MAX = 100
GATHER_SECONDS = 0.05
MINUTE = 60.0
RETRY_SECONDS = [MINUTE * minutes for minutes in (1, 2, 5, 10, 20, 60, 120, 240, 360, 622)]
TOTAL_SECONDS_MAX = 5.0
DEFAULT_PROPERTIES = ("lifecyclestage", "email", "firstname", "lastname", "phone", "company")
APP_ID = 3_300_101
CREATION_SUBSCRIPTION = 2_500_001


def sign(secret: str, method: str, uri: str, body: bytes, timestamp: str) -> str:
    source = method.encode() + uri.encode() + body + timestamp.encode()
    return base64.b64encode(hmac.new(secret.encode(), source, hashlib.sha256).digest()).decode()


class Webhooks:
    """Gathers events for a moment and posts them to the app's one target URL."""

    def __init__(self, faults: Faults, secret: str, portal: int, seed: int) -> None:
        self._secret = secret
        self._portal = portal
        self._random = random.Random(seed)
        self._waiting: list[Record] = []
        self._timer: asyncio.TimerHandle | None = None
        self._number = 0
        schedule = Schedule(list(RETRY_SECONDS), TOTAL_SECONDS_MAX, TOTAL_SECONDS_MAX)
        self.deliveries = Deliveries(faults, schedule, lambda delivery: None)
        self.target: str | None = None
        self.properties: tuple[str, ...] = DEFAULT_PROPERTIES

    def report(self, contact: Record, name: str | None, value: str | None, source: str) -> None:
        """A contact came to be (no name) or one of its properties changed."""
        if self.target is None or (name is not None and name not in self.properties):
            return
        event: Record = {
            "eventId": self._random.randrange(1, 1 << 31),
            "subscriptionId": CREATION_SUBSCRIPTION,
            "portalId": self._portal,
            "appId": APP_ID,
            "occurredAt": int(now() * 1000),
            "subscriptionType": "contact.creation",
            "attemptNumber": 0,
            "objectId": contact["id"],
            "changeSource": source,
            "sourceId": "userId:1" if source == "CRM_UI" else f"{APP_ID}",
        }
        if name is None:
            event["changeFlag"] = "CREATED"
        else:
            event["subscriptionId"] += 1 + self.properties.index(name)
            event["subscriptionType"] = "contact.propertyChange"
            event["propertyName"] = name
            event["propertyValue"] = value
        self._waiting.append(event)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(GATHER_SECONDS, self.post)

    def post(self) -> None:
        """Send what has gathered."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        waiting, self._waiting = self._waiting, []
        for start in range(0, len(waiting), EVENTS_PER_POST_MAX):
            self._deliver(waiting[start : start + EVENTS_PER_POST_MAX])

    async def flush(self) -> int:
        self.post()
        return await self.deliveries.flush()

    async def reset(self) -> None:
        self._waiting.clear()
        self.post()
        await self.deliveries.reset()
        self.deliveries.schedule.retry_seconds = list(RETRY_SECONDS)
        self.target = None
        self.properties = DEFAULT_PROPERTIES

    def _deliver(self, events: list[Record]) -> None:
        assert self.target is not None
        self._number += 1
        number, uri = str(self._number), self.target
        delivery = Delivery(events[0]["subscriptionType"], number, number, uri, lambda retry: (b"", {}))

        def render(retry: int) -> tuple[bytes, dict[str, Any]]:
            body = dumps([{**event, "attemptNumber": retry} for event in events])
            timestamp = str(int(time.time() * 1000))
            secret = "corrupted" if delivery.corrupt_hmac else self._secret
            return body, {
                "X-HubSpot-Signature-v3": sign(secret, "POST", uri, body, timestamp),
                "X-HubSpot-Request-Timestamp": timestamp,
                "User-Agent": "HubSpot Connect 2.0 (http://dev.hubspot.com/) - WebhooksExecutor",
            }

        delivery.render = render
        self.deliveries.send(delivery)
