"""crossdock_core.diff.orders: what happened to an order, by what was done to its payload."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock_core import diff, shopify

from .published import example

PAYLOAD = example("orders/updated")


def order_of(payload):
    return shopify.read_order(json.dumps(payload).encode())


def news(before, after, **options):
    return [
        (one.part, one.kind, one.desired, one.observed, one.fields)
        for one in diff.orders(order_of(before), order_of(after), **options)
    ]


def changed(**fields):
    return copy.deepcopy(PAYLOAD) | fields


def line(number, **fields):
    payload = copy.deepcopy(PAYLOAD)
    payload["line_items"][number].update(fields)
    return payload


def bag(amount):
    money = {"amount": amount, "currency_code": PAYLOAD["currency"]}
    return {"shop_money": money, "presentment_money": money}


# What is done to the payload, and the one part and fields that it is told by.
EDITS = {
    "note": (changed(note="Ring twice"), ("order", "changed", None, None, ["note"])),
    "attributes": (
        changed(note_attributes=[{"name": "a", "value": "b"}]),
        ("order", "changed", None, None, ["attributes"]),
    ),
    "paid": (changed(financial_status="refunded"), ("order_state", "changed", None, None, ["financial_status"])),
    "sent": (
        changed(fulfillment_status="partial"),
        ("order_state", "changed", None, None, ["fulfillment_status"]),
    ),
    "cancelled": (
        changed(cancelled_at="2031-01-01T00:00:00Z", cancel_reason="fraud"),
        ("cancellation", "changed", None, None, ["cancelled_at", "cancel_reason"]),
    ),
    "total": (
        changed(current_total_price_set=bag("1.00"), current_total_price="1.00"),
        ("total", "changed", None, None, ["current_total"]),
    ),
    "address": (
        changed(shipping_address=PAYLOAD["shipping_address"] | {"city": "Ulm"}),
        ("shipping_address", "changed", 0, 0, ["city"]),
    ),
    "no address": (changed(billing_address=None), ("billing_address", "removed", None, 0, [])),
    "customer": (
        changed(customer=PAYLOAD["customer"] | {"first_name": "Ada"}),
        ("customer", "changed", 0, 0, ["first_name"]),
    ),
    "removed units": (line(1, current_quantity=0), ("line", "changed", 1, 1, ["current_quantity"])),
    "price": (line(0, price="1.23", price_set=bag("1.23")), ("line", "changed", 0, 0, ["price"])),
    "tax": (
        line(0, tax_lines=[{"title": "VAT", "rate": 0.19, "price": "1.00", "price_set": bag("1.00")}]),
        ("line", "changed", 0, 0, ["tax_lines"]),
    ),
    "shipping": (changed(shipping_lines=[]), ("shipping_line", "removed", None, 0, [])),
}


@pytest.mark.parametrize("name", EDITS)
def test_each_change_is_told_by_its_part_and_fields_alone(name):
    payload, expected = EDITS[name]
    assert news(PAYLOAD, payload) == [expected]


def test_the_same_order_read_again_is_no_news():
    assert news(PAYLOAD, changed(updated_at="2031-01-01T00:00:00Z")) == []
    assert news(PAYLOAD, line(0, price=PAYLOAD["line_items"][0]["price"] + "0")) == []


@given(data=st.data())
def test_order_of_lines_and_of_taxes_is_no_news(data):
    payload = copy.deepcopy(PAYLOAD)
    payload["line_items"] = data.draw(st.permutations(payload["line_items"]))
    payload["line_items"][0]["tax_lines"] = data.draw(st.permutations(payload["line_items"][0]["tax_lines"]))
    assert news(PAYLOAD, payload) == []


@given(tags=st.tuples(*[st.sets(st.sampled_from("abcd"))] * 2))
def test_tags_tell_what_came_and_what_went(tags):
    before, after = (order_of(changed(tags=", ".join(sorted(names)))) for names in tags)
    differences = diff.orders(before, after)
    assert {after.tags[one.desired] for one in differences if one.kind == "added"} == tags[1] - tags[0]
    assert {before.tags[one.observed] for one in differences if one.kind == "removed"} == tags[0] - tags[1]
    assert len(differences) == len(tags[0] ^ tags[1])


@given(kept=st.tuples(*[st.sets(st.integers(0, len(PAYLOAD["line_items"]) - 1))] * 2))
def test_lines_that_come_and_go_are_told_once(kept):
    before, after = (
        order_of(changed(line_items=[PAYLOAD["line_items"][place] for place in sorted(places)])) for places in kept
    )
    differences = diff.orders(before, after, parts=["line"])
    ids = [{one.id for one in order.lines} for order in (before, after)]
    assert {after.lines[one.desired].id for one in differences if one.kind == "added"} == ids[1] - ids[0]
    assert {before.lines[one.observed].id for one in differences if one.kind == "removed"} == ids[0] - ids[1]
    assert len(differences) == len(ids[0] ^ ids[1])


def test_parts_limit_the_comparison():
    payload = line(0, current_quantity=0) | {"note": "Ring twice"}
    assert [part for part, *_rest in news(PAYLOAD, payload)] == ["order", "line"]
    assert [part for part, *_rest in news(PAYLOAD, payload, parts=["line"])] == ["line"]
