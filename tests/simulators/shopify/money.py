"""Money in whole minor units of its currency (cents, yen), and the roundings that Shopify applies to it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

# ISO 4217 currencies whose minor unit is not a hundredth.
MINOR_DIGITS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND"), 0),
    **dict.fromkeys(("VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}


def digits(currency: str) -> int:
    """Decimal places of a currency."""
    return MINOR_DIGITS.get(currency, 2)


def to_minor(value: object, currency: str) -> int:
    """Minor units of an amount given as text, int or float (read by its shortest text); rounds half up."""
    return round_half_up(Decimal(str(value)).scaleb(digits(currency)))


def text(minor: int, currency: str) -> str:
    """An amount as webhooks write it, with all its decimals: 10.00."""
    return str(Decimal(minor).scaleb(-digits(currency)))


def graphql_text(minor: int, currency: str) -> str:
    """An amount as GraphQL's Decimal writes it, without trailing zeros but with one decimal: 10.0, 414.95."""
    written = text(minor, currency)
    if "." not in written:
        return f"{written}.0"
    whole, fraction = written.split(".")
    return f"{whole}.{fraction.rstrip('0') or '0'}"


def round_half_up(value: Decimal) -> int:
    """The nearest integer; halves go away from zero."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def allocate(total: int, weights: list[int]) -> list[int]:
    """Split `total` in proportion to `weights`, the parts adding up to it exactly.

    The running total is rounded half up and each part is the difference, so the odd cent falls where the
    rounding falls. No part exceeds its weight when the total does not exceed the sum. All weights zero: all
    parts zero.
    """
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    parts: list[int] = []
    weight_so_far = given = 0
    for weight in weights:
        weight_so_far += weight
        upto = round_half_up(Decimal(total) * weight_so_far / whole)
        parts.append(upto - given)
        given = upto
    return parts
