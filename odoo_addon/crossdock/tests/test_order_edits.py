"""Edits of orders that are confirmed, delivered in part or invoiced: changed in place, or told to a person."""

from decimal import Decimal

from odoo.tests import tagged

from . import order_payload
from .test_orders import CHAIR, MUG, VAT, OrdersCase

SHIPPING = ("Standard", "4.90")


class EditsCase(OrdersCase):
    def setUp(self):
        super().setUp()
        self.put_in_stock(self.mug, 50)
        self.put_in_stock(self.chair, 50)
        self.connection.discount_product_id = self.discount
        self._minutes = 0

    def confirmed(self, *lines, **changes):
        """A confirmed order of (variant, quantity, price) lines; (payload, sale order)."""
        payload = self.edited(*lines, **changes)
        _event, sale_order = self.enter(payload)
        self.drain("confirmation")
        self.assertEqual(sale_order.state, "sale")
        return payload, sale_order

    def edited(self, *lines, **changes):
        """The order's next version. A line's quantity is (ordered, left) where the store took something off."""
        self._minutes += 1
        rows = []
        for variant, quantity, price in lines:
            ordered, left = quantity if isinstance(quantity, tuple) else (quantity, quantity)
            rows.append({"variant_id": variant, "quantity": ordered, "current_quantity": left, "price": price})
        payload = self.payload(rows, updated_at=f"2026-11-20T10:{self._minutes:02d}:00-05:00", **changes)
        current = Decimal(SHIPPING[1]) + order_payload.tax_of(SHIPPING[1], VAT[1], False)
        for row in rows:
            net = Decimal(row["price"]) * row["current_quantity"]
            current += net + order_payload.tax_of(net, VAT[1], False)
        payload["current_total_price"] = order_payload.money(current)
        payload["current_total_price_set"] = order_payload.bag(current, "USD")
        return payload

    def edit(self, *lines, **changes):
        payload = self.edited(*lines, **changes)
        event, sale_order = self.enter(payload, "orders/updated")
        self.assertEqual(event.state, "done", event.reason)
        return payload, sale_order

    def invoice(self, sale_order, post=True):
        sale_order.order_line.product_id.invoice_policy = "order"
        invoice = sale_order._create_invoices()
        if post:
            invoice.action_post()
        return invoice

    def quantities(self, sale_order):
        """{product: ordered} of lines of which something is left."""
        self.env.invalidate_all()
        lines = sale_order.order_line.filtered("product_uom_qty")
        return {line.product_id.name: line.product_uom_qty for line in lines if line.product_id != self.shipping}

    def to_send(self, sale_order):
        """{product: (demand, reserved)} of what still lies in the warehouse."""
        moves = sale_order.picking_ids.move_ids.filtered(lambda one: one.state not in ("done", "cancel"))
        return {move.product_id.name: (move.product_uom_qty, move.quantity) for move in moves}

    def told(self, sale_order):
        self.env.invalidate_all()
        return " ".join(sale_order.activity_ids.mapped("note"))

    def assert_current_total(self, payload, sale_order):
        self.assertEqual(f"{sale_order.amount_total:.2f}", payload["current_total_price"])


@tagged("post_install", "-at_install")
class TestEditsInPlace(EditsCase):
    def test_quantities_change_in_place_and_reservations_stay(self):
        cases = {
            "raised": (5, {"Mug": 5, "Chair": 1}),
            "lowered": ((3, 1), {"Mug": 1, "Chair": 1}),
            "taken off": ((3, 0), {"Chair": 1}),
        }
        for number, (what, (quantity, expected)) in enumerate(cases.items()):
            with self.subTest(what):
                order_id = 500 + number
                _payload, sale_order = self.confirmed((MUG, 3, "10.00"), (CHAIR, 1, "50.00"), order_id=order_id)
                picking, lines = sale_order.picking_ids, sale_order.order_line
                payload, _same = self.edit((MUG, quantity, "10.00"), (CHAIR, 1, "50.00"), order_id=order_id)
                self.assertEqual(self.quantities(sale_order), expected)
                self.assertEqual(
                    (sale_order.state, sale_order.picking_ids, sale_order.order_line), ("sale", picking, lines)
                )
                self.assertEqual(self.to_send(sale_order), {name: (count, count) for name, count in expected.items()})
                self.assert_current_total(payload, sale_order)
                self.assertFalse(self.told(sale_order))

    def test_an_edit_has_stock_and_the_buyers_figures_looked_at_again(self):
        crm = self.make_live(name="CRM", system="hubspot", address=False)
        _payload, sale_order = self.confirmed((MUG, 3, "10.00"))
        self.forget_marks()
        self.edit((MUG, (3, 1), "10.00"))
        self.assertIn(sale_order.partner_id.id, self.marked("contact", crm))
        self.assertIn(self.mug.id, self.marked("stock"))

    def test_quantities_change_in_every_step_of_a_delivery(self):
        self.connection.warehouse_id.delivery_steps = "pick_ship"
        _payload, sale_order = self.confirmed((MUG, 5, "10.00"), (CHAIR, 1, "50.00"))
        for quantity, expected in ((3, 3), ((7, 2), 2), (4, 4)):
            self.edit((MUG, quantity, "10.00"), (CHAIR, 1, "50.00"))
            moves = sale_order.picking_ids.move_ids.filtered(
                lambda one: one.state != "cancel" and one.product_id == self.mug
            )
            self.assertEqual(set(moves.mapped("product_uom_qty")), {expected})
            self.assertEqual(self.quantities(sale_order), {"Mug": expected, "Chair": 1})

    def test_a_new_address_moves_open_pickings_and_no_taxes(self):
        self.env["account.fiscal.position"].create(
            {"name": "France", "auto_apply": True, "country_id": self.env.ref("base.fr").id}
        )
        payload, sale_order = self.confirmed((MUG, 5, "10.00"))
        moved = self.edited((MUG, 5, "10.00"))
        moved["shipping_address"] = {**moved["shipping_address"], "country_code": "FR", "province_code": None}
        self.enter(moved, "orders/updated")
        self.assertEqual(sale_order.partner_shipping_id.country_id.code, "FR")
        self.assertEqual(sale_order.picking_ids.partner_id, sale_order.partner_shipping_id)
        self.assertFalse(sale_order.fiscal_position_id)
        self.assert_equal_totals(payload, sale_order)

    def test_a_line_that_was_added_goes_into_the_same_picking(self):
        _payload, sale_order = self.confirmed((MUG, 3, "10.00"))
        picking = sale_order.picking_ids
        payload, _same = self.edit((MUG, 3, "10.00"), (CHAIR, 2, "50.00"))
        self.assertEqual(self.quantities(sale_order), {"Mug": 3, "Chair": 2})
        self.assertEqual(sale_order.picking_ids, picking)
        self.assertEqual(self.to_send(sale_order), {"Mug": (3, 3), "Chair": (2, 2)})
        self.assert_equal_totals(payload, sale_order)

    def test_prices_discounts_and_taxes_change_in_place(self):
        _payload, sale_order = self.confirmed((MUG, 3, "10.00"))
        for lines, taxes in (
            ([{"variant_id": MUG, "price": "8.00", "quantity": 3}], [VAT]),
            ([{"variant_id": MUG, "price": "8.00", "quantity": 3, "discount": "6.00"}], [VAT]),
            ([{"variant_id": MUG, "price": "9999.99", "quantity": 3, "discount": "0.01"}], [VAT]),
            ([{"variant_id": MUG, "price": "8.00", "quantity": 4}], []),
        ):
            with self.subTest(lines=lines, taxes=taxes):
                self._minutes += 1
                at = f"2026-11-20T10:{self._minutes:02d}:00-05:00"
                payload = self.payload(lines, taxes=taxes, updated_at=at)
                event, _same = self.enter(payload, "orders/updated")
                self.assertEqual(event.state, "done", event.reason)
                self.assert_equal_totals(payload, sale_order)

    def test_I5_versions_in_any_order_and_number_end_at_the_newest(self):
        first = self.edited((MUG, 3, "10.00"))
        second = self.edited((MUG, 5, "10.00"))
        third = self.edited((MUG, (5, 2), "10.00"), (CHAIR, 1, "50.00"))
        for number, versions in enumerate(
            ((first, second, third), (first, third, second), (third, first, third), (first, second, third, third))
        ):
            with self.subTest(number):
                for version in versions:
                    payload = {**version, "id": 600 + number, "name": f"#{600 + number}"}
                    self.enter(payload, "orders/updated")
                    self.drain("confirmation")
                    sale_order = self.sale_order(payload)
                self.assertEqual(self.quantities(sale_order), {"Mug": 2, "Chair": 1})
                self.assert_current_total(third, sale_order)

    def test_a_quotation_keeps_what_a_person_added_and_says_that_totals_differ(self):
        self.connection.confirm_policy = "never"
        _event, sale_order = self.enter(self.edited((MUG, 3, "10.00")))
        own = self.env["product.product"].create({"name": "Gift wrap", "type": "service", "taxes_id": False})
        sale_order.order_line = [(0, 0, {"product_id": own.id, "price_unit": 1.0})]
        self.edit((MUG, 4, "10.00"))
        self.assertEqual(self.quantities(sale_order), {"Mug": 4, "Gift wrap": 1})
        self.assertIn("Total at the store: 49.39, here: 50.39", self.told(sale_order))

    def test_rounding_lines_follow_the_lines(self):
        self.connection.rounding_product_id = self.rounding
        self.connection.company_id.tax_calculation_rounding_method = "round_globally"
        penny = [{"variant_id": MUG, "price": "0.05", "quantity": 1}]
        for count in (10, 4, 10, 1):
            self._minutes += 1
            at = f"2026-11-20T10:{self._minutes:02d}:00-05:00"
            payload = self.payload(penny * count, shipping=None, updated_at=at)
            event, sale_order = self.enter(payload, "orders/updated")
            self.assertEqual(event.state, "done", event.reason)
            self.assert_equal_totals(payload, sale_order)
            self.drain("confirmation")
        self.assertEqual(len(sale_order.order_line.filtered(lambda one: one.product_id == self.rounding)), 1)


@tagged("post_install", "-at_install")
class TestEditsTold(EditsCase):
    def test_what_was_delivered_is_told_and_the_rest_is_changed(self):
        _payload, sale_order = self.confirmed((MUG, 5, "10.00"), (CHAIR, 2, "50.00"))
        self.deliver(sale_order, Mug=3)
        self.edit((MUG, (5, 1), "10.00"), (CHAIR, (2, 1), "50.00"))
        self.assertEqual(self.quantities(sale_order), {"Mug": 3, "Chair": 1})
        self.assertEqual(self.to_send(sale_order), {"Chair": (1, 1)})
        self.assertIn("Mug: 3 delivered, 1 at the store: take 2 back", self.told(sale_order))
        self.assertNotIn("Chair", self.told(sale_order))
        self.assertIn("Total at the store: 71.39, here: 93.39", self.told(sale_order))
        self.edit((MUG, (5, 4), "10.00"), (CHAIR, (2, 1), "50.00"))
        self.assertEqual(self.quantities(sale_order), {"Mug": 4, "Chair": 1})
        self.assertFalse(self.told(sale_order), "what the store took back again needs nobody")

    def test_a_variant_that_was_linked_anew_changes_no_line_that_was_delivered(self):
        _payload, sale_order = self.confirmed((MUG, 5, "10.00"))
        self.deliver(sale_order, Mug=3)
        binding = self.env["crossdock.binding"]._find(self.connection, "variant", [MUG])[str(MUG)]
        binding.res_id = self.make_product("New mug").id
        payload, _same = self.edit((MUG, (5, 4), "10.00"))
        self.assertEqual(self.quantities(sale_order), {"Mug": 4})
        self.assertEqual(self.to_send(sale_order), {"Mug": (1, 1)})
        self.assertFalse(self.told(sale_order))
        self.assert_current_total(payload, sale_order)

    def test_what_was_invoiced_keeps_its_price_and_is_not_sent(self):
        _payload, sale_order = self.confirmed((MUG, 5, "10.00"))
        invoice = self.invoice(sale_order)
        self.edit((MUG, (5, 2), "9.00"))
        line = sale_order.order_line.filtered(lambda one: one.product_id == self.mug)
        self.assertEqual((line.product_uom_qty, line.price_unit, line.qty_to_invoice), (2, 10, -3))
        self.assertEqual(self.to_send(sale_order), {"Mug": (2, 2)})
        for words in ("Mug: 5 invoiced, 2 at the store: credit 3", "10.00", "9.00", invoice.name):
            self.assertIn(words, self.told(sale_order))

    def test_what_refunds_explain_is_left_to_credit_notes(self):
        _payload, sale_order = self.confirmed((MUG, 5, "10.00"))
        self.deliver(sale_order, Mug=5)
        self.invoice(sale_order)
        payload = self.edited((MUG, (5, 3), "10.00"))
        line_id = payload["line_items"][0]["id"]
        refund = {"id": 8, "order_id": payload["id"], "created_at": "2026-11-20T12:00:00-05:00", "note": None}
        refund |= {"processed_at": "2026-11-20T12:00:00-05:00", "restock": True, "transactions": []}
        line = {"id": 1, "line_item_id": line_id, "quantity": 2, "restock_type": "return", "location_id": None}
        line |= {"subtotal": "20.00", "total_tax": "2.00"}
        line |= {"subtotal_set": order_payload.bag("20.00", "USD"), "total_tax_set": order_payload.bag("2.00", "USD")}
        payload["refunds"] = [{**refund, "refund_line_items": [line], "order_adjustments": []}]
        event, _same = self.enter(payload, "orders/updated")
        self.assertEqual(event.state, "done", event.reason)
        self.assertFalse(self.told(sale_order))
        self.assertEqual(self.quantities(sale_order), {"Mug": 5})

    def test_a_locked_order_is_told_everything_and_changed_in_nothing(self):
        _payload, sale_order = self.confirmed((MUG, 5, "10.00"))
        sale_order.action_lock()
        self.edit((MUG, 6, "9.00"), (CHAIR, 1, "50.00"))
        self.assertEqual(self.quantities(sale_order), {"Mug": 5})
        for words in ("Mug: 5 ordered, 6 at the store", "9.00", "Chair: to be added, 1 at 50.00", "Total at the store"):
            self.assertIn(words, self.told(sale_order))

    def test_one_activity_holds_the_newest_differences(self):
        _payload, sale_order = self.confirmed((MUG, 5, "10.00"))
        self.deliver(sale_order, Mug=5)
        for left in (3, 1, 2):
            self.edit((MUG, (5, left), "10.00"))
        self.assertEqual(len(sale_order.activity_ids), 1)
        self.assertIn("take 3 back", self.told(sale_order))


@tagged("post_install", "-at_install")
class TestCancellation(EditsCase):
    def cancel(self, *lines):
        payload = self.edited(*lines, cancelled_at="2026-11-20T10:59:00-05:00", cancel_reason="customer")
        event, sale_order = self.enter(payload, "orders/cancelled")
        self.assertEqual(event.state, "done", event.reason)
        return event, sale_order

    def test_a_cancellation_after_delivery_stops_the_rest_and_says_what_to_take_back(self):
        _payload, sale_order = self.confirmed((MUG, 5, "10.00"), (CHAIR, 2, "50.00"))
        self.deliver(sale_order, Mug=3)
        self.cancel((MUG, (5, 0), "10.00"), (CHAIR, (2, 0), "50.00"))
        self.assertEqual(self.to_send(sale_order), {})
        self.assertEqual(self.quantities(sale_order), {"Mug": 3})
        self.assertIn("Mug: 3 delivered, 0 at the store: take 3 back", self.told(sale_order))
        self.assertNotIn("Chair", self.told(sale_order))

    def test_a_cancellation_after_the_invoice_says_what_to_credit(self):
        _payload, sale_order = self.confirmed((MUG, 5, "10.00"))
        invoice = self.invoice(sale_order)
        self.cancel((MUG, (5, 0), "10.00"))
        self.assertEqual(self.to_send(sale_order), {})
        for words in ("Mug: 5 invoiced, 0 at the store: credit 5", "Standard: 1 invoiced", invoice.name):
            self.assertIn(words, self.told(sale_order))

    def test_a_cancellation_takes_draft_invoices_along(self):
        _payload, sale_order = self.confirmed((MUG, 5, "10.00"))
        invoice = self.invoice(sale_order, post=False)
        self.cancel((MUG, (5, 0), "10.00"))
        self.assertEqual((sale_order.state, invoice.state), ("cancel", "cancel"))
        self.assertFalse(self.told(sale_order))

    def test_a_cancellation_of_a_locked_order_is_told(self):
        _payload, sale_order = self.confirmed((MUG, 5, "10.00"))
        sale_order.action_lock()
        self.cancel((MUG, (5, 0), "10.00"))
        self.assertEqual(sale_order.state, "sale")
        self.assertIn("Mug: 5 ordered, 0 at the store", self.told(sale_order))
        sale_order.action_unlock()
        sale_order._action_cancel()
        self.assertEqual(self.quantities(sale_order), {"Mug": 5})
