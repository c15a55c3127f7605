"""Where orders came from, and what the buyer and the store noted on them."""

from odoo.tests import tagged

from .test_orders import OrdersCase


@tagged("post_install", "-at_install")
class TestOrderOrigin(OrdersCase):
    def enter_from(self, order_id, **changes):
        payload = self.payload(order_id=order_id, **changes)
        event, sale_order = self.enter(payload)
        self.assertEqual(event.state, "done", event.reason)
        return sale_order

    def test_the_landing_page_names_campaign_medium_and_source(self):
        page = "/products/mug?utm_source=Newsletter&utm_medium=email&utm_campaign=Fall%20Drive"
        cases = [
            ({"landing_site": page}, ("Newsletter", "Email", "Fall Drive")),
            ({"landing_site": "/", "referring_site": "https://www.example.net/a?b"}, ("example.net", False, False)),
            ({"source_name": "pos"}, ("Point of Sale", False, False)),
            ({"source_name": "580111"}, (False, False, False)),
            ({"landing_site": None, "referring_site": "http://[broken"}, ("Online Store", False, False)),
            ({"landing_site": "/?utm_source=%20&utm_campaign=" + "x" * 300}, ("Online Store", False, "x" * 100)),
        ]
        for number, (changes, expected) in enumerate(cases):
            with self.subTest(changes=changes):
                sale_order = self.enter_from(70 + number, **changes)
                names = (sale_order.source_id.name, sale_order.medium_id.name, sale_order.campaign_id.name)
                self.assertEqual(names, expected)

    def test_what_exists_is_found_whatever_its_case(self):
        source = self.env["utm.source"].create({"name": "Newsletter_1"})
        first = self.enter_from(80, landing_site="/?utm_source=NEWSLETTER_1")
        self.assertEqual(first.source_id, source)
        other = self.enter_from(81, landing_site="/?utm_source=newsletterX1")
        self.assertNotEqual(other.source_id, source, "an underscore is no wildcard")

    def test_orders_of_one_batch_share_what_is_created(self):
        for number in range(3):
            self.hear(self.payload(order_id=90 + number, landing_site="/?utm_campaign=Once", tags="vip"))
        self.assertEqual(self.drain(), 1)
        self.assertEqual(self.env["utm.campaign"].search_count([("name", "=", "Once")]), 1)
        self.assertEqual(self.env["crm.tag"].search_count([("name", "=", "vip")]), 1)

    def test_tags_follow_the_store_and_leave_peoples_own(self):
        payload = self.payload(tags="gift, vip")
        _event, sale_order = self.enter(payload)
        self.assertEqual(set(sale_order.tag_ids.mapped("name")), {"gift", "vip"})
        sale_order.tag_ids |= self.env["crm.tag"].create({"name": "ours"})
        self.enter({**payload, "tags": "rush, vip", "updated_at": "2026-11-20T11:00:00-05:00"}, "orders/updated")
        self.assertEqual(set(sale_order.tag_ids.mapped("name")), {"rush", "vip", "ours"})

    def test_notes_and_attributes_are_shown_and_follow_the_store(self):
        attributes = [{"name": "Gift message", "value": "For Ann"}, {"name": "_internal", "value": "x"}]
        payload = self.payload(note="Ring twice", note_attributes=attributes)
        _event, sale_order = self.enter(payload)
        self.assertEqual(sale_order.crossdock_attributes, "Gift message: For Ann")
        self.assertIn("Ring twice", sale_order.note)
        later = {"updated_at": "2026-11-20T11:00:00-05:00", "note": "Ring once\nThen wait", "note_attributes": []}
        self.enter({**payload, **later}, "orders/updated")
        self.assertFalse(sale_order.crossdock_attributes)
        self.assertIn("Ring once", sale_order.note)
        self.assertNotIn("twice", sale_order.note)

    def test_the_buyers_own_number_is_the_customers_reference(self):
        payload = self.payload(po_number="PO-77")
        _event, sale_order = self.enter(payload)
        self.assertEqual(sale_order.client_order_ref, "PO-77")
        self.assertIn(payload["name"], sale_order.origin)
        self.enter({**payload, "po_number": None, "updated_at": "2026-11-20T11:00:00-05:00"}, "orders/updated")
        self.assertEqual(sale_order.client_order_ref, payload["name"])

    def test_a_button_opens_the_order_in_the_stores_admin(self):
        sale_order = self.enter_from(99)
        action = sale_order.action_crossdock_open_in_store()
        self.assertEqual(action["type"], "ir.actions.act_url")
        self.assertEqual(action["url"], "https://tour-store.myshopify.com/admin/orders/99")
