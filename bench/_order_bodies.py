"""The orders that the benchmarks read: webhook bodies of about 10 KB, as compact as Shopify sends them."""

import json

from tests.bindings.published import example, rich_order


def bodies():
    """{name: bytes}: Shopify's published example, and the same with the fields filled that it leaves empty."""
    payloads = {"published": example("orders/create"), "rich": rich_order()}
    return {name: json.dumps(payload, separators=(",", ":")).encode() for name, payload in payloads.items()}


def repeated(action, *arguments, calls):
    """Calls an action so many times: one call is too short for a clock."""

    def run():
        for _call in range(calls):
            action(*arguments)

    return run
