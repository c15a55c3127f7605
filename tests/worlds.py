"""Worlds for the tests: a fresh database, a store, a CRM and a running Odoo, connected and live."""

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tools.environment import copy_database, drop_database, query, start_odoo, start_simulator
from tools.environment.server import addons_path
from tools.world import World

# What is due each night has calls of its own to the store, and a template may be older than a night.
NIGHT_LATER = (
    "UPDATE ir_cron SET nextcall = now() + interval '1 day' FROM ir_model_data d"
    " WHERE d.module = 'crossdock' AND d.name = 'cron_retention' AND ir_cron.id = d.res_id"
)

_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def make_world() -> Iterator[Callable[..., World]]:
    """Makes worlds that end with the module."""
    with ExitStack() as stack:

        def make(
            *,
            products: int = 10,
            quantity: int = 20,
            crm: bool = True,
            live: bool = True,
            workers: int = 2,
            cron_threads: int = 3,
            addons: list[Path] | None = None,
            server_wide: list[str] | None = None,
            env: dict[str, str] | None = None,
            webhook_retry_seconds: list[float] | None = None,
            store: dict | None = None,
            connection: dict | None = None,
        ) -> World:
            name = f"crossdock_test_{os.getpid()}_{next(_numbers)}"
            copy_database(name)
            stack.callback(drop_database, name)
            query(name, NIGHT_LATER)
            shop = stack.enter_context(start_simulator("shopify"))
            settings = {"webhook_retry_seconds": webhook_retry_seconds or [0.3, 0.6, 1.2, 2.5, 5, 10, 20, 40]}
            shop.post("/_sim/configure", settings | (store or {}))
            hub = None
            if crm:
                hub = stack.enter_context(start_simulator("hubspot"))
                hub.post("/_sim/configure", {"webhook_retry_seconds": settings["webhook_retry_seconds"]})
            conf = {}
            conf["log_handler"] = ":INFO,odoo.addons.rpc:ERROR,werkzeug:WARNING"
            if addons:
                conf["addons_path"] = ",".join(str(path) for path in [*addons, *addons_path()])
            if server_wide:
                conf["server_wide_modules"] = ",".join(["base", "rpc", "web", *server_wide])
            odoo = stack.enter_context(
                start_odoo(name, workers=workers, cron_threads=cron_threads, extra_conf=conf, env=env)
            )
            world = World(odoo, shop, hub)
            world.seed_products(products, quantity)
            world.connect_store(**(connection or {}))
            world.link()
            if live:
                world.go_live()
                if hub:
                    world.connect_crm()
            world.settle()
            return world

        yield make
