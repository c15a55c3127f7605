"""An order's webhook to a value of Python with exact money: the core against msgspec's typed decode of the same fields."""

import sys

import msgspec

from crossdock_core import shopify
from tests.bindings.plain import plain

from ._harness import alternate, figure, memory_bandwidth, report, require_equal
from ._order_bodies import bodies, repeated
from ._order_structs import Order

BAR = 1.5
CALLS = 500
ROUNDS = 31


def of_same_fields(ours, theirs):
    """What the core read, without the fields that it leaves empty and the rival does not have.

    A field that the core fills and the rival lacks stays, so that the two differ and the race is off.
    """
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return {
            name: of_same_fields(value, theirs.get(name))
            for name, value in ours.items()
            if name in theirs or value not in (None, False, [], 0)
        }
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        return [of_same_fields(one, other) for one, other in zip(ours, theirs, strict=True)]
    return ours


def main():
    decode = msgspec.json.Decoder(Order).decode
    bandwidth = memory_bandwidth()["read_bytes_per_second"]
    passed = []
    for name, body in bodies().items():
        theirs = decode(body).canonical()
        require_equal(f"the {name} order", of_same_fields(plain(shopify.read_order(body)), theirs), theirs)
        pair = alternate(
            repeated(shopify.read_order, body, calls=CALLS), repeated(decode, body, calls=CALLS), rounds=ROUNDS
        )
        details = pair.details("msgspec", size_bytes=CALLS * len(body), rows=CALLS)
        details["share_of_memory_bandwidth"] = details["megabytes_per_second"] * 1e6 / bandwidth
        print(f"  {name}: {len(body)} bytes, {details['share_of_memory_bandwidth']:.1%} of memory bandwidth")
        passed.append(figure(f"order_webhook_{name}", pair.ratio, bar=BAR, unit="x", details=details))
    return report(*passed)


if __name__ == "__main__":
    sys.exit(main())
