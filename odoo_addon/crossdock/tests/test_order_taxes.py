"""Taxes of orders: by region, owed by the channel, exempt, and created where the connection allows it."""

from decimal import Decimal

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..sync import reasons
from . import order_payload
from .test_orders import MUG, VAT, OrdersCase


class TaxesCase(OrdersCase):
    def to(self, country, province=None, **changes):
        """An order's payload that goes to a country."""
        address = {**order_payload.ADDRESS, "country_code": country, "province_code": province}
        return self.payload(shipping_address=address, **changes)

    def charged(self, sale_order):
        return sale_order.order_line[0].tax_ids

    def assert_to_the_cent(self, sale_order, total, tax):
        self.assertEqual(len(sale_order), 1)
        found = (f"{sale_order.amount_total:.2f}", f"{sale_order.amount_tax:.2f}")
        self.assertEqual(found, (f"{Decimal(total):.2f}", f"{Decimal(tax):.2f}"))


@tagged("post_install", "-at_install")
class TestTaxRegions(TaxesCase):
    def setUp(self):
        super().setUp()
        self.anywhere = self.connection.tax_mapping_ids
        germany, states = self.env.ref("base.de"), self.env.ref("base.us")
        kentucky = self.env["res.country.state"].search([("country_id", "=", states.id), ("code", "=", "KY")])
        self.germany = self.copied(country_id=germany.id)
        self.states = self.copied(country_id=states.id)
        self.kentucky = self.copied(country_id=states.id, state_id=kentucky.id)

    def copied(self, **region):
        tax = self.anywhere.tax_id.copy({"name": f"VAT {region}"})
        return self.anywhere.copy({**region, "tax_id": tax.id})

    def test_the_most_specific_mapping_wins_in_one_batch(self):
        cases = [
            ("DE", "BE", self.germany),
            ("US", "KY", self.kentucky),
            ("US", "CA", self.states),
            ("US", None, self.states),
            ("FR", "KY", self.anywhere),
        ]
        payloads = [self.to(country, state, order_id=700 + n) for n, (country, state, _tax) in enumerate(cases)]
        events = [self.hear(payload) for payload in payloads]
        self.assertEqual(self.drain(), 1)
        for event, payload, (country, state, mapping) in zip(events, payloads, cases, strict=True):
            with self.subTest(country=country, state=state):
                self.assertEqual(event.state, "done", event.reason)
                sale_order = self.sale_order(payload)
                self.assertEqual(self.charged(sale_order), mapping.tax_id)
                self.assert_equal_totals(payload, sale_order)

    def test_an_order_without_an_address_is_taxed_where_the_company_is(self):
        self.connection.company_id.write({"country_id": self.env.ref("base.de").id, "state_id": False})
        payload = self.payload(shipping_address=None, billing_address=None, shipping=None)
        _event, sale_order = self.enter(payload)
        self.assertEqual(self.charged(sale_order), self.germany.tax_id)

    def test_I6_a_tax_that_is_mapped_for_elsewhere_holds_the_order_and_says_where(self):
        self.anywhere.unlink()
        event, sale_order = self.enter(self.to("FR"))
        self.assertFalse(sale_order)
        self.assert_held(event, reasons.TAX, "VAT", "10 %", "FR")
        self.kentucky.write({"state_id": False, "country_id": self.env.ref("base.fr").id})
        self.drain()
        self.assertEqual(event.state, "done", event.reason)

    def test_a_state_belongs_to_the_country(self):
        with self.assertRaises(ValidationError):
            self.kentucky.country_id = self.env.ref("base.de")


@tagged("post_install", "-at_install")
class TestTaxesExempt(TaxesCase):
    def test_an_exempt_order_is_charged_nothing_and_says_so(self):
        for number, changes in enumerate(({"tax_exempt": True}, {"customer_exempt": True})):
            with self.subTest(changes=changes):
                exempt = changes.pop("customer_exempt", False)
                payload = self.payload(taxes=[], order_id=800 + number, **changes)
                payload["customer"]["tax_exempt"] = exempt
                _event, sale_order = self.enter(payload)
                self.assertFalse(sale_order.order_line.tax_ids)
                self.assertTrue(sale_order.crossdock_tax_exempt)
                self.assert_to_the_cent(sale_order, "24.90", 0)

    def test_tax_lines_of_nothing_need_no_mapping(self):
        payload = self.payload(taxes=[])
        payload["line_items"][0]["tax_lines"] = [
            {"title": "Reverse charge", "rate": 0.19, "price": "0.00", "price_set": order_payload.bag(0, "USD")}
        ]
        _event, sale_order = self.enter(payload)
        self.assert_to_the_cent(sale_order, "24.90", 0)


@tagged("post_install", "-at_install")
class TestTaxesOfTheChannel(TaxesCase):
    """Market tax is owed by the channel, VAT by the merchant."""

    MARKET = ("Market tax", 0.05)

    def liable(self, lines=None, liable=("Market tax",), **changes):
        payload = self.payload(lines, **{"taxes": [self.MARKET], **changes})
        for line in [*payload["line_items"], *payload["shipping_lines"]]:
            for tax in line["tax_lines"]:
                tax["channel_liable"] = tax["title"] in liable
        return payload

    def owed(self, payload):
        lines = [*payload["line_items"], *payload["shipping_lines"]]
        taxes = [tax for line in lines for tax in line["tax_lines"] if tax["channel_liable"]]
        return sum((Decimal(tax["price"]) for tax in taxes), Decimal(0))

    def enter_all(self, cases, included=False):
        for number, (lines, changes) in enumerate(cases):
            with self.subTest(lines=lines, changes=changes):
                payload = self.liable(lines, order_id=900 + number, included=included, **changes)
                event, sale_order = self.enter(payload)
                self.assertEqual(event.state, "done", event.reason)
                owed = self.owed(payload)
                self.assertGreater(owed, 0)
                tax = 0 if included else Decimal(payload["total_tax"]) - owed
                self.assert_to_the_cent(sale_order, Decimal(payload["total_price"]) - owed, tax)
                self.assertAlmostEqual(sale_order.crossdock_remitted, float(owed))
                self.assertAlmostEqual(sale_order.crossdock_remote_total, float(payload["total_price"]))

    def test_I9_taxes_that_the_channel_owes_are_mapped_as_any_other(self):
        payload = self.liable()
        event, _none = self.enter(payload)
        self.assert_held(event, reasons.TAX, "Market tax")
        self.map_tax(*self.MARKET)
        self.drain()
        self.assert_equal_totals(payload, self.sale_order(payload))

    def test_I9_left_out_they_are_no_part_of_the_total(self):
        self.connection.liable_tax_policy = "exclude"
        self.connection.discount_product_id = self.discount
        both = {"taxes": [self.MARKET, VAT]}
        self.enter_all(
            [
                (None, {}),
                (None, both),
                ([{"variant_id": MUG, "price": "19.99", "quantity": 3, "discount": "7.77"}], both),
                ([{"variant_id": MUG, "price": "9999.99", "quantity": 1, "discount": "0.01"}], both),
                ([{"variant_id": MUG, "price": "0.33", "quantity": 7}, {"variant_id": MUG, "price": "5.55"}], {}),
            ]
        )

    def test_I9_left_out_of_prices_that_include_them_they_are_a_line_of_their_own(self):
        self.connection.liable_tax_policy = "exclude"
        event, _none = self.enter(self.liable(included=True))
        self.assert_held(event, reasons.PRODUCT, "the channel remits")
        self.connection.custom_product_id = self.custom
        self.enter_all([(None, {}), ([{"variant_id": MUG, "price": "19.99", "quantity": 3}], {})], included=True)

    def test_I9_a_price_that_includes_both_kinds_is_held(self):
        self.connection.write({"liable_tax_policy": "exclude", "custom_product_id": self.custom.id})
        self.map_tax(*VAT, included=True)
        event, sale_order = self.enter(self.liable(included=True, taxes=[self.MARKET, VAT]))
        self.assertFalse(sale_order)
        self.assert_held(event, reasons.TAX, "Market tax", "VAT")


@tagged("post_install", "-at_install")
class TestMissingTaxes(TaxesCase):
    def setUp(self):
        super().setUp()
        self.connection.create_missing_taxes = True

    def taxes(self):
        return self.env["account.tax"].search([])

    def test_a_missing_tax_is_created_mapped_and_told(self):
        for included in (False, True):
            with self.subTest(included=included):
                before = self.taxes()
                payload = self.to("DE", taxes=[("MwSt", 0.19)], included=included, order_id=1000 + included)
                event, sale_order = self.enter(payload)
                self.assertEqual(event.state, "done", event.reason)
                self.assert_equal_totals(payload, sale_order)
                created = self.taxes() - before
                self.assertEqual(self.charged(sale_order), created)
                self.assertEqual((created.amount, created.price_include), (19, included))
                self.assertIn("MwSt 19% DE", created.name)
                self.assertEqual(created.tax_group_id.name, "MwSt 19%")
                self.assertEqual(created.country_id, created.company_id.account_fiscal_country_id)
                mapping = self.connection.tax_mapping_ids.filtered(lambda one, tax=created: one.tax_id == tax)
                self.assertEqual((mapping.country_id.code, mapping.included), ("DE", included))
                self.assertTrue(any(created.name in one.body for one in self.connection.message_ids))
                self.assertTrue(any(sale_order.client_order_ref in one.body for one in created.message_ids))

    def test_the_tax_account_is_that_of_the_companys_usual_tax(self):
        usual = self.env.company.account_sale_tax_id
        expected = usual.invoice_repartition_line_ids.filtered(lambda one: one.repartition_type == "tax").account_id
        self.assertTrue(expected, "the test's chart of accounts books sales taxes")
        _event, sale_order = self.enter(self.payload(taxes=[("New tax", 0.07)]))
        created = self.charged(sale_order)
        parts = created.invoice_repartition_line_ids + created.refund_repartition_line_ids
        self.assertEqual(parts.filtered(lambda one: one.repartition_type == "tax").account_id, expected)

    def test_orders_of_one_batch_and_later_ones_share_what_was_created(self):
        before = self.taxes()
        payloads = [self.to("DE", taxes=[("MwSt", 0.19)], order_id=1100 + number) for number in range(3)]
        for payload in payloads[:2]:
            self.hear(payload)
        self.assertEqual(self.drain(), 1)
        self.enter(payloads[2])
        self.assertEqual(len(self.taxes() - before), 1)
        self.assertEqual(len({self.charged(self.sale_order(payload)) for payload in payloads}), 1)

    def test_the_companys_own_tax_of_the_rate_is_taken_rather_than_made_again(self):
        country = self.connection.company_id.account_fiscal_country_id
        own = self.env["account.tax"].create(
            {"name": "Own 13 %", "amount": 13, "type_tax_use": "sale", "price_include_override": "tax_excluded"}
        )
        payload = self.to(country.code, taxes=[("Sales tax", 0.13)])
        before = self.taxes()
        _event, sale_order = self.enter(payload)
        self.assertEqual((self.charged(sale_order), self.taxes()), (own, before))
        other = self.to(country.code, taxes=[("County tax", 0.13)], order_id=1201)
        _event, sale_order = self.enter(other)
        self.assertNotEqual(self.charged(sale_order), own, "another tax of the store's is another tax")
        self.assert_equal_totals(other, sale_order)

    def test_what_lacks_first_is_said_first_where_nothing_is_created(self):
        lacking = {"taxes": [("New tax", 0.07)], "shipping": ("Drone", "9.00")}
        for allowed, code in ((False, reasons.TAX), (True, reasons.CARRIER)):
            self.connection.create_missing_taxes = allowed
            event, _none = self.enter(self.payload(order_id=1300 + allowed, **lacking))
            self.assert_held(event, code)

    def test_an_order_that_lacks_something_else_creates_nothing(self):
        before = self.taxes()
        event, _none = self.enter(self.payload([{"variant_id": 77, "price": "1.00"}], taxes=[("New tax", 0.07)]))
        self.assert_held(event, reasons.PRODUCT)
        self.assertEqual(self.taxes(), before)

    def test_I14_a_preview_says_which_taxes_it_would_create(self):
        self.connection.state = "preview"
        before = self.taxes()
        payload = self.payload(taxes=[("New tax", 0.07)])
        event, _none = self.enter(payload)
        self.assert_held(event, reasons.PREVIEW, "New tax", "7 %")
        self.assertEqual(self.taxes(), before)
        self.connection.action_go_live()
        self.drain()
        self.assertEqual(event.state, "done", event.reason)
        self.assert_equal_totals(payload, self.sale_order(payload))
