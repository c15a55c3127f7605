"""Webhooks acknowledged a second, against the floor: an Odoo controller that inserts one row and commits.

Same server (prefork, two workers), same bodies, same clients, and the same drain running beside both: while the floor is
measured, as many events become due in the inbox as arrive while Crossdock's own route is. Rounds of both alternate.
"""

import base64
import hashlib
import hmac
import itertools
import json
import socket
import sys
import threading
import time
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from tools.environment import connect, copy_database, drop_database, query, start_odoo, start_simulator
from tools.environment.server import addons_path
from tools.world import World

BAR = 0.8
DATABASE = "crossdock_bench_webhook"
SECRET = b"shpss_demo"
CLIENTS, SECONDS, ROUNDS = 4, 4.0, 5
DRAIN_EVENTS_PER_SECOND = 150

_numbers = itertools.count(10**12)


def body_of(number):
    """A level webhook of an item that nobody has linked: the drain's cheapest kind, the same for both."""
    payload = {
        "inventory_item_id": number,
        "location_id": 655441491,
        "available": number % 100,
        "updated_at": "2026-01-01T00:00:00Z",
        "admin_graphql_api_id": f"gid://shopify/InventoryLevel/1?inventory_item_id={number}",
    }
    return json.dumps(payload).encode().ljust(2000)


def request_bytes(url, body):
    """One HTTP request, as Shopify would send it."""
    parts = urlsplit(url)
    signature = base64.b64encode(hmac.new(SECRET, body, hashlib.sha256).digest()).decode()
    head = (
        f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nX-Shopify-Topic: inventory_levels/update\r\n"
        f"X-Shopify-Hmac-Sha256: {signature}\r\nX-Shopify-Webhook-Id: {hashlib.sha256(body).hexdigest()[:32]}\r\n"
        "X-Shopify-Shop-Domain: crossdock-demo.myshopify.com\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body


def answered(port, request):
    """Send a request and read its status line; the connection is ours to close then."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(request)
        return connection.recv(4096).split(b" ", 2)[1] == b"200"


def rate(url, seconds):
    """Requests acknowledged a second by a few clients that send one after the other."""
    port = urlsplit(url).port
    until = time.monotonic() + seconds
    counts, refused = [], []

    def client():
        count = 0
        while time.monotonic() < until and not refused:
            if not answered(port, request_bytes(url, body_of(next(_numbers)))):
                refused.append(url)
            count += 1
        counts.append(count)

    threads = [threading.Thread(target=client) for _client in range(CLIENTS)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if refused:
        raise SystemExit(f"{url} refused a request")
    return sum(counts) / (time.monotonic() - started)


def drain_beside(world, seconds, per_second):
    """Events that become due evenly over the time, so that the workers have the same to do."""
    events = [
        (world.store_id, body_of(next(_numbers)), index / per_second) for index in range(int(seconds * per_second))
    ]
    connection = connect(DATABASE)
    with connection.cursor() as cursor:
        for connection_id, body, delay in events:
            number = json.loads(body)["inventory_item_id"]
            cursor.execute(
                "WITH event AS (INSERT INTO crossdock_inbox (connection_id, topic, object_key, lane, source, state, attempt,"
                " due_at, created_at) VALUES (%s, 'inventory_levels/update', %s, 'stock', 'webhook', 'ready', 0,"
                " clock_timestamp() AT TIME ZONE 'UTC' + %s * interval '1 second', clock_timestamp() AT TIME ZONE 'UTC')"
                " RETURNING id) INSERT INTO crossdock_inbox_payload (event_id, body) SELECT id, %s FROM event",
                (connection_id, f"level:{number}:655441491", delay, body),
            )
    connection.close()
    world.nudge()


def measure(world):
    url = world.rpc("crossdock.connection", "read", [world.store_id], ["webhook_url"])[0]["webhook_url"]
    floor_url = f"{world.odoo.url}/crossdock_bench/floor"
    query(DATABASE, "CREATE TABLE IF NOT EXISTS crossdock_bench_floor (id bigserial PRIMARY KEY, body bytea)")
    for warm in (url, floor_url):
        rate(warm, 1.0)
    world.settle()
    ours, floors = [], []
    per_second = DRAIN_EVENTS_PER_SECOND
    for _round in range(ROUNDS):
        ours.append(rate(url, SECONDS))
        world.settle()
        per_second = ours[-1]
        drain_beside(world, SECONDS, per_second)
        floors.append(rate(floor_url, SECONDS))
        world.settle()
    return median(mine / floor for mine, floor in zip(ours, floors, strict=True)), median(ours), median(floors)


def main():
    copy_database(DATABASE)
    addons = ",".join(str(path) for path in [Path(__file__).parent / "addons", *addons_path()])
    conf = {"addons_path": addons, "server_wide_modules": "base,rpc,web,crossdock_bench_floor"}
    try:
        with start_simulator("shopify") as store, start_odoo(DATABASE, extra_conf=conf) as odoo:
            world = World(odoo, store)
            world.seed_products(1)
            world.connect_store()
            world.settle()
            ratio, ours, floor = measure(world)
    finally:
        drop_database(DATABASE)
    verdict = "pass" if ratio >= BAR else "short"
    print(
        f"bench webhook_acknowledgement: {ratio:.2f} of the floor ({ours:.0f}/s of {floor:.0f}/s) (bar {BAR}) {verdict}"
    )
    return 0 if ratio >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
