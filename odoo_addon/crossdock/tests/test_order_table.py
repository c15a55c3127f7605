"""I9, I5: every order of the table comes to its known figures, whichever way and in whatever sequence its events came."""

import unittest
from datetime import datetime, timedelta
from decimal import Decimal

from odoo.tests import tagged

from ..sync.order_values import naive_utc
from ..sync.orders import IMPORTED, POLLED
from . import order_payload
from .order_node import jsonl, lines_of, node_of
from .order_table import CARD, MAPPED, ROWS
from .test_orders import OrdersCase

try:
    import hypothesis
    from hypothesis import strategies as st
except ImportError:
    hypothesis = None

ROWS_MIN = 60
EXAMPLES = 3
PLACED = datetime.fromisoformat("2026-11-20T10:00:01-05:00")

# How an order may come: (topic, lane, its bytes).
WAYS = {
    "webhook": ("orders/create", "orders", order_payload.encode),
    "node": (POLLED, "orders", lambda payload: order_payload.encode(node_of(payload))),
    "lines": (IMPORTED, "backfill", lambda payload: jsonl(lines_of(payload))),
}


class TableCase(OrdersCase):
    def setUp(self):
        super().setUp()
        self.put_in_stock(self.mug, 10_000)
        self.put_in_stock(self.chair, 10_000)
        catch_all, card = self.env["product.product"].create(
            [{"name": name, "type": "service", "taxes_id": False} for name in ("Catch-all", "Gift card")]
        )
        self.link(card, CARD)
        self.connection.write(
            {
                "custom_product_id": self.custom.id,
                "discount_product_id": self.discount.id,
                "rounding_product_id": self.rounding.id,
                "rounding_limit": 0,
                "default_shipping_product_id": self.shipping.id,
                "catch_all_product_id": catch_all.id,
                "gift_card_product_id": card.id,
            }
        )
        currencies = self.env["res.currency"].with_context(active_test=False)
        currencies.search([("name", "in", ["EUR", "GBP", "JPY", "KWD", "CHF", "CAD"])]).active = True
        # The case has mapped the first.
        for number, (title, rate, included) in enumerate(MAPPED[1:]):
            tax = self.map_tax(title, float(rate), included=included, amount=float(Decimal(rate) * 100)).tax_id
            tax.write({"sequence": number, "include_base_amount": title == "GST first"})

    def payload_of(self, row):
        payload = order_payload.order(
            lines=row.lines,
            shipping=row.shipping,
            taxes=row.charged,
            included=row.included,
            **{"currency": row.currency, "presentment_currency": row.currency, **row.changes},
        )
        if row.tweak:
            row.tweak(payload)
        return payload

    def rolled_back(self, action):
        """What an action gives; what it did is undone."""
        self.env.flush_all()
        savepoint = self.env.cr.savepoint()
        try:
            return action()
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all(flush=False)

    def hear_of(self, payload, way):
        topic, lane, encode = WAYS[way]
        version = naive_utc(datetime.fromisoformat(payload["updated_at"]))
        key = f"order:{payload['id']}"
        return self.event(self.store(key, encode(payload), topic=topic, lane=lane, version=version))

    def work_off(self):
        for lane in ("orders", "backfill", "confirmation"):
            self.drain(lane)

    def records(self, payload):
        """All that came of an order, as values that can be compared."""
        sale_order = self.sale_order(payload)
        self.assertEqual(len(sale_order), 1)
        invoice = sale_order._create_invoices() if sale_order.state == "sale" else self.env["account.move"]
        titles = {one.tax_id.id: one.title for one in self.connection.tax_mapping_ids}
        places = sale_order.currency_id.decimal_places

        def amount(value):
            return f"{value:.{places}f}"

        return {
            "total": amount(sale_order.amount_total),
            "tax": amount(sale_order.amount_tax),
            "currency": sale_order.currency_id.name,
            "state": sale_order.state,
            "order": (
                sale_order.client_order_ref,
                sale_order.date_order,
                sale_order.crossdock_financial_status,
                sale_order.crossdock_channel,
                sale_order.crossdock_attributes,
                sale_order.crossdock_kind,
                str(sale_order.note),
                sorted(sale_order.tag_ids.mapped("name")),
                sale_order.partner_id.name,
                sale_order.partner_shipping_id.contact_address,
            ),
            "lines": [
                (
                    line.crossdock_line_key,
                    line.name,
                    line.product_id.name,
                    line.product_uom_qty,
                    line.price_unit,
                    line.discount,
                    sorted(line.tax_ids.mapped("name")),
                )
                for line in sale_order.order_line
            ],
            "moves": sorted(
                (move.product_id.name, move.product_uom_qty, move.location_id.complete_name, move.state)
                for move in sale_order.picking_ids.move_ids
            ),
            "taxes": {
                titles[line.tax_line_id.id]: amount(-line.amount_currency)
                for line in invoice.line_ids
                if line.tax_line_id and line.amount_currency
            },
            "entries": sorted(
                (line.account_id.code, line.name or "", amount(line.amount_currency), line.debit, line.credit)
                for line in invoice.line_ids
                if line.display_type not in ("line_section", "line_note")
            ),
            "invoiced": amount(invoice.amount_total),
        }


@tagged("post_install", "-at_install")
class TestOrderTable(TableCase):
    def test_the_table_is_long_enough_and_names_each_order_once(self):
        names = [row.name for row in ROWS]
        self.assertGreaterEqual(len(names), ROWS_MIN)
        self.assertEqual(len(names), len(set(names)))

    def test_I9_each_order_comes_to_its_known_figures_all_three_ways(self):
        for row in ROWS:
            with self.subTest(row.name):
                found = {way: self.rolled_back(lambda row=row, way=way: self.come(row, way)) for way in WAYS}
                self.assertEqual(found["node"], found["webhook"])
                self.assertEqual(found["lines"], found["webhook"])

    def come(self, row, way):
        """Have an order come one way; its records, after they were compared with what is known."""
        self.connection.write(row.settings)
        payload = self.payload_of(row)
        event = self.hear_of(payload, way)
        self.work_off()
        if row.held:
            self.assertEqual((event.state, event.reason_code), ("held", row.held), event.reason)
            self.assertFalse(self.sale_order(payload))
            return event.reason
        self.assertEqual(event.state, "done", event.reason)
        found = self.records(payload)
        self.assertEqual(
            (found["total"], found["currency"], found["state"]), (row.total, row.currency, row.state), found["lines"]
        )
        expected = sum(map(Decimal, row.taxes.values()), Decimal(0))
        self.assertEqual(Decimal(found["tax"]), expected)
        if row.state == "sale":
            self.assertEqual((found["taxes"], found["invoiced"]), (row.taxes, row.total))
            self.assertTrue(all(state == "assigned" for *_move, state in found["moves"]))
        names = "\n".join(name for _key, name, *_rest in found["lines"])
        for text in row.shows:
            self.assertIn(text, names)
        return found


@tagged("post_install", "-at_install")
class TestOrderTableConverges(TableCase):
    @unittest.skipUnless(hypothesis, "Hypothesis is not installed")
    def test_I5_shuffled_repeated_and_lost_events_end_in_the_same_records(self):
        """Orders that need no settings of their own go in at once, as they would on a busy day."""
        rows = [row for row in ROWS if not row.held]
        self.converge([row for row in rows if not row.settings], {}, EXAMPLES)
        for row in rows:
            if row.settings:
                with self.subTest(row.name):
                    self.converge([row], row.settings, 1)

    def converge(self, rows, settings, examples):
        self.connection.write(settings)
        histories = [self.history(row, number) for number, row in enumerate(rows)]
        direct = self.rolled_back(lambda: self.deliver(histories, [[(2, "webhook")]] * len(rows), len(rows)))

        @hypothesis.settings(
            max_examples=examples,
            derandomize=True,
            deadline=None,
            database=None,
            phases=[hypothesis.Phase.generate],
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        @hypothesis.given(st.randoms(use_true_random=False))
        def any_sequence(chance):
            sequences = []
            for _row in rows:
                events = [(chance.randrange(3), chance.choice(list(WAYS))) for _event in range(chance.randrange(4))]
                events.insert(chance.randint(0, len(events)), (2, chance.choice(list(WAYS))))
                sequences.append(events)
            found = self.rolled_back(lambda: self.deliver(histories, sequences, chance.randint(1, 30), chance))
            for row, mine, expected in zip(rows, found, direct, strict=True):
                self.assertEqual(mine, expected, row.name)

        any_sequence()

    def history(self, row, number):
        """The payload as it was twice before, and as it is."""
        final = self.payload_of(row)
        final.update(
            id=6_100_000_000 + number, name=f"#T{number}", updated_at=(PLACED + timedelta(minutes=3)).isoformat()
        )
        first = {**final, "updated_at": PLACED.isoformat(), "note": None, "tags": "", "financial_status": "pending"}
        second = {**first, "updated_at": (PLACED + timedelta(minutes=1)).isoformat(), "tags": "seen"}
        return [first, second, final]

    def deliver(self, histories, sequences, events_between, chance=None):
        """Hear of all orders' states, each in its sequence, and work off after so many events; their records."""
        events = [(number, event) for number, sequence in enumerate(sequences) for event in sequence]
        if chance:
            chance.shuffle(events)
        for heard, (number, (state, way)) in enumerate(events, start=1):
            self.hear_of(histories[number][state], way)
            if heard % events_between == 0:
                self.work_off()
        self.work_off()
        return [self.records(history[-1]) for history in histories]
