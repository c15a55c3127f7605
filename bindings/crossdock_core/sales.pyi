from decimal import Decimal
from typing import Any

from .shopify import Order

__all__ = ["Lack", "PartnerMapping", "SaleMapping", "expected_total"]

class Lack:
    """Something that the mapping has no entry for, and what in the order needs it."""

    @property
    def kind(self) -> str:
        """``product``, ``tax``, ``carrier``, ``currency``, or ``order`` for what no mapping mends."""
    @property
    def key(self) -> str:
        """Under which it would be found: ``variant:77``, ``custom`` or ``discount`` of a product, the key of a tax or a
        carrier as in the mapping, a currency's code; ``lines`` (too many) or ``amount`` (beyond 64 bits) of an order."""
    @property
    def title(self) -> str:
        """Of the line, tax or shipping method that needs it; empty for the order as a whole."""
    @property
    def line_id(self) -> int | None:
        """The store's id of the line of goods that needs it; None for shipping, tips and the like."""
    @property
    def sku(self) -> str | None:
        """Of a product."""
    @property
    def rate(self) -> Decimal | None:
        """Of a tax, as a fraction."""
    @property
    def amount(self) -> Decimal | None:
        """Of a discount that no percentage expresses, in the order's currency."""

class PartnerMapping:
    """Which of Odoo's countries and states stand for the codes in addresses."""

    def __init__(self, *, countries: dict[str, int], states: dict[tuple[str, str], int]) -> None:
        """
        :param countries: by ISO 3166-1 alpha-2 code: Odoo's id
        :param states: by the code of the country and the state's own: Odoo's id

        TypeError for values of another type, ValueError for tuples of another length, OverflowError for ids beyond 64
        bits.
        """
    def values(self, order: Order) -> tuple[dict[str, Any], dict[str, Any] | None, dict[str, Any] | None]:
        """The values to create the customer, the delivery and the invoice address of an order with.

        All texts of addresses and names without white space at the ends and with one space between words, and False
        where there is none; ids of countries and states are False where the code is not known. The customer's have the
        fields of the invoice address, else of the delivery address, else of the customer's own, if there is any; its
        e-mail address and the customer's and the order's phone number are as the store has them. An address is None
        where the order has none, or none that says more than a name.
        """

class SaleMapping:
    """What of Odoo's stands for what of the store's, for one connection and as many orders as wanted.

    Looked up by the caller once, and copied here; a later change needs a new one.
    """

    def __init__(
        self,
        *,
        products: dict[int, tuple[int, str]],
        taxes: dict[str, int],
        carriers: dict[str, tuple[int, str]],
        currencies: dict[str, tuple[int, int]],
        default_shipping: tuple[int, str] | None,
        custom_product: int | None,
        discount_product: int | None,
        percent_digits: int,
        lines_max: int,
        labels: tuple[str, str, str, str],
        header: dict[str, Any],
        origin: str,
    ) -> None:
        """
        :param products: by the store's variant id: Odoo's product id, and the name its lines show
        :param taxes: by ``title|rate|included`` (or ``excluded``; the rate with six digits): Odoo's tax id
        :param carriers: by the stripped title of a shipping method: product id and name
        :param currencies: by ISO 4217 code: Odoo's id, and the digits of the minor unit
        :param default_shipping: product id and name, for shipping methods that are not mapped
        :param custom_product: for lines that are no product at the store, tips, duties and fees
        :param discount_product: for discounts that no percentage expresses exactly
        :param percent_digits: of Odoo's discounts; beyond 10 they are not looked at
        :param lines_max: orders of more lines lack ``lines``
        :param labels: names of tips, duties, additional fees and discounts; ``%s`` in the last is the line's title
        :param header: values that all orders have, copied into each
        :param origin: what the origin of an order begins with

        TypeError for values of another type, ValueError for tuples of another length, OverflowError for ids beyond 64
        bits.
        """
    def values(self, order: Order) -> tuple[dict[str, Any] | None, list[Lack]]:
        """The values to create a ``sale.order`` with, all but its name and partners; or None, and what is lacking.

        Lines are created by commands ``(0, 0, values)``, taxes set by ``(6, 0, ids)``. Prices are the floats nearest to
        the store's amounts. A discount is a percentage where one of ``percent_digits`` leaves exactly the discounted
        amount at the currency's minor unit, and a line of its own with the same taxes otherwise. Lines of which nothing
        is left, and removed shipping, make none. Lacks stand in the order of what has them.
        """

def expected_total(order: Order) -> Decimal:
    """What the sale order must come to: the total as placed, or the current one once quantities were reduced."""
