"""Changes to bounded operations, and the brake on mass change."""

from ._core.plan import batches, brake

__all__ = ["batches", "brake"]
