"""Whole orders in depth: what each way tells, the same values whichever way, and as a plain reference reads them."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any

import pytest
from graphql import GraphQLSchema, execute, parse, validate
from graphql.execution.values import get_variable_values
from hypothesis import HealthCheck, given, settings

from crossdock_core import shopify
from crossdock_core.errors import DecodeError
from tests.bindings.bulk_lines import flattened, jsonl
from tests.bindings.made_orders import lines as made_lines
from tests.bindings.made_orders import orders as made_orders
from tests.bindings.order_node import bags, money_node, order_node
from tests.bindings.plain import one_sided, plain
from tests.bindings.published import (
    REPOSITORY,
    bag,
    encode,
    example,
    examples,
    rich_order,
    schema,
    with_one_sided_sections,
)
from tests.bindings.reference import shopify_orders as reference
from tests.bindings.whole_orders import whole_order
from tests.contract.store_client import FULL_ORDER, StoreClient
from tests.simulators.common.process import SimulatorProcess
from tests.simulators.shopify.cost import SINGLE_COST_MAX, Meter

VERSIONS = ["2026-01", "2026-04", "2026-07", "2026-10"]
GRAPHQL = REPOSITORY / "odoo_addon" / "crossdock" / "sync" / "shopify" / "graphql"
FRAGMENTS = ("order_fragment.graphql", "order_facts_fragment.graphql")
FRAGMENT = "\n".join((GRAPHQL / name).read_text(encoding="utf-8") for name in FRAGMENTS)
MONEY = (REPOSITORY / "tests" / "bindings" / "graphql" / "order_money_fragment.graphql").read_text(encoding="utf-8")
WHOLE_ORDER = "query Read($id: ID!) { order(id: $id) { ...OrderFields ...OrderMoneyFields } }\n" + FRAGMENT + MONEY
FULL = [entry for entry in examples("orders") if "line_items" in entry[2]]

# What one of the two tells alone.
ONLY_QUERIED = {
    *(
        "additional_fees",
        "risk",
        "total_refund_discrepancy",
        "transactions",
        "refunds.total",
        "refunds.presentment_total",
    ),
    *("refunds.transactions.fees", "refunds.transactions.shop_amount", "refunds.transactions.shop_currency"),
    "fulfilments.lines.id",
}
TOLD_BY_ONE_OF_ANY_ORDER = ONLY_QUERIED | {"customer.email_consent.collected_from"}
ONLY_CARRIED = {"refunds.transactions.message", "refunds.transactions.source_name"}


@pytest.mark.parametrize("entry", FULL, ids=lambda entry: f"{entry[0]}-{entry[1]}")
def test_every_published_order_is_read_as_the_reference_reads_it(entry: tuple[str, str, dict[str, Any]]) -> None:
    _version, topic, payload = entry
    assert plain(shopify.read_order(encode(payload), topic)) == reference.order(payload)


def test_a_rich_order_is_read_as_the_reference_reads_it() -> None:
    payload = rich_order()
    order = plain(shopify.read_order(encode(payload)))
    assert order == reference.order(payload)
    told_by_queries = {"additional_fees", "risk", "transactions", "total_refund_discrepancy"}
    assert {name for name, value in order.items() if value is None} == told_by_queries


@settings(max_examples=150, deadline=None)
@given(made_orders())
def test_any_order_is_read_as_the_reference_reads_it(payload: dict[str, Any]) -> None:
    assert plain(shopify.read_order(encode(payload))) == reference.order(payload)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made_orders())
def test_any_order_is_equal_as_webhook_as_node_and_as_lines_in_all_that_they_tell(made: dict[str, Any]) -> None:
    payload = whole_order(made)
    node = order_node(payload)
    for one in bags(node):
        one["presentmentMoney"]["currencyCode"] = payload["presentment_currency"]
    carried, queried = plain(shopify.read_order(encode(payload))), shopify.read_order_node(encode(node))
    assert carried == reference.order(payload)
    # A node tells groups through the lines that are in one.
    ungrouped = set() if payload["line_item_groups"] else {"line_groups"}
    assert one_sided(plain(queried), carried) <= TOLD_BY_ONE_OF_ANY_ORDER | ungrouped
    lines = flattened(node)
    [listed] = shopify.read_orders_jsonl(jsonl([*lines[1:], lines[0]])).objects
    # A file cannot tell that there are no returns.
    assert one_sided(plain(listed), plain(queried)) <= {"return_ids"}
    assert listed == queried or queried.return_ids == []


@settings(max_examples=3, deadline=None)
@given(made_lines(("USD", "EUR")))
def test_an_order_of_three_hundred_lines_is_read_as_the_reference_reads_it(line: dict[str, Any]) -> None:
    payload = rich_order()
    payload["line_items"] = [line | {"id": number} for number in range(1, 301)]
    assert plain(shopify.read_order(encode(payload))) == reference.order(payload)


@pytest.mark.parametrize("version", VERSIONS)
def test_an_order_asked_for_with_all_its_money_equals_its_webhook_in_all_that_both_tell(version: str) -> None:
    payload = with_one_sided_sections(rich_order())
    published = schema(version)
    assert validate(published, parse(WHOLE_ORDER)) == []
    answer = execute(
        published,
        parse(WHOLE_ORDER),
        {"order": money_node(payload)},
        variable_values={"id": payload["admin_graphql_api_id"]},
    )
    assert answer.errors is None
    queried, carried = shopify.read_order_node(encode(answer.data["order"])), shopify.read_order(encode(payload))
    places = one_sided(plain(queried), plain(carried))
    assert places - {"customer.email_consent.collected_from"} == ONLY_QUERIED | ONLY_CARRIED
    assert queried == shopify.read_order_node(encode(money_node(payload)))


def test_an_order_with_all_its_money_is_equal_as_node_and_as_lines() -> None:
    node = money_node(with_one_sided_sections(rich_order()))
    lines = flattened(node)
    [order] = shopify.read_orders_jsonl(jsonl([*lines[1:], lines[0]])).objects
    assert order == shopify.read_order_node(encode(node))


def test_what_a_query_alone_tells_is_kept() -> None:
    order = shopify.read_order_node(encode(money_node(with_one_sided_sections(rich_order()))))
    assert order.risk and order.risk.recommendation == "investigate"
    [assessment] = order.risk.assessments
    assert (assessment.level, assessment.provider_app_id) == ("medium", 9007199254741035)
    assert [(fact.description, fact.sentiment) for fact in assessment.facts] == [("Paid from afar", "negative")]
    assert order.additional_fees is not None
    assert [(fee.name, fee.price, fee.tax_lines) for fee in order.additional_fees] == [
        ("Import fee", Decimal("1.05"), [])
    ]
    assert order.total_refund_discrepancy == Decimal("-0.5")
    assert order.transactions is not None and order.refunds is not None
    [transaction] = order.transactions
    assert (transaction.kind, transaction.amount, transaction.currency) == ("refund", Decimal("98.765"), "EUR")
    assert (transaction.shop_amount, transaction.shop_currency) == (Decimal("88.8885"), "USD")
    assert (transaction.order_id, transaction.parent_id) == (order.id, 9007199254741029)
    assert transaction.fees is not None
    assert [(fee.type, fee.amount, fee.rate) for fee in transaction.fees] == [
        ("processing_fee", Decimal("0.59"), Decimal("0.029"))
    ]
    assert order.refunds[0].transactions == [transaction]
    assert order.refunds[0].total == Decimal("112.87")


def test_sections_that_were_not_told_are_none_and_those_that_hold_nothing_empty() -> None:
    payload = rich_order()
    for key in ("refunds", "fulfillments", "returns", "line_item_groups"):
        payload[key] = []
    payload["line_items"][0]["duties"] = []
    order = shopify.read_order(encode(payload))
    assert [order.refunds, order.fulfilments, order.return_ids, order.line_groups, order.lines[0].duties] == [[]] * 5
    assert [order.transactions, order.risk, order.additional_fees] == [None] * 3
    for key in ("refunds", "fulfillments", "returns", "line_item_groups"):
        del payload[key]
    del payload["line_items"][0]["duties"]
    order = shopify.read_order(encode(payload))
    assert [order.refunds, order.fulfilments, order.return_ids, order.line_groups, order.lines[0].duties] == [None] * 5
    bare = order_node(rich_order())
    for key in ("refunds", "fulfillments", "returns", "app", "risk", "paymentTerms", "purchasingEntity"):
        bare.pop(key, None)
    for line in bare["lineItems"]["nodes"]:
        del line["lineItemGroup"], line["duties"]
    order = shopify.read_order_node(encode(bare))
    assert [order.refunds, order.fulfilments, order.return_ids, order.line_groups, order.lines[0].duties] == [None] * 5
    assert [order.transactions, order.risk, order.payment_terms, order.company, order.app_id] == [None] * 5


def test_a_file_does_not_claim_that_there_are_no_returns() -> None:
    node = order_node(rich_order())
    node["returns"]["nodes"] = []
    assert shopify.read_order_node(encode(node)).return_ids == []
    [order] = shopify.read_orders_jsonl(jsonl(flattened(node))).objects
    assert order.return_ids is None


def test_the_buyers_currency_is_the_stores_where_they_are_the_same_and_else_only_where_it_is_told() -> None:
    payload = rich_order()
    for key in ("price_set", "total_discount_set"):
        del payload["line_items"][0][key]
    line = shopify.read_order(encode(payload)).lines[0]
    assert (line.presentment_price, line.presentment_total_discount) == (None, None)
    same = copy.deepcopy(example("orders/create"))
    del same["line_items"][0]["price_set"]
    assert shopify.read_order(encode(same)).lines[0].presentment_price == Decimal("89.99")
    node = order_node(rich_order())
    del node["lineItems"]["nodes"][0]["originalUnitPriceSet"]["presentmentMoney"]
    assert shopify.read_order_node(encode(node)).lines[0].presentment_price is None


def test_an_amount_in_neither_of_the_orders_currencies_is_refused() -> None:
    payload = rich_order()
    payload["line_items"][1]["tax_lines"] = [{"title": "T", "price_set": bag("1.00", presentment=("1.00", "CHF"))}]
    with pytest.raises(DecodeError) as caught:
        shopify.read_order(encode(payload))
    assert caught.value.path == "$.line_items[1].tax_lines[0].price_set.presentment_money.currency_code"
    payload = rich_order()
    payload["refunds"][0]["refund_line_items"][0]["subtotal_set"]["shop_money"]["currency_code"] = "CHF"
    with pytest.raises(DecodeError) as caught:
        shopify.read_order(encode(payload))
    assert caught.value.path == "$.refunds[0].refund_line_items[0].subtotal_set.shop_money.currency_code"


def test_custom_lines_gift_cards_tips_and_components_of_bundles_are_told_apart() -> None:
    payload = rich_order()
    payload["line_items"][0] |= {
        "variant_id": None,
        "product_id": None,
        "tip_payment_gateway": "shopify_payments",
        "tip_payment_method": "Visa",
    }
    order = shopify.read_order(encode(payload))
    tip, gift_card, part = order.lines[:3]
    assert (tip.is_custom, tip.tip_payment_gateway, tip.tip_payment_method) == (True, "shopify_payments", "Visa")
    assert (gift_card.gift_card, gift_card.is_custom, gift_card.tip_payment_gateway) == (True, False, None)
    assert order.line_groups is not None
    [group] = [group for group in order.line_groups if group.id == part.group_id]
    assert (group.title, group.quantity, group.sku) == ("Summer set", 1, "SET-1")
    assert group.properties == [("wrapped", "yes")]
    assert tip.group_id is None


@pytest.mark.parametrize(
    "groups",
    [
        [{"title": "no id"}],
        [{"id": "gid://shopify/LineItemGroup/1"}],
        [{"id": 0}],
        [{"id": 7, "title": 3, "quantity": "2"}],
    ],
)
def test_an_order_is_not_refused_for_the_form_of_its_bundles(groups: list[dict[str, Any]]) -> None:
    payload = rich_order()
    payload["line_item_groups"] = groups
    found = shopify.read_order(encode(payload)).line_groups
    assert found is not None and [group.id for group in found] == [7] * (groups[0].get("id") == 7)


def test_consent_in_an_orders_customer_is_told_by_old_webhooks_and_by_queries() -> None:
    customer = shopify.read_order(encode(example("orders/create", "2024-10"))).customer
    assert customer and customer.email_consent and customer.email_consent.state == "not_subscribed"
    customer = shopify.read_order(encode(example("orders/create", "2026-07"))).customer
    assert customer and customer.email_consent is None
    customer = shopify.read_order_node(encode(order_node(rich_order()))).customer
    assert customer and customer.email_consent and customer.email_consent.state == "subscribed"


def test_the_addons_query_of_a_store_gives_the_order_of_its_webhook() -> None:
    read = (GRAPHQL / "orders_read.graphql").read_text(encoding="utf-8") + FRAGMENT
    with SimulatorProcess("shopify") as process:
        store = StoreClient(process)
        store.products(2)
        made = store.sim.post("/_sim/orders", {"orders": [FULL_ORDER]})["orders"][0]
        [payload] = store.sim.get("/_sim/state")["orders"]
        [node] = store.data(read, {"ids": [f"gid://shopify/Order/{made['id']}"]})["nodes"]
    queried, carried = shopify.read_order_node(encode(node)), shopify.read_order(encode(payload))
    assert one_sided(plain(queried), plain(carried)) == {
        *("customer.email_consent", "risk", "total_refund_discrepancy"),
        *("refunds", "fulfilments", "return_ids", "lines.duties"),
    }


def cost(published: GraphQLSchema, text: str, variables: dict[str, Any]) -> int:
    document = parse(text)
    operation: Any = document.definitions[0]
    values = get_variable_values(published, operation.variable_definitions, variables)
    return Meter(published, document, values).requested(operation)  # type: ignore[arg-type]


def test_three_orders_fit_into_one_query_and_one_with_all_its_money() -> None:
    published = schema("2026-10")
    source = (GRAPHQL.parent / "orders_read.py").read_text(encoding="utf-8")
    assert "ORDERS_PER_READ_MAX = 3" in source
    read = (GRAPHQL / "orders_read.graphql").read_text(encoding="utf-8") + FRAGMENT
    gids = [f"gid://shopify/Order/{number}" for number in range(1, 5)]
    assert cost(published, read, {"ids": gids[:3]}) <= SINGLE_COST_MAX < cost(published, read, {"ids": gids})
    assert cost(published, WHOLE_ORDER, {"id": gids[0]}) <= SINGLE_COST_MAX
