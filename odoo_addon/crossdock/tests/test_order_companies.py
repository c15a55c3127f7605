"""Businesses that buy: companies, their locations and contacts, payment terms, and the buyer's language."""

import json

from odoo.tests import tagged

from . import order_payload
from .test_orders import OrdersCase

CREATED = {"createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-02T00:00:00Z"}
HARBOUR = {
    "id": "gid://shopify/CompanyAddress/5",
    "firstName": None,
    "lastName": None,
    "recipient": "Goods in",
    "address1": "1 Harbour Road",
    "address2": None,
    "city": "Louisville",
    "zip": "40003",
    "province": "Kentucky",
    "zoneCode": "KY",
    "country": "United States",
    "countryCode": "US",
    "phone": None,
}


class Session:
    """A store that tells of the companies that it has."""

    def __init__(self):
        self.asked = []
        self.nodes = {}
        self.read = self.answer

    def has(self, node):
        self.nodes[node["id"]] = {**node, **CREATED}

    def answer(self, _document, variables):
        self.asked += variables["ids"]
        return json.dumps({"nodes": [self.nodes.get(gid) for gid in variables["ids"]]}).encode(), None


@tagged("post_install", "-at_install")
class TestOrderCompanies(OrdersCase):
    def setUp(self):
        super().setUp()
        self.engine.line = self.store_line = Session()
        self.store_line.has(
            {"id": "gid://shopify/Company/71", "name": "Acme Inc", "externalId": "C-71", "note": "Pays late"}
        )
        self.has_location()

    def has_location(self, **taxes):
        taxes = {"taxRegistrationId": None, "taxExempt": None, "taxExemptions": [], **taxes}
        node = {"id": "gid://shopify/CompanyLocation/72", "company": {"id": "gid://shopify/Company/71"}}
        node |= {"name": "Acme Harbour", "externalId": None, "phone": None, "locale": None, "note": None}
        node |= {"billingAddress": None, "shippingAddress": HARBOUR, "taxSettings": taxes}
        self.store_line.has(node)

    def business(self, order_id=71000, customer=None, **changes):
        payload = self.payload(order_id=order_id, company={"id": 71, "location_id": 72}, **changes)
        payload["customer"] |= customer or {}
        harbour = {"address1": "1 Harbour Road", "city": "Louisville"}
        payload["shipping_address"] = {**payload["shipping_address"], **harbour}
        return payload

    def enter_business(self, *args, **changes):
        payload = self.business(*args, **changes)
        event, sale_order = self.enter(payload)
        self.assertEqual(event.state, "done", event.reason)
        self.assert_equal_totals(payload, sale_order)
        return sale_order

    def test_company_location_and_contact_are_one_tree(self):
        sale_order = self.enter_business()
        company = sale_order.partner_id.parent_id
        self.assertEqual((company.name, company.is_company, company.ref), ("Acme Inc", True, "C-71"))
        self.assertIn("Pays late", company.comment)
        self.assertEqual((sale_order.partner_id.name, sale_order.partner_id.type), ("John Smith", "contact"))
        place = sale_order.partner_shipping_id
        self.assertEqual((place.name, place.parent_id, place.street), ("Acme Harbour", company, "1 Harbour Road"))
        self.assertEqual((place.country_id.code, place.state_id.code), ("US", "KY"))
        self.assertEqual(sale_order.partner_invoice_id.commercial_partner_id, company)
        bound = self.env["crossdock.binding"].search([("connection_id", "=", self.connection.id)])
        found = {(one.kind, one.remote_id): one.res_id for one in bound}
        self.assertEqual(found["company", "71"], company.id)
        self.assertEqual(found["company_location", "72"], place.id)

    def test_later_orders_find_the_same_and_ask_the_store_no_more(self):
        first = self.enter_business()
        asked = len(self.store_line.asked)
        second = self.enter_business(71001)
        third = self.enter_business(71002, customer={"id": 8, "email": "ann@acme.example", "first_name": "Ann"})
        self.assertEqual(len(self.store_line.asked), asked)
        self.assertEqual((second.partner_id, second.partner_shipping_id), (first.partner_id, first.partner_shipping_id))
        self.assertNotEqual(third.partner_id, first.partner_id)
        self.assertEqual(third.partner_id.parent_id, first.partner_id.parent_id)
        self.assertEqual(third.partner_shipping_id, first.partner_shipping_id)

    def test_orders_of_one_batch_make_one_company(self):
        for number in range(3):
            self.hear(self.business(71010 + number))
        self.assertEqual(self.drain(), 1)
        self.assertEqual(self.env["res.partner"].search_count([("name", "=", "Acme Inc")]), 1)
        self.assertEqual(len(self.store_line.asked), 2)

    def test_a_company_is_found_by_the_number_that_the_store_has_for_it(self):
        cases = {"ref": ({"ref": "C-71"}, {}), "vat": ({"vat": "US123"}, {"taxRegistrationId": "US123"})}
        for number, (what, (values, taxes)) in enumerate(cases.items()):
            with self.subTest(what):
                self.env["crossdock.binding"].search([("kind", "in", ("company", "company_location"))]).unlink()
                own = self.env["res.partner"].create({"name": "ACME Incorporated", "is_company": True, **values})
                self.has_location(**taxes)
                customer = {"id": 900 + number, "email": f"buyer{number}@acme.example"}
                sale_order = self.enter_business(71020 + number, customer=customer)
                self.assertEqual(sale_order.partner_id.parent_id, own)
                own.write({"ref": False, "vat": False})

    def test_a_buyer_who_has_bought_privately_stays_a_person_of_his_own(self):
        _event, private = self.enter(self.payload(order_id=5))
        sale_order = self.enter_business()
        self.assertFalse(private.partner_id.parent_id)
        self.assertNotEqual(sale_order.partner_id, private.partner_id)
        self.assertEqual(sale_order.partner_id.email, private.partner_id.email)
        self.assertEqual(sale_order.partner_id.parent_id.name, "Acme Inc")
        again = self.enter_business(71030)
        self.assertEqual(again.partner_id, sale_order.partner_id)

    def test_a_company_that_the_store_has_no_more_is_named_after_the_bill(self):
        self.store_line.nodes.clear()
        sale_order = self.enter_business()
        self.assertEqual(sale_order.partner_id.parent_id.name, "Shipping Company")

    def test_tax_registration_and_exemptions_are_noted(self):
        self.has_location(taxRegistrationId="DE811907980", taxExempt=True, taxExemptions=["US_KY_RESELLER_EXEMPTION"])
        company = self.enter_business().partner_id.parent_id
        self.assertIn("DE811907980", f"{company.vat} {company.comment}")
        self.assertIn("us_ky_reseller_exemption", company.comment)

    def test_payment_terms_of_so_many_days_are_odoos_where_it_has_them(self):
        terms = self.env["account.payment.term"]
        own = terms.create(
            {
                "name": "Seventeen",
                "line_ids": [(0, 0, {"value": "percent", "value_amount": 100, "nb_days": 17})],
                "company_id": self.connection.company_id.id,
            }
        )
        for number, (days, expected) in enumerate(((17, own), (18, terms))):
            with self.subTest(days=days):
                terms_told = {"id": 3, "payment_terms_name": f"Net {days}", "payment_terms_type": "net"}
                terms_told |= {"due_in_days": days, "payment_schedules": []}
                sale_order = self.enter_business(71040 + number, payment_terms=terms_told)
                self.assertEqual(sale_order.payment_term_id, expected)

    def test_I14_a_preview_creates_no_company(self):
        self.connection.state = "preview"
        event = self.hear(self.business())
        self.drain()
        self.assertEqual((event.state, event.reason_code), ("held", "preview"), event.reason)
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Acme Inc")]))
        self.connection.action_go_live()
        self.drain()
        self.assertEqual(event.state, "done", event.reason)


@tagged("post_install", "-at_install")
class TestOrderLanguages(OrdersCase):
    def test_a_new_customer_speaks_the_checkouts_language_where_it_is_active(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        cases = [("fr-FR", "fr_FR"), ("fr", "fr_FR"), ("fr-CA", "fr_FR"), ("nl-NL", "en_US"), (None, "en_US")]
        for number, (locale, expected) in enumerate(cases):
            with self.subTest(locale=locale):
                payload = self.payload(order_id=1300 + number, customer_locale=locale)
                payload["customer"] |= {"id": 1300 + number, "email": f"c{number}@example.com"}
                _event, sale_order = self.enter(payload)
                self.assertEqual(sale_order.partner_id.lang, expected)

    def test_an_exempt_customer_says_so(self):
        payload = self.payload(taxes=[])
        payload["customer"]["tax_exempt"] = True
        _event, sale_order = self.enter(payload)
        self.assertIn("Tax exempt", sale_order.partner_id.comment)
        self.assertEqual(order_payload.money("0"), payload["total_tax"])
