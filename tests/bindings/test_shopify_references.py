"""People, companies, fulfilments and returns are what a slow, plain reading of their payloads gives.

Compared over every published example, over payloads that Hypothesis makes from the fields' description (ids beyond
2^53, unicode, nulls, unknown states, odd times, empty lists), and over the same with one value changed, where both
readings must agree on whether it is still a payload at all.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossdock_core import shopify
from crossdock_core.errors import DecodeError

from .places import owner_of, places
from .plain import plain
from .published import distinct_examples, encode
from .reference import shopify_companies as companies
from .reference import shopify_fulfilments as fulfilments
from .reference import shopify_people as people
from .reference import shopify_returns as returns
from .reference.shapes import Fields, Kind, Refused, document, made

Read = Callable[[bytes], Any]


class Case(NamedTuple):
    """One kind of payload: its description, its plain reading, and the core's."""

    shape: dict[str, Kind]
    expected: Callable[[Fields], Any]
    read: Read


def _topics() -> dict[str, Case]:
    found: dict[str, tuple[dict[str, Kind], Callable[[Fields], Any]]] = {
        "customers/merge": (people.MERGE, people.merge),
        "customers_email_marketing_consent/update": (people.EMAIL_CONSENT, people.email_consent),
        "customers_marketing_consent/update": (people.SMS_CONSENT, people.sms_consent),
        "customers_whats_app_marketing_consent/update": (people.WHATSAPP, people.whatsapp_consent),
        "customer.tags_added": (people.TAGS, partial(people.tags_change, added=True)),
        "customer.tags_removed": (people.TAGS, partial(people.tags_change, added=False)),
        "customers/data_request": (
            people.DATA_REQUEST,
            partial(people.privacy_request, kind="data_request", orders="orders_requested"),
        ),
        "customers/redact": (
            people.REDACTION,
            partial(people.privacy_request, kind="customer_redact", orders="orders_to_redact"),
        ),
        "shop/redact": (people.SHOP, partial(people.privacy_request, kind="shop_redact", orders=None)),
        "returns/update": (returns.UPDATE, returns.update),
        "reverse_fulfillment_orders/dispose": (returns.DISPOSITIONS, returns.dispositions),
        "reverse_deliveries/attach_deliverable": (returns.DELIVERY, returns.delivery),
    }
    alike: dict[str, tuple[dict[str, Kind], Callable[[Fields], Any]]] = {
        "customers/create customers/disable customers/enable customers/update": (people.CUSTOMER, people.customer),
        "companies/create companies/update": (companies.COMPANY, companies.company),
        "company_contacts/create company_contacts/update": (companies.CONTACT, companies.contact),
        "company_locations/create company_locations/update": (companies.LOCATION, companies.location),
        "company_contact_roles/assign company_contact_roles/revoke": (companies.ASSIGNMENT, companies.assignment),
        "markets/create markets/update": (companies.MARKET, companies.market),
        "fulfillments/create fulfillments/update": (fulfilments.FULFILMENT, fulfilments.fulfilment),
        "fulfillment_events/create fulfillment_events/delete": (fulfilments.EVENT, fulfilments.event),
        "returns/approve returns/cancel returns/close returns/decline returns/reopen returns/request": (
            returns.RETURN,
            returns.whole_return,
        ),
    }
    for names, case in alike.items():
        found |= dict.fromkeys(names.split(), case)
    for topic in shopify.READERS:
        if topic.startswith(("fulfillment_orders/", "fulfillment_holds/")):
            found[topic] = (fulfilments.change_shape(topic), partial(fulfilments.change, topic=topic))
    return {topic: Case(*case, shopify.READERS[topic]) for topic, case in found.items()}


TOPICS = _topics()
NODES = {
    "Customer": Case(people.CUSTOMER_NODE, people.customer_node, shopify.read_customer_node),
    "Company": Case(companies.COMPANY_NODE, companies.company_node, shopify.read_company_node),
    "CompanyContact": Case(companies.CONTACT_NODE, companies.contact_node, shopify.read_company_contact_node),
    "CompanyLocation": Case(companies.LOCATION_NODE, companies.location_node, shopify.read_company_location_node),
    "Market": Case(companies.MARKET_NODE, companies.market_node, shopify.read_market_node),
    "Fulfillment": Case(fulfilments.FULFILMENT_NODE, fulfilments.fulfilment_node, shopify.read_fulfilment_node),
    "FulfillmentOrder": Case(fulfilments.ORDER_NODE, fulfilments.order_node, shopify.read_fulfilment_order_node),
    "Return": Case(returns.RETURN_NODE, returns.return_node, shopify.read_return_node),
}
CASES = TOPICS | NODES
# Topics whose payload and reading are another's need no payloads of their own made.
DISTINCT = {
    name: case
    for name, case in CASES.items()
    if name == next(first for first, other in CASES.items() if other.shape is case.shape)
    or name in ("fulfillment_orders/split", "fulfillment_holds/added", "customer.tags_removed")
}


def comparable(value: Any) -> Any:
    """What is alike is equal, what is not differs: 1 and true, or one moment written with two offsets."""
    if isinstance(value, dict):
        return {name: comparable(one) for name, one in value.items()}
    if isinstance(value, list):
        return [comparable(one) for one in value]
    return value.isoformat() if isinstance(value, datetime) else repr(value)


def test_everybody_who_stands_in_these_areas_has_a_plain_reading() -> None:
    areas = ("customer", "shop/", "compan", "markets", "fulfillment", "return", "reverse_")
    wanted = {topic for topic in shopify.READERS if topic.startswith(areas) and not topic.endswith("s/delete")}
    assert wanted == set(TOPICS) - {"fulfillment_events/delete"}


@pytest.mark.parametrize("example", distinct_examples(TOPICS), ids=lambda example: f"{example[0]}-{example[2][-1]}")
def test_a_published_example_is_what_a_plain_reading_gives(example: tuple[str, bytes, list[str]]) -> None:
    topic, body, _versions = example
    case = TOPICS[topic]
    expected = case.expected(document(case.shape, json.loads(body)))
    assert comparable(plain(case.read(body))) == comparable(expected)


SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@pytest.mark.parametrize("name", DISTINCT)
@settings(max_examples=50, deadline=None, suppress_health_check=SLOW)
@given(data=st.data())
def test_a_made_payload_is_what_a_plain_reading_gives(name: str, data: st.DataObject) -> None:
    case = DISTINCT[name]
    payload = data.draw(made(case.shape))
    expected = case.expected(document(case.shape, payload))
    assert comparable(plain(case.read(encode(payload)))) == comparable(expected)


WRONG = [
    None,
    True,
    -1,
    0,
    1.5,
    2**63,
    2**64,
    "",
    "Zaphod",
    "gid://shopify/Order/0",
    "gid://shopify/Product/7",
    [],
    {},
    [None],
]


@pytest.mark.parametrize("name", DISTINCT)
@settings(max_examples=80, deadline=None, suppress_health_check=SLOW)
@given(data=st.data())
def test_both_readings_agree_on_what_is_no_payload(name: str, data: st.DataObject) -> None:
    case = DISTINCT[name]
    payload = copy.deepcopy(data.draw(made(case.shape)))
    place = data.draw(st.sampled_from(list(places(payload))))
    owner, key = owner_of(payload, place), place[-1]
    if isinstance(owner, dict) and data.draw(st.booleans()):
        del owner[key]
    else:
        owner[key] = data.draw(st.sampled_from(WRONG))
    try:
        expected = comparable(case.expected(document(case.shape, payload)))
    except Refused:
        with pytest.raises(DecodeError) as caught:
            case.read(encode(payload))
        assert "Zaphod" not in str(caught.value)
    else:
        assert comparable(plain(case.read(encode(payload)))) == expected
