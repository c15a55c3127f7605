"""Values of sale orders: the core's are those of plain Python, whatever the order and the mapping."""

from __future__ import annotations

import copy
import gc
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crossdock_core import sales, shopify

from .published import bag, encode, examples, rich_order
from .reference import sale_order as reference

Json = dict[str, Any]

WHOLE_ORDERS = [found for found in examples("orders") if "line_items" in found[2]]
RICH = rich_order()


def bag_of(amount: str) -> Json:
    """As the rich order's buyer pays: in euros."""
    return bag(amount, presentment=(amount, "EUR"))


def core(order: shopify.Order, mapping: reference.Mapping) -> tuple[Json | None, list[reference.Lack]]:
    values, lacks = sales.SaleMapping(**vars(mapping)).values(order)
    return values, [(lack.kind, lack.key, lack.title, lack.line_id, lack.sku, lack.rate, lack.amount) for lack in lacks]


def assert_as_reference(order: shopify.Order, mapping: reference.Mapping) -> None:
    values, lacks = core(order, mapping)
    expected, expected_lacks = reference.sale_values(order, mapping)
    assert lacks == expected_lacks
    assert values == expected
    if values is not None and expected is not None:
        assert types_of(values) == types_of(expected)


def types_of(value: Any) -> Any:
    """Equal values of other types (2 and 2.0, 0 and False) are not the same to Odoo."""
    if isinstance(value, dict):
        return {key: types_of(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value), [types_of(one) for one in value]
    return type(value)


def full_mapping(payload: Json, **changes: Any) -> reference.Mapping:
    """A mapping that lacks nothing for an order's payload."""
    order = shopify.read_order(encode(payload))
    taxed = [*order.lines, *order.shipping_lines]
    keys = [
        reference.tax_key(tax.title, tax.rate or 0, order.taxes_included) for line in taxed for tax in line.tax_lines
    ]
    known: Json = {
        "products": {
            line.variant_id: (100 + number, f"[P{number}] Product")
            for number, line in enumerate(order.lines)
            if line.variant_id
        },
        "taxes": {key: 500 + number for number, key in enumerate(dict.fromkeys(keys))},
        "carriers": {reference.carrier_key(line.title): (700, "Freight") for line in order.shipping_lines},
        "currencies": {"USD": (1, 2), "CAD": (2, 2), "EUR": (3, 2), "JPY": (4, 0), "KWD": (5, 3)},
        "custom_product": 900,
        "discount_product": 901,
        "header": {"company_id": 1, "pricelist_id": False},
    }
    return reference.Mapping(**{**known, **changes})


@pytest.mark.parametrize(("version", "topic", "payload"), WHOLE_ORDERS)
def test_published_orders_give_the_values_of_the_reference(version: str, topic: str, payload: Json) -> None:
    order = shopify.read_order(encode(payload), topic)
    mapping = full_mapping(payload)
    values, lacks = core(order, mapping)
    assert lacks == [] and values is not None and values["order_line"]
    assert_as_reference(order, mapping)
    assert_as_reference(order, reference.Mapping(currencies=mapping.currencies))
    assert_as_reference(order, reference.Mapping())


def test_an_order_with_everything_gives_the_values_of_the_reference() -> None:
    payload = rich_order()
    order = shopify.read_order(encode(payload))
    mapping = full_mapping(payload)
    assert_as_reference(order, mapping)
    values, _lacks = core(order, mapping)
    assert values is not None
    first = values["order_line"][0][2]
    assert first["product_id"] == 100
    assert first["name"] == "[P0] Product\nengraving: To J.\ncopies: 2"
    assert first["product_uom_qty"] == 1
    assert first["tax_ids"] == [(6, 0, [500, 501])]
    assert first["crossdock_remote_line_id"] == str(order.lines[0].id)
    assert [line["name"] for _code, _id, line in values["order_line"][-3:]] == ["Tip", "Duties", "Additional fees"]
    assert values["crossdock_remote_total"] == float(order.current_total)
    assert type(values["crossdock_remote_total"]) is float and type(first["price_unit"]) is float


def test_lacks_say_what_the_mapping_needs_and_nothing_is_made() -> None:
    payload = rich_order()
    order = shopify.read_order(encode(payload))
    mapping = reference.Mapping(currencies={"USD": (1, 2)})
    values, lacks = core(order, mapping)
    assert values is None
    assert {(kind, key) for kind, key, *_details in lacks} >= {
        ("product", f"variant:{order.lines[0].variant_id}"),
        ("product", "custom"),
        ("tax", "State tax|0.060000|excluded"),
        ("carrier", order.shipping_lines[0].title),
    }
    assert_as_reference(order, mapping)
    assert core(order, reference.Mapping())[1] == [("currency", "USD", "", None, None, None, None)]
    assert core(order, full_mapping(payload, lines_max=len(order.lines) - 1))[1][0][:2] == ("order", "lines")


def test_an_amount_beyond_64_bits_is_lacking_and_not_wrapped() -> None:
    payload = rich_order()
    line = payload["line_items"][0]
    line["price"], line["price_set"] = "9000000000000000.00", bag_of("9000000000000000.00")
    line["quantity"] = line["current_quantity"] = 1000
    values, lacks = core(shopify.read_order(encode(payload)), full_mapping(payload))
    assert values is None
    assert [(kind, key, title) for kind, key, title, *_details in lacks] == [("order", "amount", line["title"])]


def test_mappings_of_other_types_are_refused() -> None:
    for change in (
        {"products": {"1": (1, "one")}},
        {"products": {1: (True, "one")}},
        {"products": {1: [1, "one"]}},
        {"taxes": {1: 1}},
        {"custom_product": "1"},
        {"labels": ("Tip",)},
        {"header": None},
    ):
        with pytest.raises((TypeError, ValueError)):
            sales.SaleMapping(**{**vars(reference.Mapping()), **change})


def test_the_header_is_copied_once_and_into_each_order() -> None:
    payload = rich_order()
    order = shopify.read_order(encode(payload))
    mapping = full_mapping(payload)
    ready = sales.SaleMapping(**vars(mapping))
    mapping.header["company_id"] = 2
    first, _lacks = ready.values(order)
    assert first is not None
    first["company_id"] = 3
    second, _lacks = ready.values(order)
    assert second is not None and second["company_id"] == 1


def test_values_of_many_orders_leave_no_object_behind() -> None:
    payload = rich_order()
    order = shopify.read_order(encode(payload))
    ready = sales.SaleMapping(**vars(full_mapping(payload)))
    lacking = sales.SaleMapping(**vars(reference.Mapping(currencies={"USD": (1, 2)})))

    def objects_after(count: int) -> int:
        for _call in range(count):
            ready.values(order)
            lacking.values(order)
        gc.collect()
        return len(gc.get_objects())

    before = objects_after(10)
    assert objects_after(2000) <= before + 20


# -- made orders ------------------------------------------------------------------------------------------

amounts = st.decimals(min_value=0, max_value=100_000, places=2).map(str)
odd_amounts = st.one_of(amounts, st.decimals(min_value=-1000, max_value=100_000, places=4).map(str), st.just("0"))
titles = st.one_of(
    st.sampled_from(["VAT", " VAT\u3000", "\u00a0City tax\t", "", "Exempt", "\x1fState\u2028"]),
    st.text(max_size=5),
)
rates = st.one_of(
    st.none(),
    st.sampled_from([0.1, 0.21, 0, 0.0125, 0.08875000000000001, 1e-7, 0.1234565]),
    st.integers(0, 10**7).map(lambda number: number / 10**7),
)


@st.composite
def tax_lines(draw: st.DrawFn) -> list[Json]:
    prices = st.one_of(st.just("0.00"), amounts)
    taxes = []
    for _tax in range(draw(st.integers(0, 2))):
        price = draw(prices)
        taxes.append({"title": draw(titles), "rate": draw(rates), "price": price, "price_set": bag_of(price)})
    return taxes


def allocations(draw: st.DrawFn, price: str, quantity: int) -> list[Json]:
    gross = Decimal(price) * quantity
    share = Decimal(draw(st.integers(1, 100))) / 100
    exact = st.just(str((gross * share).quantize(Decimal("0.01"))))
    chosen = draw(st.lists(st.one_of(exact, amounts), max_size=2))
    return [{"amount": amount, "amount_set": bag_of(amount), "discount_application_index": 0} for amount in chosen]


@st.composite
def lines(draw: st.DrawFn, number: int) -> Json:
    price, quantity = draw(odd_amounts), draw(st.integers(0, 50))
    properties = st.fixed_dictionaries({"name": st.sampled_from(["a", "_hidden", ""]), "value": st.text(max_size=3)})
    return {
        "id": 1 + number,
        "variant_id": draw(st.sampled_from([None, 7, 8, 2**60])),
        "title": draw(titles),
        "sku": draw(st.sampled_from([None, "", "SKU"])),
        "name": "name",
        "quantity": quantity,
        "current_quantity": draw(st.one_of(st.just(quantity), st.integers(0, 50))),
        "price": price,
        "total_discount": "0.00",
        "requires_shipping": True,
        "taxable": True,
        "gift_card": False,
        "properties": draw(st.lists(properties, max_size=2)),
        "discount_allocations": allocations(draw, price, quantity),
        "tax_lines": draw(tax_lines()),
    }


@st.composite
def orders(draw: st.DrawFn) -> Json:
    payload = copy.deepcopy(RICH)
    payload["taxes_included"] = draw(st.booleans())
    payload["line_items"] = [draw(lines(number)) for number in range(draw(st.integers(0, 4)))]
    payload["shipping_lines"] = [
        {
            "id": 1,
            "title": draw(titles),
            "price": price,
            "discount_allocations": allocations(draw, price, 1),
            "tax_lines": draw(tax_lines()),
            "is_removed": draw(st.booleans()),
        }
        for price in draw(st.lists(odd_amounts, max_size=2))
    ]
    payload["total_tip_received"] = draw(amounts)
    payload["note"] = draw(st.sampled_from([None, "", "note"]))
    payload["processed_at"] = draw(
        st.sampled_from([None, "1969-12-31T23:59:59.5Z", "2026-03-01T00:30:00.999+05:45", "2024-02-29T23:00:00-11:00"])
    )
    return payload


@given(orders(), st.data())
def test_made_orders_give_the_values_of_the_reference(payload: Json, data: st.DataObject) -> None:
    order = shopify.read_order(encode(payload))
    full = full_mapping(
        payload,
        currencies={"USD": (1, data.draw(st.integers(0, 4)))},
        percent_digits=data.draw(st.integers(0, 6)),
    )
    assert_as_reference(order, full)
    some_of = {
        name: {key: value for key, value in sorted(vars(full)[name].items()) if data.draw(st.booleans())}
        for name in ("products", "taxes", "carriers")
    }
    chosen = {
        name: data.draw(st.sampled_from([None, vars(full)[name]])) for name in ("custom_product", "discount_product")
    }
    shipping = data.draw(st.sampled_from([None, (950, "Default shipping")]))
    assert_as_reference(order, reference.Mapping(**{**vars(full), **some_of, **chosen, "default_shipping": shipping}))


@given(
    st.decimals(min_value=-(10**12), max_value=10**12, places=3),
    st.decimals(min_value=-(10**12), max_value=10**12, places=2),
    st.integers(0, 8),
    st.integers(0, 4),
)
@example(Decimal("9999.990"), Decimal("0.01"), 2, 2)
@example(Decimal("20.000"), Decimal("2.50"), 2, 2)
@example(Decimal("0.010"), Decimal("0.01"), 0, 0)
def test_percentages_are_those_of_plain_python(
    gross: Decimal, discount: Decimal, percent_digits: int, currency_digits: int
) -> None:
    payload = rich_order()
    line = payload["line_items"][0]
    line["price"], line["price_set"] = f"{gross:f}", bag_of(f"{gross:f}")
    line["quantity"] = line["current_quantity"] = 1
    line["discount_allocations"] = [{"amount": f"{discount:f}", "amount_set": bag_of(f"{discount:f}")}]
    payload["line_items"] = [line]
    order = shopify.read_order(encode(payload))
    mapping = full_mapping(payload, currencies={"USD": (1, currency_digits)}, percent_digits=percent_digits)
    assert_as_reference(order, mapping)
