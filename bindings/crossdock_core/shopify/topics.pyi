from collections.abc import Callable, Mapping

from typing_extensions import Buffer

__all__ = [
    "READERS",
]

READERS: Mapping[str, Callable[[Buffer], object]]
"""The reader of each webhook topic that Crossdock knows: called with the body, it gives what the topic tells.

It raises ``DecodeError`` for a body that is not whole, or that is not what Shopify publishes for the topic.
"""
