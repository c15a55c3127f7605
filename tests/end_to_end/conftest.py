"""Fixtures of the end-to-end tests: databases, servers and simulated vendors that end with the module."""

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.worlds import make_world
from tools import environment

__all__ = ["make_world"]

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def cluster() -> None:
    """PostgreSQL runs."""
    environment.start_cluster()


@pytest.fixture(scope="session")
def template_database(cluster: None) -> str:
    """The name of the prepared database with Crossdock installed."""
    return environment.template_database()


@pytest.fixture(scope="module")
def database(template_database: str) -> Iterator[Callable[[], str]]:
    """Makes fresh copies of the template, gone with the module: `name = database()`."""
    with ExitStack() as stack:

        def make() -> str:
            name = f"crossdock_e2e_{os.getpid()}_{next(_numbers)}"
            stack.callback(environment.drop_database, name)
            return environment.copy_database(name)

        yield make


@pytest.fixture(scope="module")
def odoo_server(database: Callable[[], str]) -> Iterator[Callable[..., environment.OdooServer]]:
    """Starts Odoo servers, each on a fresh database unless one is named; arguments as of `start_odoo`."""
    with ExitStack() as stack:

        def start(name: str | None = None, **options: object) -> environment.OdooServer:
            return stack.enter_context(environment.start_odoo(name or database(), **options))

        yield start


@pytest.fixture(scope="module")
def shopify_simulator() -> Iterator[Callable[..., environment.Simulator]]:
    """Starts simulated stores: `store = shopify_simulator()`."""
    with ExitStack() as stack:
        yield lambda *arguments: stack.enter_context(environment.start_simulator("shopify", *arguments))


@pytest.fixture(scope="module")
def hubspot_simulator() -> Iterator[Callable[..., environment.Simulator]]:
    """Starts simulated HubSpot accounts: `crm = hubspot_simulator()`."""
    with ExitStack() as stack:
        yield lambda *arguments: stack.enter_context(environment.start_simulator("hubspot", *arguments))
