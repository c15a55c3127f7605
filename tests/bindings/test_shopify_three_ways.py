"""The same person, company, fulfilment or return gives one value, whether it came as webhook, as node or in a bulk file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from crossdock_core import shopify

from . import node_of
from .bulk_lines import flattened, jsonl
from .plain import plain
from .published import encode
from .reference import shopify_companies as companies
from .reference import shopify_fulfilments as fulfilments
from .reference import shopify_people as people
from .reference import shopify_returns as returns
from .reference.shapes import Json, Kind, connection, made, many, part, said, said_state

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
examples = settings(max_examples=60, deadline=None, suppress_health_check=SLOW)

# A text and a state that are there: what a node always tells, and a webhook may leave empty.
word = Kind(said.read, said.made.filter(bool))
named_state = Kind(said_state.read, said_state.made.filter(bool))


def as_nodes(value: Any) -> Any:
    """A node whose connections are all written as {nodes: [...]}."""
    if isinstance(value, list):
        return [as_nodes(one) for one in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("edges"), list):
        return {"nodes": [as_nodes(edge["node"]) for edge in value["edges"]]}
    return {name: as_nodes(one) for name, one in value.items()}


def bulk_file(*roots: Json) -> bytes:
    """Nodes as the lines of a bulk file, where nobody who has children shares an id with another."""
    lines = [line for root in roots for line in flattened(root)]
    count = Counter(line["id"] for line in lines)
    assume(all(count[line["__parentId"]] == 1 for line in lines if "__parentId" in line))
    return jsonl(lines)


def without(value: Json, *names: str) -> Json:
    return {name: one for name, one in value.items() if name not in names}


@pytest.mark.parametrize(
    ("shape", "read_node", "read_bulk"),
    [
        (people.CUSTOMER_NODE, shopify.read_customer_node, shopify.read_customers_jsonl),
        (companies.COMPANY_NODE, shopify.read_company_node, shopify.read_companies_jsonl),
        (fulfilments.ORDER_NODE, shopify.read_fulfilment_order_node, shopify.read_fulfilment_orders_jsonl),
    ],
    ids=["Customer", "Company", "FulfillmentOrder"],
)
@examples
@given(data=st.data())
def test_any_node_is_equal_to_the_lines_of_a_bulk_file(
    shape: dict[str, Kind],
    read_node: Callable[[bytes], Any],
    read_bulk: Callable[[bytes], shopify.BulkCustomers],
    data: st.DataObject,
) -> None:
    node = as_nodes(data.draw(made(shape)))
    found = read_bulk(bulk_file(node))
    assert (found.errors, found.complete) == ([], True)
    assert found.objects == [read_node(encode(node))]


@examples
@given(made(returns.ORDER_NODE | {"returns": connection(returns.RETURN_NODE)}))
def test_any_return_is_equal_to_the_lines_of_a_bulk_file_of_orders(order: Json) -> None:
    order = as_nodes(order)
    within = [without(one, "order") for one in order["returns"]["nodes"]]
    found = shopify.read_returns_jsonl(bulk_file(order | {"returns": {"nodes": within}}))
    named = [encode(one | {"order": {"id": order["id"]}}) for one in within]
    assert (found.errors, found.complete) == ([], True)
    assert found.objects == [shopify.read_return_node(one) for one in named]


WHOLE_CONSENT = part(people.CONSENT | {"state": named_state})
WHOLE_CUSTOMER = people.CUSTOMER | {
    "state": named_state,
    "tags": said,
    "currency": word,
    "verified_email": people.flag,
    "email_marketing_consent": Kind(WHOLE_CONSENT.read, WHOLE_CONSENT.made, optional=True),
    "sms_marketing_consent": Kind(WHOLE_CONSENT.read, WHOLE_CONSENT.made, optional=True),
}


@examples
@given(made(WHOLE_CUSTOMER))
def test_a_customer_is_equal_all_three_ways(payload: Json) -> None:
    home = payload.get("default_address") or {}
    for address in payload.get("addresses") or []:
        address["default"] = address["id"] == home.get("id")
    node = node_of.customer(payload)
    told = shopify.read_customer(encode(payload))
    assert told == shopify.read_customer_node(encode(node))
    assert shopify.read_customers_jsonl(bulk_file(node)).objects == [told]


TAXES = part({"tax_registration_id": people.words, "tax_exempt": people.maybe(people.flag)})


@examples
@given(
    made(companies.COMPANY),
    st.lists(made(companies.CONTACT), max_size=2, unique_by=lambda one: one["admin_graphql_api_id"]),
    st.lists(
        made(companies.LOCATION | {"tax_settings": TAXES}),
        max_size=2,
        unique_by=lambda one: one["admin_graphql_api_id"],
    ),
)
def test_a_company_and_its_parts_are_equal_all_three_ways(
    payload: Json, contacts: list[Json], locations: list[Json]
) -> None:
    head = shopify.read_company(encode(payload))
    for part_of_it in [*contacts, *locations]:
        part_of_it["company"] = payload
    people_of_it = [shopify.read_company_contact(encode(one)) for one in contacts]
    places_of_it = [shopify.read_company_location(encode(one)) for one in locations]
    contact_nodes, location_nodes = [*map(node_of.contact, contacts)], [*map(node_of.location, locations)]
    assert people_of_it == [shopify.read_company_contact_node(encode(one)) for one in contact_nodes]
    assert places_of_it == [shopify.read_company_location_node(encode(one)) for one in location_nodes]

    tree = node_of.company(payload) | {"contacts": {"nodes": contact_nodes}, "locations": {"nodes": location_nodes}}
    whole = shopify.read_company_node(encode(tree))
    assert shopify.read_companies_jsonl(bulk_file(tree)).objects == [whole]
    assert (whole.contacts, whole.locations) == (people_of_it, places_of_it)
    assert without(plain(whole), "contacts", "locations") == without(plain(head), "contacts", "locations")


@examples
@given(made(companies.MARKET | {"status": named_state, "type": named_state}))
def test_a_market_is_equal_as_webhook_and_as_node(payload: Json) -> None:
    told = shopify.read_market(encode(payload))
    asked = shopify.read_market_node(encode(node_of.market(payload)))
    assert asked.handle == "handle"
    assert without(plain(told), "handle") == without(plain(asked), "handle")


WHOLE_ORDER = fulfilments.ORDER | {
    "status": named_state,
    "request_status": named_state,
    "fulfillment_holds": many(part(fulfilments.HOLD | {"id": fulfilments.gid("FulfillmentHold")})),
    "assigned_location_id": Kind(said.read, fulfilments.gid("Location").made, optional=True),
}
ON_ITS_WAY = Kind(said_state.read, st.sampled_from(["in_transit", "delivered", "newer"]), optional=True)


@examples
@given(made(fulfilments.FULFILMENT | {"service": word, "shipment_status": ON_ITS_WAY}), made(WHOLE_ORDER))
def test_a_fulfilment_is_equal_all_three_ways_but_for_its_lines_own_ids(payload: Json, order: Json) -> None:
    told = plain(shopify.read_fulfilment(encode(payload)))
    node = node_of.fulfilment(payload)
    asked = shopify.read_fulfilment_node(encode(node))
    # The node's own were made up by their place.
    assert [line["id"] for line in plain(asked)["lines"]] == list(range(1, len(told["lines"]) + 1))
    assert {line["id"] for line in told["lines"]} <= {None}
    assert without(plain(asked), "lines") == without(told, "lines")
    assert [without(line, "id") for line in plain(asked)["lines"]] == [without(line, "id") for line in told["lines"]]

    around = node_of.fulfilment_order(order, [node])
    (bulk,) = shopify.read_fulfilment_orders_jsonl(bulk_file(around)).objects
    assert bulk.fulfilments == [asked]


TOLD_OF_AN_ORDER = ["id", "status", "request_status", "assigned_location_id", "fulfil_at", "holds"]


@examples
@given(made(WHOLE_ORDER))
def test_a_fulfilment_order_is_equal_all_three_ways_as_far_as_webhooks_tell(payload: Json) -> None:
    topic = "fulfillment_orders/order_routing_complete"
    told = shopify.read_fulfilment_order_change(encode({"fulfillment_order": payload}), topic).fulfilment_order
    node = node_of.fulfilment_order(payload, [])
    asked = shopify.read_fulfilment_order_node(encode(node))
    assert [getattr(told, name) for name in TOLD_OF_AN_ORDER] == [getattr(asked, name) for name in TOLD_OF_AN_ORDER]
    assert told.delivery_method == asked.delivery_method
    assert shopify.read_fulfilment_orders_jsonl(bulk_file(node)).objects == [asked]


@examples
@given(made(returns.RETURN | {"order": part(returns.NUMBERED), "name": word}))
def test_a_return_is_equal_all_three_ways_but_for_its_times(payload: Json) -> None:
    for one in payload.get("return_line_items") or []:
        # A line's number is its id among the lines of a return, whichever kind they are of.
        assume(sum(one["id"] == other["id"] for other in payload["return_line_items"]) == 1)
    told = shopify.read_return(encode(payload))
    node = node_of.whole_return(payload)
    asked = shopify.read_return_node(encode(node))
    assert asked.created_at is not None and told.created_at is None
    assert without(plain(asked), "created_at") == without(plain(told), "created_at")
    order = {"id": node["order"]["id"], "returns": {"nodes": [without(node, "order")]}}
    assert shopify.read_returns_jsonl(bulk_file(order)).objects == [asked]
