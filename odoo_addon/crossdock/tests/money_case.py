"""What the tests of money share: a store with orders and money, a connection that invoices and enters payments."""

from datetime import datetime
from decimal import Decimal

from ..sync.times import naive_utc
from . import order_payload
from .engine_case import SavepointEngine
from .money_store import MoneyStore
from .test_orders import MUG, VAT, OrdersCase


class MoneyCase(OrdersCase):
    policy = "ordered"

    def setUp(self):
        super().setUp()
        self.store_side = MoneyStore()
        self.engine = SavepointEngine(self.worker_env, self.store_side)
        company = self.connection.company_id
        self.bank = self.env["account.journal"].create(
            {"name": "Card payments", "type": "bank", "code": "CARD", "company_id": company.id}
        )
        self.refund_product = self.env["product.product"].create(
            {"name": "Refunded amount", "type": "service", "taxes_id": False}
        )
        self.connection.write(
            {
                "invoice_policy": self.policy,
                "payment_policy": "entered",
                "money_since": datetime(2026, 1, 1),
                "rounding_product_id": self.rounding.id,
                "discount_product_id": self.discount.id,
            }
        )
        self.map_gateway("bogus")

    def map_gateway(self, name, journal=None):
        return self.env["crossdock.gateway.mapping"].create(
            {"connection_id": self.connection.id, "gateway": name, "journal_id": (journal or self.bank).id}
        )

    # -- the store -------------------------------------------------------------------------------------------

    def sell(self, lines=None, **changes):
        lines = lines or [{"variant_id": MUG, "price": "10.00", "quantity": 3}]
        changes = {"taxes": [VAT], "shipping": ("Standard", "4.90"), **changes}
        return self.store_side.sell(order_payload.order(lines=lines, **changes))

    def hear_order(self, sold, topic="orders/updated"):
        payload = sold.webhook()
        version = naive_utc(datetime.fromisoformat(payload["updated_at"]))
        return self.store(f"order:{sold.id}", order_payload.encode(payload), topic=topic, version=version)

    def hear_money(self, sold, topic="order_transactions/create"):
        return self.event(self.store(f"order:{sold.id}", b"{}", topic=topic, lane="finance"))

    def work(self):
        """Work off what there is, in the order of urgency."""
        for _round in range(3):
            for lane in ("orders", "confirmation", "finance"):
                self.drain(lane)

    def enter_sold(self, sold):
        self.hear_order(sold, "orders/create")
        self.work()
        return self.order_of(sold)

    # -- Odoo ------------------------------------------------------------------------------------------------

    def order_of(self, sold):
        self.env.invalidate_all()
        return self.sale_order(sold.payload)

    def invoices_of(self, sold, kind="out_invoice"):
        moves = self.order_of(sold).invoice_ids.filtered(lambda move: move.move_type == kind)
        return moves.sorted("id")

    def payments_of(self, sold):
        return self.order_of(sold).crossdock_transaction_ids.payment_id.sorted("id")

    def money_events(self, sold):
        return self.env["crossdock.inbox"].search(
            [("object_key", "=", f"order:{sold.id}"), ("lane", "=", "finance")], order="id"
        )

    def assert_amount(self, record, field, wanted):
        places = record.currency_id.decimal_places
        self.assertEqual(Decimal(f"{record[field]:.{places}f}"), Decimal(wanted))

    def assert_balanced(self, moves):
        for move in moves:
            self.assertAlmostEqual(sum(move.line_ids.mapped("balance")), 0.0, places=6, msg=move.name)

    def assert_settled(self, sold):
        """Everything of the order is posted, balanced and reconciled: nothing is owed by either side."""
        order = self.order_of(sold)
        moves = order.invoice_ids | self.payments_of(sold).move_id
        self.assertTrue(moves)
        self.assertEqual(set(moves.mapped("state")), {"posted"})
        self.assert_balanced(moves)
        receivable = moves.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")
        self.assertEqual(receivable.filtered("amount_residual").mapped("amount_residual"), [])
