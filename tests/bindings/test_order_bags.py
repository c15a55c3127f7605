"""Money bags of an order: those that are written as the store writes most read the same as any other writing of them."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from crossdock_core import shopify
from crossdock_core.errors import DecodeError

from .published import examples, rich_order

Json = dict[str, Any]

WHOLE_ORDERS = [(found[0], found[2]) for found in examples("orders") if "line_items" in found[2]]


def compact(payload: Json) -> bytes:
    return json.dumps(payload, separators=(",", ":")).encode()


def turned(value: Any) -> Any:
    """The same with the keys of every object in the opposite order."""
    if isinstance(value, dict):
        return {key: turned(one) for key, one in reversed(value.items())}
    return [turned(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("payload", [found[1] for found in WHOLE_ORDERS], ids=[found[0] for found in WHOLE_ORDERS])
def test_spaces_and_the_order_of_keys_change_nothing(payload: Json) -> None:
    order = shopify.read_order(compact(payload))
    assert order == shopify.read_order(json.dumps(payload, indent=1).encode())
    assert order == shopify.read_order(compact(turned(payload)))


def test_both_amounts_of_a_bag_are_read_whatever_the_writing() -> None:
    payload = rich_order()
    for body in (compact(payload), json.dumps(payload).encode(), compact(turned(payload))):
        order = shopify.read_order(body)
        assert str(order.presentment_total) == "371.20" and str(order.total) == "404.95"


@pytest.mark.parametrize("write", [compact, lambda payload: json.dumps(payload).encode()], ids=["compact", "spaced"])
@pytest.mark.parametrize(
    ("side", "changes", "expected"),
    [
        ("shop_money", {"currency_code": "GBP"}, "the currency the order says"),
        ("presentment_money", {"currency_code": "GBP"}, "the currency the order says"),
        ("shop_money", {"amount": "1.0x"}, "a decimal number"),
        ("presentment_money", {"amount": "1.0x"}, "a decimal number"),
        (
            "presentment_money",
            {"amount": "92233720368547758080"},
            "a decimal number of at most 64 bits and 18 decimals",
        ),
        ("shop_money", {"amount": "0.01"}, "the same amount as in subtotal_price_set"),
    ],
)
def test_a_wrong_bag_is_refused_whatever_the_writing(write: Any, side: str, changes: Json, expected: str) -> None:
    payload = copy.deepcopy(rich_order())
    payload["subtotal_price_set"][side] |= changes
    with pytest.raises(DecodeError) as caught:
        shopify.read_order(write(payload))
    assert caught.value.expected == expected


def test_a_currency_that_only_looks_the_same_as_written_is_refused() -> None:
    body = compact(rich_order())
    bag = b'"subtotal_price_set":{"shop_money":{"amount":'
    start = body.index(bag) + len(bag)
    escaped = body[:start] + body[start:].replace(b'"USD"', b'"\\u0055SD"', 1)
    assert shopify.read_order(escaped) == shopify.read_order(body)
    for code in (b'"\\\\u0055SD"', b'"usd"', b'"USD "'):
        with pytest.raises(DecodeError):
            shopify.read_order(body[:start] + body[start:].replace(b'"USD"', code, 1))
