"""From a payment at the store to reconciled books: invoices, payments and credit notes in a running Odoo."""

from decimal import Decimal

import pytest

from tools.world import differences

PAYOUT_SCOPES = ["read_shopify_payments_accounts", "read_shopify_payments_payouts"]


@pytest.fixture(scope="module")
def world(make_world):
    world = make_world(products=6, quantity=500, crm=False)
    journal = world.rpc.create("account.journal", [{"name": "Cards", "type": "bank", "code": "CARD"}])[0]
    product = world.rpc.create(
        "product.product", [{"name": "Refunded amount", "type": "service", "taxes_id": [(5, 0, 0)]}]
    )[0]
    world.rpc(
        "crossdock.connection",
        "write",
        [world.store_id],
        {
            "invoice_policy": "paid",
            "payment_policy": "entered",
            "money_since": "2026-01-01 00:00:00",
            "refund_product_id": product,
            "gateway_mapping_ids": [(0, 0, {"gateway": "bogus", "journal_id": journal})],
        },
    )
    world.settle()
    return world


def place(world, **changes):
    order = world.store.post("/_sim/orders", {"orders": [world.order(**changes)]})["orders"][0]
    world.settle()
    return order


def amount(value):
    return Decimal(str(round(value, 2)))


def books(world, order):
    """(sale order, its invoices and credit notes, its payments)."""
    [row] = world.rpc.search_read(
        "sale.order",
        [("crossdock_remote_id", "=", str(order["id"]))],
        ["name", "invoice_ids", "state", "invoice_status"],
    )
    fields = ["move_type", "state", "amount_total", "amount_tax", "amount_residual", "payment_state"]
    moves = world.rpc("account.move", "read", row["invoice_ids"], fields) if row["invoice_ids"] else []
    transactions = world.rpc.search_read(
        "crossdock.transaction", [("order_id", "=", row["id"])], ["payment_id", "kind"]
    )
    payments = [one["payment_id"][0] for one in transactions if one["payment_id"]]
    read = world.rpc("account.payment", "read", payments, ["payment_type", "amount", "state"]) if payments else []
    return row, moves, read


def line_of(world, order, number=0):
    state = next(one for one in world.store.get("/_sim/state")["orders"] if one["id"] == order["id"])
    return state["line_items"][number]["id"]


def current_total(world, order):
    state = next(one for one in world.store.get("/_sim/state")["orders"] if one["id"] == order["id"])
    return Decimal(state["current_total_price"])


def test_I9_an_order_that_is_paid_and_refunded_in_part_ends_with_a_paid_invoice_and_its_credit_note(world):
    order = place(world, lines=[{"sku": world.products[0]["sku"], "quantity": 3}])
    _row, [invoice], [payment] = books(world, order)
    assert (invoice["move_type"], invoice["state"], invoice["payment_state"]) == ("out_invoice", "posted", "paid")
    assert amount(invoice["amount_total"]) == amount(payment["amount"]) == Decimal(order["total_price"])
    line = line_of(world, order)
    refund = world.store.post(
        f"/_sim/orders/{order['id']}/refunds",
        {"lines": [{"line_id": line, "quantity": 1, "restock_type": "cancel"}], "shipping": {"full": True}},
    )
    world.settle()
    row, moves, payments = books(world, order)
    assert world.unfinished() == []
    [credit] = [one for one in moves if one["move_type"] == "out_refund"]
    assert (credit["state"], amount(credit["amount_total"])) == ("posted", Decimal(refund["total"]))
    assert [amount(one["amount_residual"]) for one in moves] == [0, 0]
    assert sorted((one["payment_type"], amount(one["amount"])) for one in payments) == [
        ("inbound", Decimal(order["total_price"])),
        ("outbound", Decimal(refund["total"])),
    ]
    assert (row["state"], row["invoice_status"]) == ("sale", "invoiced")
    [ordered] = world.rpc.search_read(
        "sale.order.line", [("crossdock_remote_line_id", "=", str(line))], ["product_uom_qty"]
    )
    assert ordered["product_uom_qty"] == 2
    assert amount(invoice["amount_total"]) - amount(credit["amount_total"]) == current_total(world, order)


def test_an_order_that_is_paid_later_in_two_captures_is_invoiced_then(world):
    order = place(world, financial_status="authorized")
    row, moves, payments = books(world, order)
    assert (row["state"], moves, payments) == ("sale", [], [])
    transactions = f"/_sim/orders/{order['id']}/transactions"
    world.store.post(transactions, {"kind": "capture", "amount": "5.00"})
    world.settle()
    _row, moves, payments = books(world, order)
    assert (moves, [amount(one["amount"]) for one in payments]) == ([], [Decimal("5.00")])
    rest = Decimal(order["total_price"]) - Decimal("5.00")
    world.store.post(transactions, {"kind": "capture", "amount": str(rest)})
    world.settle()
    _row, [invoice], payments = books(world, order)
    assert (invoice["payment_state"], len(payments)) == ("paid", 2)


def test_I5_lost_doubled_and_reordered_webhooks_end_in_the_same_books(world):
    world.store.post(
        "/_sim/faults",
        {
            "faults": [
                {"kind": "duplicate", "topic": "order_transactions/create", "count": 4},
                {"kind": "reorder", "topic": "orders/updated", "count": 3},
                {"kind": "drop", "topic": "refunds/create", "count": -1},
            ]
        },
    )
    order = place(world, lines=[{"sku": world.products[1]["sku"], "quantity": 4}])
    for _step in range(3):
        request = {"lines": [{"line_id": line_of(world, order), "quantity": 1}]}
        world.store.post(f"/_sim/orders/{order['id']}/refunds", request)
    world.settle()
    world.store.delete("/_sim/faults")
    world.rpc("crossdock.connection", "action_poll", [world.store_id])
    world.settle()
    _row, moves, payments = books(world, order)
    net = sum(amount(one["amount_total"]) * (1 if one["move_type"] == "out_invoice" else -1) for one in moves)
    assert net == current_total(world, order)
    assert [amount(one["amount_residual"]) for one in moves] == [0] * len(moves)
    assert len(payments) == 4


def test_a_cancelled_order_is_credited_paid_back_and_not_delivered(world):
    order = place(world, lines=[{"sku": world.products[2]["sku"], "quantity": 2}])
    world.store.post(f"/_sim/orders/{order['id']}/cancel", {"reason": "customer", "restock": True})
    world.settle()
    row, moves, payments = books(world, order)
    assert row["state"] == "cancel"
    assert sorted(one["move_type"] for one in moves) == ["out_invoice", "out_refund"]
    assert len({amount(one["amount_total"]) for one in moves}) == 1
    assert [amount(one["amount_residual"]) for one in moves] == [0, 0]
    assert sorted(one["payment_type"] for one in payments) == ["inbound", "outbound"]
    assert differences(world) == []


@pytest.mark.parametrize("policy", ["received", "prepared"])
def test_goods_that_a_refund_puts_back_are_in_stock_on_both_sides(world, policy):
    world.rpc("crossdock.connection", "write", [world.store_id], {"restock_policy": policy})
    order = place(world, lines=[{"sku": world.products[3]["sku"], "quantity": 3}], discount_code=None)
    [row] = world.rpc.search_read("sale.order", [("crossdock_remote_id", "=", str(order["id"]))], ["picking_ids"])
    world.rpc("stock.picking", "button_validate", row["picking_ids"])
    world.settle()
    line = {"line_id": line_of(world, order), "quantity": 2, "restock_type": "return"}
    world.store.post(f"/_sim/orders/{order['id']}/refunds", {"lines": [line]})
    world.settle()
    [back] = world.rpc.search_read("stock.picking", [("return_id", "in", row["picking_ids"])], ["state", "move_ids"])
    [move] = world.rpc("stock.move", "read", back["move_ids"], ["product_uom_qty"])
    assert (back["state"], move["product_uom_qty"]) == ("done" if policy == "received" else "assigned", 2)
    if policy == "prepared":
        # Odoo owns stock: until somebody has received the goods, the store sells none of them.
        assert differences(world) != []
        world.rpc("stock.move", "write", back["move_ids"], {"picked": True})
        world.rpc("stock.picking", "button_validate", [back["id"]])
        world.settle()
    assert differences(world) == []


def test_I6_an_unmapped_gateway_holds_the_money_and_lets_it_go_once_it_is_mapped(world):
    order = place(world, gateways=["klarna"])
    row, moves, payments = books(world, order)
    assert (row["state"], moves, payments) == ("sale", [], [])
    journal = world.rpc.create("account.journal", [{"name": "Klarna", "type": "bank", "code": "KLRN"}])[0]
    world.rpc.create(
        "crossdock.gateway.mapping", [{"connection_id": world.store_id, "gateway": "Klarna", "journal_id": journal}]
    )
    world.settle()
    _row, [invoice], payments = books(world, order)
    assert (invoice["payment_state"], len(payments)) == ("paid", 1)
    assert world.unfinished() == []


def test_I9_a_payout_is_a_line_of_the_bank_that_clears_the_payments_it_pays_out(world):
    scopes = world.store.post("/_sim/configure", {})["scopes"]
    world.store.post("/_sim/configure", {"scopes": [*scopes, *PAYOUT_SCOPES]})
    journal = world.rpc.create("account.journal", [{"name": "Payouts", "type": "bank", "code": "PAYO"}])[0]
    [fees] = world.rpc.search_read("account.account", [("account_type", "=", "expense")], ["id"], limit=1)
    world.rpc(
        "crossdock.connection",
        "write",
        [world.store_id],
        {
            "payout_policy": "entered",
            "payouts_since": "2026-01-01 00:00:00",
            "payout_journal_ids": [(6, 0, [journal])],
            "payout_fee_account_id": fees["id"],
        },
    )
    orders = [place(world) for _number in range(3)]
    paid_out = world.store.post("/_sim/payouts", {"trace_id": "bank-1"})
    for _twice in range(2):
        world.rpc("crossdock.connection", "action_pull_payouts", [world.store_id])
        world.settle()
    assert world.unfinished() == []
    fields = ["amount", "fee", "unmatched_count", "trace_id", "move_id", "line_ids"]
    [payout] = world.rpc.search_read("crossdock.payout", [], fields)
    assert amount(payout["amount"]) == Decimal(paid_out["net"])
    assert (payout["unmatched_count"], payout["trace_id"]) == (0, "bank-1")
    lines = world.rpc("crossdock.payout.line", "read", payout["line_ids"], ["kind", "payment_id"])
    payments = [line["payment_id"][0] for line in lines if line["payment_id"]]
    cleared = world.rpc("account.payment", "read", payments, ["is_matched"])
    assert len(cleared) >= len(orders)
    assert all(one["is_matched"] for one in cleared)
    entry = world.rpc.search_read(
        "account.move.line",
        [("move_id", "=", payout["move_id"][0])],
        ["account_id", "balance", "amount_residual", "reconciled"],
    )
    assert amount(sum(one["balance"] for one in entry)) == 0
    assert amount(sum(one["balance"] for one in entry if one["account_id"][0] == fees["id"])) == amount(payout["fee"])
    assert amount(max(one["balance"] for one in entry)) == Decimal(paid_out["net"])
