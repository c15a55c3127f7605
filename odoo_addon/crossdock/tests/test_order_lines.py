"""Lines of orders: what is no product in Odoo (any more), and what a line shows besides its product."""

from odoo.tests import tagged

from ..sync import reasons
from .test_orders import MUG, OrdersCase

GONE, CARD = 4001, 4002


@tagged("post_install", "-at_install")
class TestUnknownProducts(OrdersCase):
    def setUp(self):
        super().setUp()
        self.catch_all = self.env["product.product"].create({"name": "Anything", "type": "service", "taxes_id": False})

    def of(self, order_id=31, **line):
        return self.payload([{"title": "Lamp", "sku": "LAMP-1", "price": "5.00", **line}], order_id=order_id)

    def test_each_policy_decides_which_lines_the_catch_all_product_stands_for(self):
        tomb = self.link(self.make_product("Gone"), GONE)
        tomb.deleted_at = "2026-11-01 00:00:00"
        # What the line is, and under which policies it is entered.
        cases = {
            "not linked": ({"variant_id": 77}, {"unlinked"}),
            "link taken back": ({"variant_id": GONE}, {"deleted", "unlinked"}),
            "product gone, variant named": ({"variant_id": 77, "product_id": None}, {"deleted", "unlinked"}),
            "product and variant gone": ({"variant_id": None}, {"deleted", "unlinked"}),
        }
        number = 0
        self.connection.catch_all_product_id = self.catch_all
        for policy in ("hold", "deleted", "unlinked"):
            self.connection.unknown_product_policy = policy
            for what, (line, policies) in cases.items():
                with self.subTest(policy=policy, what=what):
                    number += 1
                    payload = self.of(3100 + number, **line)
                    if "product_id" in line:
                        payload["line_items"][0]["product_id"] = None
                    event, sale_order = self.enter(payload)
                    if policy not in policies:
                        self.assert_held(event, reasons.PRODUCT, "Lamp")
                        continue
                    self.assertEqual(event.state, "done", event.reason)
                    self.assert_equal_totals(payload, sale_order)
                    self.assertEqual(sale_order.order_line[0].product_id, self.catch_all)
                    self.assertEqual(sale_order.order_line[0].name, "[LAMP-1] Lamp")

    def test_I6_orders_that_waited_go_through_once_the_setting_allows_them(self):
        event, _none = self.enter(self.of(variant_id=77))
        other, _none = self.enter(self.payload(taxes=[("New tax", 0.03)], order_id=32))
        self.assert_held(event, reasons.PRODUCT)
        self.assert_held(other, reasons.TAX)
        self.connection.write({"unknown_product_policy": "unlinked", "catch_all_product_id": self.catch_all.id})
        self.drain()
        self.assertEqual((event.state, other.state), ("done", "held"), event.reason)
        self.connection.create_missing_taxes = True
        self.drain()
        self.assertEqual(other.state, "done", other.reason)

    def test_two_variants_that_are_gone_show_their_own_titles(self):
        self.connection.write({"unknown_product_policy": "unlinked", "catch_all_product_id": self.catch_all.id})
        lines = [
            {"variant_id": 71, "title": "Lamp", "sku": "L", "price": "5.00"},
            {"variant_id": 72, "title": "Shade", "price": "2.50", "properties": [{"name": "Size", "value": "XL"}]},
            {"variant_id": MUG, "price": "1.00"},
        ]
        payload = self.payload(lines)
        _event, sale_order = self.enter(payload)
        self.assert_equal_totals(payload, sale_order)
        self.assertEqual(sale_order.order_line.mapped("name")[:3], ["[L] Lamp", "Shade\nSize: XL", "Mug"])

    def test_a_gift_card_takes_its_own_product(self):
        card = self.env["product.product"].create({"name": "Card", "type": "service", "taxes_id": False})
        self.connection.gift_card_product_id = card
        payload = self.of(variant_id=CARD, title="Gift Card $50", sku="GC")
        payload["line_items"][0]["gift_card"] = True
        event, sale_order = self.enter(payload)
        self.assertEqual(event.state, "done", event.reason)
        line = sale_order.order_line[0]
        self.assertEqual((line.product_id, line.name), (card, "[GC] Gift Card $50\nGift card"))
        self.assert_equal_totals(payload, sale_order)


@tagged("post_install", "-at_install")
class TestLineTexts(OrdersCase):
    def test_properties_are_shown_and_hidden_ones_are_not(self):
        properties = [{"name": "Engraving", "value": "Ann"}, {"name": "_bundle", "value": "x1"}]
        _event, sale_order = self.enter(self.payload([{"variant_id": MUG, "price": "10.00", "properties": properties}]))
        self.assertEqual(sale_order.order_line[0].name, "Mug\nEngraving: Ann")

    def test_components_name_their_bundle(self):
        payload = self.payload([{"variant_id": MUG, "price": "10.00"}, {"variant_id": MUG, "price": "3.00"}])
        payload["line_items"][0]["sales_line_item_group_id"] = 9
        payload["line_item_groups"] = [
            {"id": 9, "title": "Breakfast", "quantity": 2, "variant_id": 5, "product_id": 6, "variant_sku": "B"}
        ]
        event, sale_order = self.enter(payload)
        self.assertEqual(event.state, "done", event.reason)
        self.assertEqual(sale_order.order_line.mapped("name")[:2], ["Mug\nPart of: Breakfast × 2", "Mug"])

    def test_I9_a_tip_among_the_goods_is_charged_once(self):
        self.connection.custom_product_id = self.custom
        tip = {"title": "Tip", "price": "2.50", "taxes": []}
        payload = self.payload([{"variant_id": MUG, "price": "10.00"}, tip])
        payload["total_tip_received"] = "2.50"
        _event, sale_order = self.enter(payload)
        self.assert_equal_totals(payload, sale_order)
        self.assertEqual(sale_order.order_line.mapped("name").count("Tip"), 1)
        beside = self.payload([{"variant_id": MUG, "price": "10.00"}], order_id=7, total_tip_received="2.50")
        _event, sale_order = self.enter(beside)
        self.assert_equal_totals(beside, sale_order)
        self.assertEqual(sale_order.order_line.mapped("name").count("Tip"), 1)

    def test_removed_and_reduced_lines_count_what_is_left(self):
        lines = [
            {"variant_id": MUG, "price": "10.00", "quantity": 5, "current_quantity": 2},
            {"variant_id": MUG, "price": "7.00", "quantity": 1, "current_quantity": 0},
        ]
        payload = self.payload(lines, taxes=[], shipping=None)
        payload["current_total_price"] = payload["current_total_price_set"]["shop_money"]["amount"] = "20.00"
        event, sale_order = self.enter(payload)
        self.assertEqual(event.state, "done", event.reason)
        self.assertEqual(sale_order.order_line.mapped("product_uom_qty"), [2])
        self.assertEqual(f"{sale_order.amount_total:.2f}", "20.00")

    def test_each_line_has_a_key_of_its_own(self):
        self.connection.write({"discount_product_id": self.discount.id, "custom_product_id": self.custom.id})
        payload = self.payload(
            [{"variant_id": MUG, "price": "9999.99", "discount": "0.01"}, {"variant_id": MUG, "price": "1.00"}],
            total_tip_received="1.00",
        )
        _event, sale_order = self.enter(payload)
        first, second = (str(line["id"]) for line in payload["line_items"])
        shipping = payload["shipping_lines"][0]["id"]
        self.assertEqual(
            sale_order.order_line.mapped("crossdock_line_key"),
            [first, f"{first}:discount", second, f"shipping:{shipping}", "tip"],
        )
        goods = sale_order.order_line.filtered("crossdock_remote_line_id")
        self.assertEqual(goods.mapped("crossdock_remote_line_id"), [first, second])
