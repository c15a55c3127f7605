"""Orders that another connector or a person entered before: recognised, taken over, never entered twice."""

from datetime import datetime

from odoo.tests import tagged

from ..sync import reasons
from .test_orders import CHAIR, MUG, OrdersCase

PLACED = datetime(2026, 11, 20, 15, 0)


@tagged("post_install", "-at_install")
class TestOrderAdoption(OrdersCase):
    def setUp(self):
        super().setUp()
        self.connection.adopt_existing = True
        self.vat = self.connection.tax_mapping_ids.tax_id
        self.john = self.env["res.partner"].create({"name": "J. Smith", "email": "John@Example.com"})
        self.stranger = self.env["res.partner"].create({"name": "Somebody", "email": "somebody@example.org"})

    def existing(self, *, lines=True, partner=None, date=PLACED, **values):
        """A sale order of two mugs with shipping, as another connector enters it."""
        rows = [
            (0, 0, {"product_id": self.mug.id, "product_uom_qty": 2, "price_unit": 10, "tax_ids": self.vat.ids}),
            (0, 0, {"product_id": self.custom.id, "name": "Freight", "price_unit": 4.9, "tax_ids": self.vat.ids}),
        ]
        return self.env["sale.order"].create(
            {
                "partner_id": (partner or self.john).id,
                "date_order": date,
                "pricelist_id": False,
                "order_line": rows if lines is True else lines,
                **values,
            }
        )

    def enter_1001(self, **changes):
        return self.enter(self.payload(**{"order_id": 991001, "name": "#1001", **changes}))

    def count(self):
        return self.env["sale.order"].search_count([])

    def test_what_counts_as_the_same_order(self):
        day_after = datetime(2026, 11, 21, 14, 0)
        three_days = datetime(2026, 11, 23, 15, 0)
        cases = [
            # the existing order, whether it is the store's
            ({"client_order_ref": "#1001"}, True),
            ({"client_order_ref": "1001"}, True),
            ({"origin": "#1001"}, True),
            ({"origin": "Tour store #1001"}, True),
            ({"name": "SHOP-1001"}, True),
            ({"client_order_ref": "#1002"}, False),
            ({"client_order_ref": "#1001", "partner": self.stranger}, True),
            ({"client_order_ref": "#1001", "partner": self.stranger, "date": day_after}, True),
            ({"client_order_ref": "#1001", "partner": self.stranger, "date": three_days}, False),
            ({"client_order_ref": "#1001", "partner": self.stranger, "lines": []}, False),
            ({"client_order_ref": "#1001", "date": three_days, "lines": []}, True),
            ({"client_order_ref": "#1001", "state": "cancel"}, False),
        ]
        for number, (values, is_same) in enumerate(cases):
            with self.subTest(values):
                own = self.existing(**values)
                before = self.count()
                event, sale_order = self.enter_1001(order_id=991100 + number)
                self.assertEqual(event.state, "done", event.reason)
                self.assertEqual(sale_order == own, is_same)
                self.assertEqual(self.count() - before, 0 if is_same else 1)
                self.env["crossdock.binding"].search([("kind", "=", "order")]).unlink()
                (own | sale_order).write({"name": f"was {number}", "client_order_ref": False, "origin": False})

    def test_it_is_not_done_unless_the_connection_says_so(self):
        self.connection.adopt_existing = False
        own = self.existing(client_order_ref="#1001")
        _event, sale_order = self.enter_1001()
        self.assertNotEqual(sale_order, own)

    def test_I6_several_candidates_are_held_and_named(self):
        first, second = self.existing(client_order_ref="#1001"), self.existing(origin="1001")
        event, sale_order = self.enter_1001()
        self.assertFalse(sale_order)
        self.assert_held(event, reasons.ORDER, first.name, second.name)
        second._action_cancel()
        event.action_replay()
        self.drain()
        self.assertEqual(event.state, "done", event.reason)
        self.assertEqual(first.crossdock_remote_id, "991001")

    def test_I11_an_order_of_another_company_is_not_taken(self):
        company = self.env["res.company"].create({"name": "Other company"})
        own = self.existing(client_order_ref="#1001", company_id=company.id, lines=[])
        _event, sale_order = self.enter_1001()
        self.assertNotEqual(sale_order, own)

    def test_a_quotation_that_is_the_stores_is_confirmed_and_follows_later_edits(self):
        own = self.existing(client_order_ref="#1001")
        _event, sale_order = self.enter_1001()
        self.drain("confirmation")
        self.assertEqual((sale_order, own.state, own.date_order), (own, "sale", PLACED))
        self.assertFalse(own.crossdock_foreign_lines)
        self.assertFalse(own.activity_ids)
        again, same = self.enter_1001()
        self.assertIn("Nothing has changed", again.reason)
        lines = [{"variant_id": MUG, "price": "10.00", "quantity": 5}]
        later = self.payload(lines, order_id=991001, name="#1001", updated_at="2026-11-20T11:00:00-05:00")
        self.enter(later, "orders/updated")
        self.assert_equal_totals(later, own)
        self.assertEqual(own.order_line.mapped("product_uom_qty"), [5, 1])
        self.assertEqual((same, own.partner_id), (own, self.john))

    def test_a_quotation_that_lacks_lines_is_completed(self):
        own = self.existing(client_order_ref="#1001")
        lines = [{"variant_id": MUG, "price": "10.00", "quantity": 2}, {"variant_id": CHAIR, "price": "50.00"}]
        payload = self.payload(lines, order_id=991001, name="#1001")
        _event, sale_order = self.enter(payload)
        self.assertEqual(sale_order, own)
        self.assert_equal_totals(payload, own)
        self.drain("confirmation")
        self.assertEqual(own.state, "sale")

    def test_a_confirmed_order_with_other_lines_is_bound_and_told_and_never_changed(self):
        lines = [(0, 0, {"product_id": self.custom.id, "price_unit": 20, "tax_ids": self.vat.ids})]
        own = self.existing(client_order_ref="#1001", lines=lines)
        own.action_confirm()
        payload = self.payload(order_id=991001, name="#1001")
        _event, sale_order = self.enter(payload)
        self.assertEqual((sale_order, own.order_line.price_unit, own.amount_total), (own, 20, 22))
        self.assertIn("Total at the store: 27.39, here: 22.00", own.activity_ids.note)
        edited = self.payload(
            [{"variant_id": MUG, "price": "10.00", "quantity": 3}],
            order_id=991001,
            name="#1001",
            updated_at="2026-11-20T11:00:00-05:00",
        )
        event, _same = self.enter(edited, "orders/updated")
        self.assertEqual(event.state, "done", event.reason)
        self.assertEqual((len(own.order_line), own.amount_total), (1, 22))
        self.assertIn("to be added, 3 at 10.00", " ".join(own.activity_ids.mapped("note")))

    def test_an_order_that_was_delivered_and_invoiced_is_bound_as_it_is(self):
        own = self.existing(client_order_ref="#1001")
        own.action_confirm()
        own.picking_ids.move_ids.write({"quantity": 2, "picked": True})
        own.picking_ids.button_validate()
        self.mug.invoice_policy = "order"
        own._create_invoices().action_post()
        event, sale_order = self.enter_1001(fulfillment_status="fulfilled")
        self.assertEqual((event.state, sale_order), ("done", own), event.reason)
        self.assertFalse(own.crossdock_kind)
        self.assertFalse(own.activity_ids)

    def test_I14_a_preview_says_which_order_it_would_take_over(self):
        self.connection.state = "preview"
        own = self.existing(client_order_ref="#1001")
        event, sale_order = self.enter_1001()
        self.assertFalse(sale_order)
        self.assert_held(event, reasons.PREVIEW, own.name)
        self.connection.action_go_live()
        self.drain()
        self.assertEqual(own.crossdock_remote_id, "991001")
