"""Money bags as the rival's Structs, and how Structs say what the core's value of them is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec import Struct

Fields = dict[str, Any]


class Money(Struct):
    amount: Decimal
    currency_code: str


class Bag(Struct):
    """An amount in the store's currency, where the core's value tells no other."""

    shop_money: Money


class BagOfBoth(Bag):
    """The same with the amount in the buyer's currency."""

    presentment_money: Money


def of_both(bag: BagOfBoth, name: str) -> Fields:
    """What the core's value tells of a bag: an amount in the store's currency and one in the buyer's."""
    return {name: bag.shop_money.amount, f"presentment_{name}": bag.presentment_money.amount}


def canonical(part: Any) -> Any:
    if isinstance(part, list):
        return [one.canonical() for one in part]
    return part and part.canonical()


def of_shop(bag: Bag | None) -> Decimal | None:
    return bag.shop_money.amount if bag else None


def in_lower_case(text: str | None) -> str | None:
    return text.lower() if text else None
