"""Values of an order's partners: the core's are those of plain Python, whatever the addresses say."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock_core import sales, shopify

from .published import encode, examples, rich_order
from .reference.partners import partner_values

Json = dict[str, Any]

COUNTRIES = {"US": 233, "CA": 38, "FR": 75}
STATES = {("US", "KY"): 7, ("US", "NY"): 8, ("CA", "ON"): 9}
WHOLE_ORDERS = [found for found in examples("orders") if "line_items" in found[2]]
RICH = rich_order()

# White space of all kinds, and characters whose bytes resemble it.
TEXTS = st.none() | st.text(alphabet="aB1 \t\n\x1c\x85\xa0\u2003\u2028\u3000\u200b\xe2\xc2\u1680é", max_size=12)
CODES = st.none() | st.sampled_from(["US", "CA", "FR", "XX", "us", "KY", "NY", "ON", "|"])
ADDRESS_TEXTS = ("first_name", "last_name", "name", "company", "address1", "address2", "city", "zip", "phone")
ADDRESSES = st.none() | st.fixed_dictionaries(
    {**dict.fromkeys(ADDRESS_TEXTS, TEXTS), "country_code": CODES, "province_code": CODES}
)
CUSTOMERS = st.none() | st.fixed_dictionaries(
    {
        "id": st.just(7),
        **dict.fromkeys(("email", "first_name", "last_name", "phone"), TEXTS),
        "default_address": ADDRESSES,
    }
)


def assert_as_reference(payload: Json) -> None:
    order = shopify.read_order(encode(payload))
    values = sales.PartnerMapping(countries=COUNTRIES, states=STATES).values(order)
    expected = partner_values(order, COUNTRIES, STATES)
    assert values == expected
    for one, other in zip(values, expected, strict=True):
        assert one is None or {name: type(value) for name, value in one.items()} == {
            name: type(value) for name, value in (other or {}).items()
        }


@pytest.mark.parametrize("payload", [found[2] for found in WHOLE_ORDERS], ids=[found[0] for found in WHOLE_ORDERS])
def test_published_orders_have_the_partners_of_the_reference(payload: Json) -> None:
    assert_as_reference(payload)


@given(st.fixed_dictionaries({"billing_address": ADDRESSES, "shipping_address": ADDRESSES, "customer": CUSTOMERS}))
def test_any_texts_have_the_partners_of_the_reference(people: Json) -> None:
    assert_as_reference({**RICH, **people})


def test_the_customer_and_the_addresses_are_dictionaries_of_their_own() -> None:
    order = shopify.read_order(encode(RICH))
    mapping = sales.PartnerMapping(countries=COUNTRIES, states=STATES)
    first, second = mapping.values(order), mapping.values(order)
    assert first == second
    for values in first:
        assert values is not None
        values.clear()
    assert mapping.values(order) == second


def test_a_name_alone_is_no_address_and_still_names_the_customer() -> None:
    payload = copy.deepcopy(RICH)
    payload |= {"customer": None, "billing_address": {"name": "Bob"}, "shipping_address": {"first_name": "Steve"}}
    assert_as_reference(payload)
    order = shopify.read_order(encode(payload))
    customer, delivery, invoice = sales.PartnerMapping(countries={}, states={}).values(order)
    assert customer["name"] == "Bob"
    assert delivery is None and invoice is None


def test_an_order_without_people_still_makes_a_customer() -> None:
    payload = copy.deepcopy(RICH)
    payload |= {"customer": None, "billing_address": None, "shipping_address": None, "email": None, "phone": None}
    order = shopify.read_order(encode(payload))
    values = sales.PartnerMapping(countries=COUNTRIES, states=STATES).values(order)
    nobody = {"name": False, "email": False, "phone": False, "company_id": False, "customer_rank": 1}
    assert values == (nobody, None, None)


@pytest.mark.parametrize(
    ("countries", "states", "error"),
    [
        ({"US": "233"}, {}, TypeError),
        ({}, {("US",): 7}, ValueError),
        ({}, {"US": 7}, TypeError),
        ({}, {("US", 1): 7}, TypeError),
        ({}, {("US", "KY"): 7.0}, TypeError),
        ({}, {("US", "KY"): 2**63}, OverflowError),
    ],
)
def test_a_mapping_of_other_types_is_refused(countries: Any, states: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        sales.PartnerMapping(countries=countries, states=states)
