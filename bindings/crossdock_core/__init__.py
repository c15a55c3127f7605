"""The native core of Crossdock: parsing, comparing, computing and sending in batches.

One module a room: ``shopify``, ``hubspot``, ``columns``, ``inventory``, ``diff``, ``plan``, ``http`` and
``errors``. Importing starts no thread, opens no handle and reads no clock, so a server may import first and
fork afterwards.
"""

from ._core import __version__

__all__ = ["__version__"]
