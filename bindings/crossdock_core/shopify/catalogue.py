"""Variants in bulk files, and their matching with local products."""

from .._core.shopify import (
    Ambiguity,
    LineError,
    LinkResult,
    Match,
    Variant,
    VariantCatalogue,
    match_variants,
    read_variants_jsonl,
)

__all__ = [
    "Ambiguity",
    "LineError",
    "LinkResult",
    "Match",
    "Variant",
    "VariantCatalogue",
    "match_variants",
    "read_variants_jsonl",
]
