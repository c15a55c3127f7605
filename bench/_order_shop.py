"""What the benchmarks of orders share: a store and a database whose inbox holds the webhooks of orders that wait."""

import itertools
import sys

from tools.environment import start_odoo
from tools.world import World

KNOWN_BUYERS = 40
ORDERS_PER_CALL = 50


def order_of(world, number, products):
    """An order of one line a product; every other one is of a buyer whom Odoo has."""
    buyer = f"known-{number // 2 % KNOWN_BUYERS}" if number % 2 else f"new-{number}"
    address = {
        "first_name": "Ada",
        "last_name": buyer,
        "address1": f"{buyer} High Street",
        "city": "New York",
        "zip": "10001",
        "country_code": "US",
        "province_code": "NY",
    }
    return world.order(
        lines=[{"sku": one["sku"], "quantity": 1 + number % 2} for one in products],
        customer={"email": f"{buyer}@example.com", "first_name": "Ada", "last_name": buyer},
        shipping_address=address,
        billing_address=address,
        shipping=None,
        discount_code=None,
    )


class Shop:
    """A world whose buyers place orders of three lines. ``choose(number)`` gives the products of an order."""

    def __init__(self, database, store, products):
        self.database = database
        self.store = store
        self.products = products
        self.numbers = itertools.count(1)
        self.port = None
        self.world = None

    def open(self):
        """Set all up, have both sides linked and the known buyers known."""
        with start_odoo(self.database) as odoo:
            self.world = world = World(odoo, self.store)
            world.seed_products(self.products, quantity=100_000)
            world.connect_store(brake_share=1.0, order_prefix="SHOP")
            world.link()
            world.go_live()
            world.settle()
            self.place(2 * KNOWN_BUYERS, self.any_three)
            world.settle()
            self.port = odoo.port

    def without_workers(self):
        """The same Odoo at the same address, for that is where the store sends to, in which all webhooks wait."""
        odoo = start_odoo(self.database, cron_threads=0, port=self.port)
        self.world.odoo = odoo
        return odoo

    def any_three(self, _number):
        return self.world.random.sample(self.world.products, 3)

    def place(self, count, choose):
        """Place so many orders, and have their webhooks delivered."""
        for _start in range(0, count, ORDERS_PER_CALL):
            numbers = list(itertools.islice(self.numbers, min(count, ORDERS_PER_CALL)))
            orders = [order_of(self.world, number, choose(number)) for number in numbers]
            self.world.store.post("/_sim/orders", {"orders": orders})
        self.world.store.post("/_sim/deliveries/flush")

    def require_waiting(self, count):
        """End the benchmark unless so many orders wait."""
        query = "SELECT count(*) FROM crossdock_inbox WHERE lane = 'orders' AND state = 'ready'"
        if (found := self.world.sql(query)[0][0]) != count:
            sys.exit(f"bench: {found} webhooks wait, not {count}")
