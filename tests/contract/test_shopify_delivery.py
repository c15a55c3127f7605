"""When and how often the simulated store delivers. Self-judged: written from Shopify's webhook documents."""

from __future__ import annotations

import time
from collections import Counter

from tests.contract.receiver import Received, Receiver
from tests.contract.store_client import StoreClient
from tests.simulators.shopify.webhooks import RETRY_SECONDS

RETRIES = 8


def configure_retries(store: StoreClient, seconds: float) -> None:
    store.sim.post("/_sim/configure", {"webhook_retry_seconds": [seconds] * RETRIES})


def subscribed(store: StoreClient) -> int:
    return len(store.sim.get("/_sim/state")["webhook_subscriptions"])


def place(store: StoreClient, count: int = 1) -> list[int]:
    orders = [{"lines": [{"sku": "S0"}]}] * count
    return [order["id"] for order in store.sim.post("/_sim/orders", {"orders": orders})["orders"]]


def test_the_vendors_schedule_is_eight_retries_in_four_hours() -> None:
    assert len(RETRY_SECONDS) == RETRIES
    assert sum(RETRY_SECONDS) == 4 * 3600
    assert sorted(RETRY_SECONDS) == RETRY_SECONDS


def test_a_failed_delivery_is_retried_with_the_same_bytes_and_ids(store: StoreClient, receiver: Receiver) -> None:
    configure_retries(store, 0.1)
    store.products(1)
    store.subscribe("ORDERS_CREATE", receiver.url)
    receiver.answer = lambda request: 500 if len(receiver.received) < 3 else 200
    (order,) = place(store)
    store.sim.post(f"/_sim/orders/{order}/update", {"note": "later"})
    store.flush()
    first, second, third = receiver.wait(3)
    assert first.body == second.body == third.body
    for name in ("x-shopify-webhook-id", "x-shopify-hmac-sha256", "x-shopify-triggered-at"):
        assert first.headers[name] == third.headers[name]
    assert second.at - first.at >= 0.09
    (delivery,) = store.deliveries()
    assert [attempt["status"] for attempt in delivery["attempts"]] == [500, 500, 200]
    assert delivery["state"] == "done"
    assert subscribed(store) == 1


def test_after_eight_failed_retries_the_subscription_is_deleted(store: StoreClient, receiver: Receiver) -> None:
    configure_retries(store, 0.02)
    store.products(1)
    store.subscribe("ORDERS_CREATE", receiver.url)
    receiver.answer = lambda request: 503
    place(store)
    store.flush()
    assert len(receiver.received) == 1 + RETRIES
    assert store.deliveries()[0]["state"] == "failed"
    assert subscribed(store) == 0
    place(store)
    store.flush()
    assert len(receiver.received) == 1 + RETRIES


def test_a_redirect_is_a_failure_and_is_not_followed(store: StoreClient, receiver: Receiver) -> None:
    configure_retries(store, 0.02)
    store.products(1)
    store.subscribe("ORDERS_CREATE", receiver.url + "/hook")
    receiver.answer = lambda request: 302 if len(receiver.received) == 1 else 200
    place(store)
    store.flush()
    assert [request.path for request in receiver.received] == ["/hook", "/hook"]


def test_an_answer_after_five_seconds_is_a_failure(store: StoreClient, receiver: Receiver) -> None:
    configure_retries(store, 0.02)
    store.products(1)
    store.subscribe("ORDERS_CREATE", receiver.url)

    def slow_once(request: Received) -> int:
        if len(receiver.received) == 1:
            time.sleep(5.5)
        return 200

    receiver.answer = slow_once
    place(store)
    store.flush()
    late, good = store.deliveries()[0]["attempts"]
    assert late["error"] == "timeout"
    assert 4900 <= late["ms"] <= 5400
    assert good["status"] == 200


def test_one_action_shares_its_event_id_and_every_delivery_has_its_own_webhook_id(
    store: StoreClient, receiver: Receiver
) -> None:
    store.products(1)
    for topic in ("ORDERS_CREATE", "ORDERS_PAID", "INVENTORY_LEVELS_UPDATE"):
        store.subscribe(topic, receiver.url)
    place(store, 2)
    store.flush()
    received = receiver.wait(6)
    events = Counter(request.headers["x-shopify-event-id"] for request in received)
    assert sorted(events.values()) == [3, 3]
    assert len({request.headers["x-shopify-webhook-id"] for request in received}) == 6


def test_duplicate_reorder_drop_and_delay_strike_as_asked(store: StoreClient, receiver: Receiver) -> None:
    store.products(1)
    store.subscribe("ORDERS_CREATE", receiver.url)
    faults = [{"kind": kind, "topic": "orders/create"} for kind in ("duplicate", "reorder", "drop")]
    store.sim.post("/_sim/faults", {"faults": [*faults, {"kind": "delay", "seconds": 0.5}]})
    doubled, held, dropped, delayed, plain = (place(store)[0] for _ in range(5))
    store.flush()
    ids = [int(request.body.split(b",")[0].split(b":")[1]) for request in receiver.received]
    assert Counter(ids) == {doubled: 2, held: 1, delayed: 1, plain: 1}
    assert dropped not in ids
    assert ids.index(plain) < ids.index(delayed)
    twice = [r.headers["x-shopify-webhook-id"] for r in receiver.received if f'"id":{doubled},'.encode() in r.body]
    assert len(set(twice)) == 1


def test_a_held_delivery_comes_after_the_next_one(store: StoreClient, receiver: Receiver) -> None:
    store.products(1)
    store.subscribe("ORDERS_CREATE", receiver.url)
    store.sim.post("/_sim/faults", {"faults": [{"kind": "reorder"}]})
    held, following = place(store, 2)
    store.flush()
    ids = [int(request.body.split(b",")[0].split(b":")[1]) for request in receiver.received]
    assert ids == [following, held]


def test_an_uninstalled_app_gets_one_last_webhook_and_then_nothing(store: StoreClient, receiver: Receiver) -> None:
    store.products(1)
    store.subscribe("APP_UNINSTALLED", receiver.url)
    store.subscribe("ORDERS_CREATE", receiver.url)
    store.sim.post("/_sim/uninstall")
    place(store)
    store.flush()
    assert [request.headers["x-shopify-topic"] for request in receiver.received] == ["app/uninstalled"]
    assert store.send("{ shop { id } }").status == 401
