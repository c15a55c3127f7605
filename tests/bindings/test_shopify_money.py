"""Refunds, transactions, tenders, disputes, payouts and news about orders: what Shopify sends becomes plain values."""

from __future__ import annotations

import copy
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

import pytest
from graphql import parse, validate
from hypothesis import given, settings
from hypothesis import strategies as st

from crossdock_core import shopify
from crossdock_core.errors import DecodeError
from tests.bindings.bulk_lines import jsonl
from tests.bindings.made_orders import currencies, refunds
from tests.bindings.made_orders import transactions as made_transactions
from tests.bindings.order_node import money_node, transaction
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

Json = dict[str, Any]
VERSIONS = ["2026-01", "2026-04", "2026-07", "2026-10"]
ACCOUNT = (REPOSITORY / "tests" / "bindings" / "graphql" / "payments_account.graphql").read_text(encoding="utf-8")

REFERENCES = {
    "refunds": (shopify.read_refund, reference.refund),
    "order_transactions": (shopify.read_transaction, reference.transaction),
    "tender_transactions": (shopify.read_tender_transaction, reference.tender),
    "disputes": (shopify.read_dispute, reference.dispute),
}


@pytest.mark.parametrize("resource", REFERENCES)
def test_every_published_example_is_read_as_the_reference_reads_it(resource: str) -> None:
    read, expected = REFERENCES[resource]
    found = examples(resource)
    assert len({version for version, _topic, _payload in found}) >= 13
    for _version, _topic, payload in found:
        assert plain(read(encode(payload))) == expected(payload)


@settings(max_examples=150, deadline=None)
@given(st.tuples(currencies, currencies).flatmap(refunds))
def test_any_refund_is_read_as_the_reference_reads_it_alone_and_within_an_order(payload: Json) -> None:
    alone = shopify.read_refund(encode(payload))
    assert plain(alone) == reference.refund(payload)
    order = in_currencies(rich_order(), alone.currency, alone.presentment_currency)
    order |= {"currency": alone.currency, "presentment_currency": alone.presentment_currency, "refunds": [payload]}
    assert shopify.read_order(encode(order)).refunds == [alone]


def in_currencies(value: Any, shop: str, buyer: str) -> Any:
    if isinstance(value, list):
        return [in_currencies(one, shop, buyer) for one in value]
    if not isinstance(value, dict):
        return value
    made = {key: in_currencies(one, shop, buyer) for key, one in value.items()}
    if "shop_money" in made:
        made["shop_money"]["currency_code"], made["presentment_money"]["currency_code"] = shop, buyer
    return made


@settings(max_examples=150, deadline=None)
@given(made_transactions)
def test_any_transaction_is_read_as_the_reference_reads_it(payload: Json) -> None:
    assert plain(shopify.read_transaction(encode(payload))) == reference.transaction(payload)


def test_a_refund_is_equal_as_webhook_as_node_and_within_its_order() -> None:
    order = with_one_sided_sections(rich_order())
    [payload] = order["refunds"]
    [node] = money_node(order)["refunds"]
    node["order"] = {"id": order["admin_graphql_api_id"]}
    carried, queried = shopify.read_refund(encode(payload)), shopify.read_refund_node(encode(node))
    assert one_sided(plain(queried), plain(carried)) == {
        *("total", "presentment_total", "transactions.fees", "transactions.shop_amount", "transactions.shop_currency"),
        *("transactions.message", "transactions.source_name"),
    }
    assert shopify.read_order(encode(order)).refunds == [carried]
    assert shopify.read_order_node(encode(money_node(order))).refunds == [queried]
    assert (carried.currency, carried.presentment_currency) == ("USD", "EUR")
    assert carried.adjustments is not None and carried.adjustments[0].reason == "refund_discrepancy"


def test_a_refund_that_names_more_than_two_currencies_is_refused() -> None:
    payload = copy.deepcopy(example("refunds/create"))
    payload["refund_line_items"][3]["total_tax_set"] = bag("0.00", "CAD")
    with pytest.raises(DecodeError) as caught:
        shopify.read_refund(encode(payload))
    assert caught.value.path == "$.refund_line_items[3].total_tax_set.shop_money.currency_code"


def test_a_refund_says_what_it_was_not_told() -> None:
    refund = shopify.read_refund(b'{"id": 1}')
    assert [refund.lines, refund.shipping_lines, refund.adjustments, refund.duties, refund.transactions] == [None] * 5
    assert [refund.currency, refund.presentment_currency, refund.total] == [None] * 3
    refund = shopify.read_refund_node(b'{"id": "gid://shopify/Refund/9007199254740993"}')
    assert (refund.id, refund.lines, refund.order_id) == (9007199254740993, None, None)


@pytest.mark.parametrize("connection", ["refundLineItems", "refundShippingLines", "orderAdjustments", "transactions"])
def test_a_refund_with_more_pages_is_refused_as_incomplete(connection: str) -> None:
    [node] = money_node(with_one_sided_sections(rich_order()))["refunds"]
    node[connection]["pageInfo"]["hasNextPage"] = True
    with pytest.raises(DecodeError, match="incomplete") as caught:
        shopify.read_refund_node(encode(node))
    assert caught.value.path == f"$.{connection}.pageInfo.hasNextPage"


def test_a_transaction_is_equal_as_webhook_and_as_node() -> None:
    payload = with_one_sided_sections(rich_order())["refunds"][0]["transactions"][0]
    node = transaction(payload) | {"order": {"id": f"gid://shopify/Order/{payload['order_id']}"}}
    carried, queried = shopify.read_transaction(encode(payload)), shopify.read_transaction_node(encode(node))
    assert one_sided(plain(queried), plain(carried)) == {
        "fees",
        "shop_amount",
        "shop_currency",
        "message",
        "source_name",
    }
    assert (carried.error_code, carried.rounding, carried.unsettled) == (
        "card_declined",
        Decimal("-0.02"),
        Decimal("1.25"),
    )


def test_a_tender_is_equal_as_webhook_as_node_and_as_line() -> None:
    payload = copy.deepcopy(example("tender_transactions/create"))
    payload |= {"id": 9007199254740993, "processed_at": "2021-12-31T19:00:00-05:00", "amount": "-419.955"}
    payload["payment_details"] = {"credit_card_number": "1", "credit_card_company": "Visa"}
    node = {
        "id": "gid://shopify/TenderTransaction/9007199254740993",
        "order": {"id": f"gid://shopify/Order/{payload['order_id']}"},
        "amount": {"amount": "-419.955", "currencyCode": "USD"},
        "paymentMethod": "unknown",
        "processedAt": "2022-01-01T00:00:00Z",
        "remoteReference": "1001",
        "test": False,
        "transactionDetails": {"creditCardCompany": "Visa"},
    }
    tender = shopify.read_tender_transaction(encode(payload))
    assert tender == shopify.read_tender_transaction_node(encode(node))
    assert shopify.read_tender_transactions_jsonl(jsonl([node])).objects == [tender]
    assert plain(tender) == reference.tender(payload)


def dispute_node(payload: Json, day: bool) -> Json:
    def moment(key: str) -> str | None:
        given = payload[key]
        if given is None:
            return None
        utc = datetime.fromisoformat(given).astimezone(timezone.utc)
        return utc.strftime("%Y-%m-%d" if day else "%Y-%m-%dT%H:%M:%SZ")

    return {
        "id": f"gid://shopify/ShopifyPaymentsDispute/{payload['id']}",
        "order": {"id": f"gid://shopify/Order/{payload['order_id']}"},
        "type": payload["type"].upper(),
        "status": payload["status"].upper(),
        "reasonDetails": {
            "reason": payload["reason"].upper(),
            "networkReasonCode": payload["network_reason_code"],
        },
        "amount": {"amount": "11.5", "currencyCode": payload["currency"]},
        "initiatedAt": "2022-01-01T00:00:00Z",
        "evidenceDueBy": moment("evidence_due_by"),
        "evidenceSentOn": moment("evidence_sent_on"),
        "finalizedOn": moment("finalized_on"),
    }


def test_a_dispute_is_equal_as_webhook_as_node_and_as_line_with_moments_or_days() -> None:
    payload = copy.deepcopy(example("disputes/create")) | {"evidence_sent_on": "2022-01-02T19:00:00-05:00"}
    carried = shopify.read_dispute(encode(payload))
    # The example's times are midnights in UTC, as a day's first moment is.
    for day in (False, True):
        node = dispute_node(payload, day)
        assert shopify.read_dispute_node(encode(node)) == carried
        assert shopify.read_disputes_jsonl(jsonl([node])).objects == [carried]
    with pytest.raises(DecodeError) as caught:
        shopify.read_dispute_node(encode(dispute_node(payload, True) | {"evidenceDueBy": "2021-02-30"}))
    assert caught.value.path == "$.evidenceDueBy"


def money(amount: str, currency: str = "EUR") -> Json:
    return {"amount": amount, "currencyCode": currency}


def payout_node() -> Json:
    names = (
        *("chargesGross", "chargesFee", "refundsFeeGross", "refundsFee", "adjustmentsGross", "adjustmentsFee"),
        *("reservedFundsGross", "reservedFundsFee", "retriedPayoutsGross", "retriedPayoutsFee"),
        *("advanceGross", "advanceFees", "usdcRebateCreditAmount"),
    )
    return {
        "id": "gid://shopify/ShopifyPaymentsPayout/9007199254740993",
        "issuedAt": "2026-11-20T00:00:00Z",
        "status": "IN_TRANSIT",
        "transactionType": "DEPOSIT",
        "net": money("1234.5"),
        "externalTraceId": "trace-1",
        "summary": {name: money(f"{number}.25") for number, name in enumerate(names)},
    }


def balance_node(type_name: str = "CHARGEBACK_FEE") -> Json:
    return {
        "id": "gid://shopify/ShopifyPaymentsBalanceTransaction/9007199254740995",
        "type": type_name,
        "test": False,
        "amount": money("-15.0"),
        "fee": money("0.0"),
        "net": money("-15.0"),
        "transactionDate": "2026-11-19T10:00:00Z",
        "sourceType": "DISPUTE",
        "sourceId": "9007199254740997",
        "sourceOrderTransactionId": 9007199254740999,
        "associatedOrder": {"id": "gid://shopify/Order/9007199254741001", "name": "#1001"},
        "associatedPayout": {"id": "gid://shopify/ShopifyPaymentsPayout/9007199254740993", "status": "PAID"},
        "adjustmentReason": None,
        "adjustmentsOrders": [
            {
                "orderTransactionId": "9007199254741003",
                "name": "#1002",
                "amount": money("-1.5"),
                "fees": money("0.1"),
                "net": money("-1.6"),
            }
        ],
    }


def test_a_payout_is_equal_as_node_and_as_line() -> None:
    payout = shopify.read_payout_node(encode(payout_node()))
    assert shopify.read_payouts_jsonl(jsonl([payout_node()])).objects == [payout]
    assert (payout.id, payout.status, payout.type) == (9007199254740993, "in_transit", "deposit")
    assert (payout.net, payout.currency, payout.external_trace_id) == (Decimal("1234.5"), "EUR", "trace-1")
    assert payout.issued_at == datetime(2026, 11, 20, tzinfo=timezone.utc)
    assert payout.summary is not None
    parts = payout.summary
    found = [
        parts.charges,
        parts.refunds,
        parts.adjustments,
        parts.reserved_funds,
        parts.retried_payouts,
        parts.advances,
    ]
    assert [(part.gross, part.fee) for part in found] == [
        (Decimal(f"{number}.25"), Decimal(f"{number + 1}.25")) for number in range(0, 12, 2)
    ]
    assert parts.usdc_rebates == Decimal("12.25")
    mixed = payout_node()
    mixed["summary"]["advanceFees"]["currencyCode"] = "USD"
    with pytest.raises(DecodeError) as caught:
        shopify.read_payout_node(encode(mixed))
    assert caught.value.path == "$.summary.advanceFees.currencyCode"


def test_a_balance_transaction_is_equal_as_node_and_as_line() -> None:
    transaction = shopify.read_balance_transaction_node(encode(balance_node()))
    assert shopify.read_balance_transactions_jsonl(jsonl([balance_node()])).objects == [transaction]
    assert (transaction.type, transaction.kind, transaction.source_type) == ("chargeback_fee", "fee", "dispute")
    assert (transaction.source_id, transaction.order_transaction_id) == (9007199254740997, 9007199254740999)
    assert (transaction.order_id, transaction.order_name) == (9007199254741001, "#1001")
    assert (transaction.payout_id, transaction.payout_status) == (9007199254740993, "paid")
    [share] = transaction.adjustment_orders
    assert (share.order_transaction_id, share.order_name, share.net) == (9007199254741003, "#1002", Decimal("-1.6"))
    bare = balance_node() | {
        "associatedPayout": {"id": None, "status": None},
        "associatedOrder": None,
        "sourceId": None,
    }
    transaction = shopify.read_balance_transaction_node(encode(bare))
    assert [transaction.payout_id, transaction.payout_status, transaction.order_id, transaction.source_id] == [None] * 4


KINDS = {
    *("sale", "refund", "dispute", "fee", "tax", "shipping", "reserve", "payout"),
    *("financing", "transfer", "credit", "adjustment"),
}


@pytest.mark.parametrize("version", ["2025-10", *VERSIONS])
def test_every_published_type_of_a_balance_transaction_has_a_kind(version: str) -> None:
    published = schema(version).type_map["ShopifyPaymentsTransactionType"].values  # type: ignore[attr-defined]
    assert len(published) > 100
    for name in published:
        transaction = shopify.read_balance_transaction_node(encode(balance_node(name)))
        assert transaction.type == name.lower()
        assert transaction.kind in KINDS, name


def test_a_type_unknown_today_is_kept_and_is_of_the_kind_other() -> None:
    for name in ("NEW_IN_2031", "NEW_IN_2031_REVERSAL", "_REVERSAL", ""):
        transaction = shopify.read_balance_transaction_node(encode(balance_node(name)))
        assert (transaction.type, transaction.kind) == (name.lower(), "other")
    reversal = shopify.read_balance_transaction_node(encode(balance_node("ANOMALY_DEBIT_REVERSAL")))
    assert reversal.kind == "adjustment"


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_read_of_the_payment_account_is_valid(version: str) -> None:
    assert validate(schema(version), parse(ACCOUNT)) == []


def test_an_order_edit_tells_which_lines_came_and_went() -> None:
    payload = copy.deepcopy(example("orders/edited"))
    payload["order_edit"]["line_items"]["removals"][0]["id"] = 9007199254740993
    edit = shopify.read_order_edit(encode(payload))
    assert (edit.order_id, edit.notify_customer, edit.staff_note) == (820982911946154500, False, None)
    assert [(delta.line_id, delta.quantity) for delta in edit.added_lines] == [(78643924236718240, 1)]
    assert [(delta.line_id, delta.quantity) for delta in edit.removed_lines] == [(9007199254740993, 1)]
    assert (edit.discounts_changed, edit.shipping_changed) == (False, False)
    payload["order_edit"]["discounts"]["line_item"]["removals"] = [{"anything": 1}]
    payload["order_edit"]["shipping_lines"]["additions"] = [{"anything": 1}]
    edit = shopify.read_order_edit(encode(payload))
    assert (edit.discounts_changed, edit.shipping_changed) == (True, True)


def test_a_risk_assessment_names_its_order_by_number_or_by_global_id() -> None:
    payload = example("orders/risk_assessment_changed")
    change = shopify.read_risk_assessment_change(encode(payload))
    assert (change.level, change.order_id, change.provider_id) == ("medium", None, None)
    named = payload | {
        "admin_graphql_api_order_id": "gid://shopify/Order/9007199254740993",
        "risk_level": "NEW_IN_2031",
    }
    change = shopify.read_risk_assessment_change(encode(named))
    assert (change.level, change.order_id) == ("new_in_2031", 9007199254740993)
    assert (
        shopify.read_risk_assessment_change(encode(payload | {"order_id": 9007199254740993})).order_id
        == 9007199254740993
    )


def test_protection_of_an_order_is_told_with_its_eligibility() -> None:
    change = shopify.read_order_protection_change(encode(example("orders/shopify_protect_eligibility_changed")))
    assert (change.order_id, change.status, change.eligibility) == (1, "active", "eligible")


def test_values_of_money_show_no_content_in_their_repr() -> None:
    order = with_one_sided_sections(rich_order())
    refund = shopify.read_refund(encode(order["refunds"][0]))
    assert repr(refund) == f"Refund(id={refund.id})"
    assert refund.transactions is not None and repr(refund.transactions[0]) == "Transaction(id=9007199254741027)"
