"""Moments as Odoo holds them."""

from datetime import timezone


def naive_utc(moment):
    """Odoo's way to hold an instant: UTC without a zone, in whole seconds. None stays None."""
    return moment and moment.astimezone(timezone.utc).replace(tzinfo=None, microsecond=0)
