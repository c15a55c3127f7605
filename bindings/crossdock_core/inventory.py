"""What a store may sell, computed for all items and locations at once."""

from ._core.inventory import available

__all__ = ["available"]
