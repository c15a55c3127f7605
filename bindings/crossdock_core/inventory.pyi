from collections.abc import Iterable

from .columns import ItemMap, LevelColumns, SalePolicies, StockRows

__all__ = ["available"]

def available(
    stock: StockRows,
    items: ItemMap,
    locations: Iterable[tuple[int, int]],
    *,
    precision_digits: int,
    policies: SalePolicies | None = None,
) -> LevelColumns:
    """The level of every item at every remote location, sorted by item and location.

    ``locations`` are pairs (Odoo location id, remote location id) with children expanded; an Odoo location
    may feed several remote ones and the other way round. A level is sum(plus) - sum(minus), rounded as Odoo
    rounds to ``precision_digits`` (0 to 15), cut to whole units, 0 where negative, and at most 1,000,000,000
    units, which is what a store accepts. Items without any stock row are at 0.

    Of products with a policy, units are withheld, then the share is taken, then rounded and cut, and no more than the maximum
    is shown, at each remote location.

    InputError when an item has two products, or a product two policies or one with units below 0 or a share outside 0 to 1;
    LimitError beyond 20,000,000 levels.
    """
