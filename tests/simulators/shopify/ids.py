"""Ids as Shopify has them: integers of 13 or 14 digits, and their global form."""

from __future__ import annotations

import random
import re

# The first id of each kind, in the order of magnitude of a present-day store's.
FIRST_IDS = {
    "Product": 8_101_000_000_000,
    "ProductVariant": 44_201_000_000_000,
    "InventoryItem": 46_301_000_000_000,
    "Location": 61_400_000_000,
    "Order": 5_501_000_000_000,
    "LineItem": 13_601_000_000_000,
    "ShippingLine": 4_501_000_000_000,
    "Customer": 7_201_000_000_000,
    "MailingAddress": 9_301_000_000_000,
    "WebhookSubscription": 1_401_000_000_000,
    "BulkOperation": 4_701_000_000_000,
    "InventoryAdjustmentGroup": 3_801_000_000_000,
    "OrderTransaction": 6_901_000_000_000,
    "Refund": 901_000_000_000,
    "RefundLineItem": 601_000_000_000,
    "RefundShippingLine": 301_000_000,
    "OrderAdjustment": 401_000_000_000,
    "ShopifyPaymentsDispute": 1_001_000_000,
    "ShopifyPaymentsPayout": 101_000_000_000,
    "ShopifyPaymentsBalanceTransaction": 2_201_000_000_000,
}
BIG_ID_OFFSET = 1 << 53
_GID = re.compile(r"^gid://shopify/([A-Za-z]+)/([^?/]+)(?:\?(.*))?$")


class Ids:
    """Hands out rising ids with gaps, the same for the same seed. `big` puts orders beyond 2^53."""

    def __init__(self, seed: int, big: bool) -> None:
        self._random = random.Random(seed)
        self._last = dict(FIRST_IDS)
        if big:
            for kind in ("Order", "LineItem"):
                self._last[kind] += BIG_ID_OFFSET

    def take(self, kind: str) -> int:
        self._last[kind] += self._random.randint(1, 64) * 32 + 1
        return self._last[kind]

    def uuid(self) -> str:
        """A random UUID of version 4."""
        raw = f"{self._random.getrandbits(128):032x}"
        return f"{raw[:8]}-{raw[8:12]}-4{raw[13:16]}-{'89ab'[int(raw[16], 16) % 4]}{raw[17:20]}-{raw[20:]}"

    def token(self) -> str:
        return f"{self._random.getrandbits(128):032x}"

    def dump(self) -> dict[str, int]:
        return dict(self._last)

    def load(self, last: dict[str, int]) -> None:
        self._last.update(last)


def gid(kind: str, number: int | str) -> str:
    return f"gid://shopify/{kind}/{number}"


def level_gid(item: int, location: int) -> str:
    """An inventory level has no number of its own; Shopify derives one, here the location's."""
    return f"gid://shopify/InventoryLevel/{location}?inventory_item_id={item}"


def parse(text: str) -> tuple[str, int] | None:
    """Kind and number of a global id; None when the text is none."""
    found = _GID.match(text)
    if found is None or not found.group(2).isdigit():
        return None
    return found.group(1), int(found.group(2))


def number(text: str, kind: str) -> int | None:
    """The number of a global id of one kind; a bare number counts too. None for anything else."""
    if text.isdigit():
        return int(text)
    found = parse(text)
    return found[1] if found is not None and found[0] == kind else None


def parse_level(text: str) -> tuple[int, int] | None:
    """Inventory item and location of a level's global id."""
    found = _GID.match(text)
    if found is None or found.group(1) != "InventoryLevel" or not found.group(2).isdigit():
        return None
    key, _, item = (found.group(3) or "").partition("=")
    return (int(item), int(found.group(2))) if key == "inventory_item_id" and item.isdigit() else None
