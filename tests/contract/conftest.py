"""Simulators for the whole session, emptied before every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contract.receiver import Receiver
from tests.contract.store_client import StoreClient
from tests.simulators.common.process import SimulatorProcess


@pytest.fixture(scope="session")
def shopify_process() -> Iterator[SimulatorProcess]:
    with SimulatorProcess("shopify") as process:
        yield process


@pytest.fixture(scope="session")
def hubspot_process() -> Iterator[SimulatorProcess]:
    with SimulatorProcess("hubspot") as process:
        yield process


@pytest.fixture
def store(shopify_process: SimulatorProcess) -> StoreClient:
    shopify_process.post("/_sim/reset")
    return StoreClient(shopify_process)


@pytest.fixture
def hubspot(hubspot_process: SimulatorProcess) -> SimulatorProcess:
    hubspot_process.post("/_sim/reset")
    return hubspot_process


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    yield server
    server.close()
