"""A world for the benchmarks of stock: Odoo, a store and linked products, live and with nothing left to do."""

from contextlib import contextmanager

from tools.environment import copy_database, drop_database, start_odoo, start_simulator
from tools.world import World


@contextmanager
def live_world(database, products, quantity):
    """Yields a ``World`` of so many products, each with so many pieces, without a brake; its database goes with it."""
    copy_database(database)
    try:
        with start_simulator("shopify") as store, start_odoo(database) as odoo:
            world = World(odoo, store)
            world.seed_products(products, quantity=quantity)
            world.connect_store(brake_share=1.0, brake_zero_share=1.0)
            world.link()
            world.go_live()
            world.settle()
            yield world
    finally:
        drop_database(database)
