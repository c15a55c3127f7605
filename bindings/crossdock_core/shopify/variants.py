"""Bulk files of variants and their stock, read to columns a part at a time."""

from .._core.shopify import CatalogueReader

__all__ = ["CatalogueReader"]
