"""Orders with totals that were worked out by hand: rows by theme."""

from . import changes, charges, currencies, discounts, goods, origins, payments, refunds, taxes

THEMES = {
    module.__name__.rsplit(".", 1)[-1]: module.ROWS
    for module in (goods, discounts, taxes, charges, currencies, payments, refunds, changes, origins)
}
