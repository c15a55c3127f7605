"""Hypothesis strategies for webhook payloads of orders and refunds: every optional part there, null or missing."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]

# A number beyond 64 bits is refused wherever it stands.
INTEGERS = st.integers(-(1 << 63), (1 << 63) - 1)
ids = st.one_of(st.integers(1, 999), st.integers((1 << 53) - 1, (1 << 63) - 1))
# Up to 18 digits, of which up to 9 behind the point.
amounts = st.builds(
    lambda coefficient, scale: str(coefficient) if scale == 0 else _decimal(coefficient, scale),
    st.integers(-(10**12), 10**17),
    st.integers(0, 9),
)
currencies = st.sampled_from(["USD", "EUR", "JPY", "KWD"])
words = st.text(st.characters(codec="utf-8", exclude_characters=","), max_size=12).map(str.strip)
times = st.sampled_from(["2021-12-31T19:00:00-05:00", "2026-02-28T23:59:59.250+09:30", "2026-07-01T00:00:00Z"])
statuses = st.sampled_from(["pending", "paid", "PARTIALLY_REFUNDED", "new_in_2031"])


def _decimal(coefficient: int, scale: int) -> str:
    digits = str(abs(coefficient)).rjust(scale + 1, "0")
    return f"{'-' if coefficient < 0 else ''}{digits[:-scale]}.{digits[-scale:]}"


def maybe(given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The value, null, or nothing at all."""
    return st.one_of(given, st.none(), st.just(MISSING))


MISSING = object()


def record(fields: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries(fields).map(
        lambda made: {key: value for key, value in made.items() if value is not MISSING}
    )


def bag(money: tuple[str, str]) -> st.SearchStrategy[Json]:
    shop, buyer = money
    if shop == buyer:
        return amounts.map(
            lambda amount: {
                side: {"amount": amount, "currency_code": shop} for side in ("shop_money", "presentment_money")
            }
        )
    return st.builds(
        lambda one, other: {
            "shop_money": {"amount": one, "currency_code": shop},
            "presentment_money": {"amount": other, "currency_code": buyer},
        },
        amounts,
        amounts,
    )


@st.composite
def twice(draw: st.DrawFn, owner: Json, plain: str, key: str, money: tuple[str, str]) -> Json:
    """The owner with an amount as a plain field, as a bag, or as both."""
    made = draw(bag(money))
    how = draw(st.sampled_from(["both", "bag", "plain"]))
    if how != "plain":
        owner[key] = made
    if how != "bag":
        owner[plain] = made["shop_money"]["amount"]
    return owner


@st.composite
def tax_lines(draw: st.DrawFn, money: tuple[str, str]) -> list[Json]:
    fields = {
        "title": words,
        "rate": maybe(st.sampled_from([0.06, 0.0125, 1, 0])),
        "channel_liable": maybe(st.booleans()),
    }
    made = draw(st.lists(record(fields), max_size=2))
    return [draw(twice(one, "price", "price_set", money)) for one in made]


@st.composite
def allocations(draw: st.DrawFn, money: tuple[str, str]) -> list[Json]:
    made = draw(st.lists(record({"discount_application_index": maybe(st.integers(0, 5))}), max_size=2))
    return [draw(twice(one, "amount", "amount_set", money)) for one in made]


PROPERTIES = st.lists(
    st.fixed_dictionaries({"name": words, "value": st.one_of(words, st.none(), st.booleans(), INTEGERS)}),
    max_size=2,
)


@st.composite
def lines(draw: st.DrawFn, money: tuple[str, str]) -> Json:
    made = draw(
        record(
            {
                "id": ids,
                "variant_id": maybe(ids),
                "product_id": maybe(ids),
                "sku": maybe(words),
                "title": maybe(words),
                "variant_title": maybe(words),
                "name": maybe(words),
                "quantity": st.integers(0, 1 << 40),
                "current_quantity": maybe(st.integers(0, 5)),
                "fulfillable_quantity": maybe(st.integers(0, 5)),
                "requires_shipping": st.booleans(),
                "taxable": st.booleans(),
                "gift_card": st.booleans(),
                "properties": maybe(PROPERTIES),
                "sales_line_item_group_id": maybe(ids),
                "tax_lines": maybe(tax_lines(money)),
                "discount_allocations": maybe(allocations(money)),
                "tip_payment_gateway": maybe(words),
                "duties": maybe(st.lists(duties(money), max_size=1)),
            }
        )
    )
    made = draw(twice(made, "price", "price_set", money))
    return draw(twice(made, "total_discount", "total_discount_set", money))


@st.composite
def duties(draw: st.DrawFn, money: tuple[str, str]) -> Json:
    made = draw(
        record(
            {
                "id": st.one_of(ids, ids.map(str)),
                "harmonized_system_code": maybe(words),
                "country_code_of_origin": maybe(st.just("CA")),
                "tax_lines": tax_lines(money),
            }
        )
    )
    return made | draw(bag(money))


@st.composite
def shipping_lines(draw: st.DrawFn, money: tuple[str, str]) -> Json:
    made = draw(
        record(
            {
                "id": maybe(ids),
                "title": maybe(words),
                "code": maybe(words),
                "source": maybe(words),
                "tax_lines": maybe(tax_lines(money)),
                "discount_allocations": maybe(allocations(money)),
                "is_removed": maybe(st.booleans()),
            }
        )
    )
    return draw(twice(made, "price", "price_set", money))


transactions = record(
    {
        "id": ids,
        "order_id": maybe(ids),
        "parent_id": maybe(ids),
        "kind": st.sampled_from(["refund", "sale", "NEW_IN_2031"]),
        "status": st.sampled_from(["success", "failure", "new_in_2031"]),
        "gateway": maybe(words),
        "amount": amounts,
        "currency": maybe(currencies),
        "amount_rounding": maybe(amounts),
        "total_unsettled_set": maybe(
            st.builds(
                lambda amount, currency: {"presentment_money": {"amount": amount, "currency": currency}},
                amounts,
                st.sampled_from(["X" * 3, "EUR"]),
            )
        ),
        "created_at": maybe(times),
        "test": st.booleans(),
        "error_code": maybe(words),
        "message": maybe(words),
        "payment_details": maybe(record({"credit_card_company": maybe(words), "payment_method_name": maybe(words)})),
    }
)


@st.composite
def refunds(draw: st.DrawFn, money: tuple[str, str]) -> Json:
    restock = st.sampled_from(["return", "NO_RESTOCK", "new_in_2031"])
    part = record({"id": maybe(ids), "line_item_id": ids, "quantity": st.integers(0, 9), "restock_type": restock})
    parts = [
        draw(twice(draw(twice(one, "subtotal", "subtotal_set", money)), "total_tax", "total_tax_set", money))
        for one in draw(st.lists(part, max_size=3))
    ]
    adjustments = [
        draw(twice(draw(twice(one, "amount", "amount_set", money)), "tax_amount", "tax_amount_set", money))
        for one in draw(st.lists(record({"id": maybe(ids), "kind": maybe(words), "reason": maybe(words)}), max_size=2))
    ]
    freight = record(
        {
            "id": maybe(ids),
            "shipping_line_id": maybe(ids),
            "subtotal_amount_set": bag(money),
            "tax_amount_set": maybe(bag(money)),
        }
    )
    return draw(
        record(
            {
                "id": ids,
                "order_id": maybe(ids),
                "created_at": maybe(times),
                "processed_at": maybe(times),
                "note": maybe(words),
                "total_duties_set": bag(money),
                "return": maybe(st.builds(lambda number: {"id": number}, ids)),
                "duties": maybe(st.lists(record({"duty_id": maybe(ids), "amount_set": bag(money)}), max_size=2)),
                "refund_line_items": maybe(st.just(parts)),
                "refund_shipping_lines": maybe(st.lists(freight, max_size=2)),
                "order_adjustments": maybe(st.just(adjustments)),
                "transactions": maybe(st.lists(transactions, max_size=2)),
            }
        )
    )


@st.composite
def orders(draw: st.DrawFn, lines_max: int = 3) -> Json:
    money = draw(currencies), draw(currencies)
    made = draw(
        record(
            {
                "id": ids,
                "name": words,
                "order_number": maybe(st.integers(1, 1 << 40)),
                "created_at": times,
                "updated_at": times,
                "processed_at": maybe(times),
                "cancel_reason": maybe(words),
                "currency": st.just(money[0]),
                "presentment_currency": st.just(money[1]),
                "taxes_included": st.booleans(),
                "financial_status": maybe(statuses),
                "fulfillment_status": maybe(st.sampled_from(["partial", "unfulfilled", "NEW_IN_2031"])),
                "note": maybe(words),
                "po_number": maybe(words),
                "app_id": maybe(ids),
                "confirmed": maybe(st.booleans()),
                "buyer_accepts_marketing": maybe(st.booleans()),
                "tags": maybe(st.lists(words, max_size=3).map(", ".join)),
                "note_attributes": maybe(PROPERTIES),
                "company": maybe(record({"id": ids, "location_id": maybe(ids)})),
                "customer": maybe(record({"id": ids, "email": maybe(words), "tags": maybe(words)})),
                "shipping_address": maybe(record({"city": maybe(words), "country_code": maybe(st.just("DE"))})),
                "line_items": st.lists(lines(money), max_size=lines_max),
                "line_item_groups": maybe(st.lists(record({"id": ids, "title": maybe(words)}), max_size=3)),
                "shipping_lines": st.lists(shipping_lines(money), max_size=2),
                "tax_lines": maybe(tax_lines(money)),
                "total_price_set": bag(money),
                "current_total_price_set": bag(money),
                "total_shipping_price_set": bag(money),
                "current_total_duties_set": maybe(bag(money)),
                "original_total_duties_set": maybe(bag(money)),
                "total_tip_received": maybe(amounts),
                "total_outstanding": maybe(amounts),
                "refunds": maybe(st.lists(refunds(money), max_size=2)),
                "returns": maybe(st.lists(st.builds(lambda number: {"id": number}, ids), max_size=2)),
            }
        )
    )
    for plain in ("subtotal_price", "total_tax", "total_discounts"):
        made = draw(twice(made, plain, f"{plain}_set", money))
    return made
