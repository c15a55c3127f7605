"""What of the free stock a store sells: safety stock, share and maximum, by the line that is nearest to a product."""

import math
import random

from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import CheckViolation, UniqueViolation

from .test_stock_plan import WAREHOUSE, StockCase


@tagged("post_install", "-at_install")
class TestStockPolicy(StockCase):
    def setUp(self):
        super().setUp()
        self.kitchen = self.env["product.category"].create({"name": "Kitchen"})
        self.cups = self.env["product.category"].create({"name": "Cups", "parent_id": self.kitchen.id})
        self.mug.categ_id = self.cups
        self.put_in_stock(self.mug, 20)
        self.forget_marks()

    def policy(self, connection=None, **values):
        return self.env["crossdock.stock.policy"].create(
            {"connection_id": (connection or self.connection).id, **values}
        )

    def sold(self, product=None):
        product = product or self.mug
        return self.desired(product)[product]

    def test_safety_stock_share_and_maximum(self):
        cases = [
            ({}, 20),
            ({"withheld": 3}, 17),
            ({"withheld": 30}, 0),
            ({"share": 50}, 10),
            ({"withheld": 3, "share": 50}, 8),
            ({"share": 0}, 0),
            ({"maximum": 4}, 4),
            ({"maximum": 100}, 20),
            ({"withheld": 1, "share": 100 / 3, "maximum": 5}, 5),
        ]
        for values, expected in cases:
            with self.subTest(values):
                policy = self.policy(**values)
                self.assertEqual(self.sold(), expected)
                policy.unlink()

    def test_the_nearest_line_is_the_one(self):
        plate = self.make_linked("Plate", categ_id=self.kitchen.id)
        chair = self.make_linked("Chair")
        for product in (plate, chair):
            self.put_in_stock(product, 20)
        self.policy(withheld=1)
        self.assertEqual(self.desired(self.mug, plate, chair), {self.mug: 19, plate: 19, chair: 19})
        self.policy(withheld=2, categ_id=self.kitchen.id)
        self.assertEqual(self.desired(self.mug, plate, chair), {self.mug: 18, plate: 18, chair: 19})
        self.policy(withheld=3, categ_id=self.cups.id)
        self.assertEqual(self.desired(self.mug, plate, chair), {self.mug: 17, plate: 18, chair: 19})
        self.policy(withheld=4, product_id=self.mug.id)
        self.assertEqual(self.desired(self.mug, plate, chair), {self.mug: 16, plate: 18, chair: 19})

    def test_a_line_of_another_store_does_not_count(self):
        other = self.make_live(name="Other")
        self.policy(other, withheld=5)
        self.assertEqual(self.sold(), 20)

    def test_safety_stock_is_withheld_at_each_location(self):
        annexe = self.env["stock.location"].create({"name": "Annexe", "usage": "internal"})
        self.map_location(annexe, remote_id=WAREHOUSE + 1)
        self.put_in_stock(self.mug, 7, annexe)
        self.policy(withheld=5)
        self.observe(self.mug, 1000)
        self.observe(self.mug, 1000, location=WAREHOUSE + 1)
        self.plan(self.mug)
        item = self.items[self.mug]
        self.assertEqual(self.planned_levels(), {(item, WAREHOUSE): (1000, 15), (item, WAREHOUSE + 1): (1000, 2)})

    def test_a_change_has_what_it_is_about_looked_at_again(self):
        chair = self.make_linked("Chair")
        everything = {self.mug.id, chair.id}

        def marked_by(change):
            self.forget_marks()
            result = change()
            self.env.flush_all()
            self.env.cr.precommit.run()
            return result, self.marked()

        own, marked = marked_by(lambda: self.policy(product_id=self.mug.id, withheld=1))
        self.assertEqual(marked, {self.mug.id})
        general, marked = marked_by(lambda: self.policy(withheld=1))
        self.assertEqual(marked, everything)
        for what, change, expected in (
            ("more of one", lambda: own.write({"withheld": 2}), {self.mug.id}),
            ("another one", lambda: own.write({"product_id": chair.id}), everything),
            ("gone", own.unlink, {chair.id}),
            ("more of all", lambda: general.write({"maximum": 9}), everything),
            ("gone for all", general.unlink, everything),
            ("another category", lambda: self.mug.write({"categ_id": self.kitchen.id}), {self.mug.id}),
        ):
            with self.subTest(what):
                self.assertEqual(marked_by(change)[1], expected)
        self.policy(categ_id=self.kitchen.id)
        self.assertEqual(marked_by(lambda: self.cups.write({"parent_id": False}))[1], everything)

    @mute_logger("odoo.sql_db")
    def test_what_makes_no_sense_is_refused(self):
        self.policy(withheld=1)
        for values, error in (
            ({"withheld": -1, "product_id": self.mug.id}, CheckViolation),
            ({"share": 101, "product_id": self.mug.id}, CheckViolation),
            ({"share": -1, "product_id": self.mug.id}, CheckViolation),
            ({"maximum": -1, "product_id": self.mug.id}, CheckViolation),
            ({"product_id": self.mug.id, "categ_id": self.cups.id}, CheckViolation),
            ({"withheld": 2}, UniqueViolation),
        ):
            with self.subTest(values), self.assertRaises(error), self.env.cr.savepoint():
                self.policy(**values)

    def test_random_policies_sell_what_plain_arithmetic_says(self):
        chance = random.Random("stock policies")
        categories = [self.kitchen, self.cups]
        for number in range(6):
            parent = chance.choice([*categories, self.env["product.category"]])
            categories.append(parent.create({"name": f"C{number}", "parent_id": parent.id}))
        products = [self.make_linked(f"P{number}", categ_id=chance.choice(categories).id) for number in range(25)]
        free = {product: chance.randint(0, 400) / 4 for product in products}
        for product, quantity in free.items():
            self.put_in_stock(product, quantity)
        scopes = [{}, *({"categ_id": one.id} for one in categories), *({"product_id": one.id} for one in products)]
        lines = []
        for scope in chance.sample(scopes, 16):
            values = {
                "withheld": chance.choice([0, 1, 2.5, 10]),
                "share": chance.choice([0, 12.5, 29, 100 / 3, 50, 100]),
                "maximum": chance.choice([0, 0, 3, 40]),
            }
            lines.append((scope, values))
            self.policy(**scope, **values)

        def wanted(product):
            nearest, found = -1, None
            for scope, values in lines:
                category = self.env["product.category"].browse(scope.get("categ_id"))
                if scope.get("product_id") not in (None, product.id):
                    continue
                if category and not product.categ_id.parent_path.startswith(category.parent_path):
                    continue
                rank = 1000 if "product_id" in scope else len(category.parent_path or "")
                if rank > nearest:
                    nearest, found = rank, values
            if not found:
                return math.floor(free[product])
            left = max(0.0, free[product] - found["withheld"]) * found["share"] / 100
            shown = math.floor(round(left + 1e-9, 2))
            return min(shown, found["maximum"]) if found["maximum"] else shown

        self.assertEqual(self.desired(*products), {product: wanted(product) for product in products})
