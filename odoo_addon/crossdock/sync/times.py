"""Moments as Odoo holds them."""

from datetime import datetime, time, timedelta, timezone


def naive_utc(moment):
    """Odoo's way to hold an instant: UTC without a zone, in whole seconds. None stays None."""
    return moment and moment.astimezone(timezone.utc).replace(tzinfo=None, microsecond=0)


def tomorrow(env, now):
    """When the day of ``now`` (naive UTC) ends, as Odoo compares a date with a moment: at midnight of the user's time zone.

    :returns: naive UTC
    """
    midnight = datetime.combine(now.date() + timedelta(days=1), time.min)
    return env.tz.localize(midnight).astimezone(timezone.utc).replace(tzinfo=None)
