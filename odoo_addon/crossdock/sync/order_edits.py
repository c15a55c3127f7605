"""The lines of an order that Odoo has, brought in place to what the store says now.

Lines are found by their keys, so that what is reserved stays reserved. What has been delivered is never lowered, what has
been invoiced keeps its price, and an order that is locked or was entered by somebody else keeps everything: the difference
is told to a person, line by line, and the event is done. The quantity may go below what was invoiced, as goods that the
store took off must not be sent; Odoo then shows what is to be credited.
"""

from dataclasses import dataclass, field

from . import order_lines
from .order_restock import REFUNDED

# Nearer than this, two prices, percentages or quantities are the same.
DIFFERENCE_MAX = 1e-6


@dataclass
class Edits:
    """What an edit did: sentences about what it could not change, and whether Odoo's total can be the store's."""

    told: list[str] = field(default_factory=list)
    kept: bool = False


class LineEditor:
    """Edits the lines of one sale order."""

    def __init__(self, sale_order, refunded, gone, credits_follow=False):
        """``refunded``: what credit notes deal with, as of ``refunded_of``; ``gone``: what may stay delivered, as of
        ``order_restock.explained``.

        ``credits_follow``: what was invoiced is credited, or asked about, by the flow of the order's money.
        """
        self.sale_order = sale_order
        self.env = sale_order.env
        self.edits = Edits()
        self._refunded = refunded
        self._gone = gone
        self._credits_follow = credits_follow
        self._is_frozen = is_frozen(sale_order)

    def apply(self, wanted):
        """Make the order's lines those ``wanted`` ({key: values}; what has no key there is to go); the ``Edits``."""
        lines = self.sale_order.order_line.filtered(lambda line: not line.display_type)
        own = lines.filtered(lambda line: not line[order_lines.KEY])
        if self.sale_order.crossdock_foreign_lines:
            self.edits.kept = True
        if own.filtered("price_total"):
            self.edits.kept = True
        # Rounding follows from all other lines: order_totals sees to it.
        found = {
            line[order_lines.KEY]: line
            for line in lines - own
            if not line[order_lines.KEY].startswith(order_lines.ROUNDING)
        }
        # A line of the store's never changes its variant: another product means that the variant was linked anew, which
        # changes nothing any more once the order is confirmed.
        same = {
            key
            for key, line in found.items()
            if key in wanted and (line.state == "sale" or wanted[key]["product_id"] == line.product_id.id)
        }
        for key, line in found.items():
            if key in same:
                self._change(line, wanted[key])
            else:
                self._remove(line)
        new = [values for key, values in wanted.items() if key not in same]
        self._add(new)
        return self.edits

    def _change(self, line, values):
        self._tell_quantity(line, values["product_uom_qty"])
        money = {
            "price_unit": values["price_unit"],
            "discount": values.get("discount", 0.0),
            "tax_ids": values["tax_ids"],
        }
        if not self._differs(line, money):
            money = {}
        elif line.qty_invoiced or self._is_frozen:
            if self._is_refunded(line) and not self._is_frozen:
                self.edits.kept = True
            else:
                self._tell_price(line, money)
            money = {}
        quantity = max(values["product_uom_qty"], line.qty_delivered)
        is_renamed = line.name != values["name"] and line.product_id.id == values["product_id"]
        changed = {"name": values["name"]} if is_renamed else {}
        if abs(line.product_uom_qty - quantity) > DIFFERENCE_MAX:
            changed["product_uom_qty"] = quantity
            # Given along with a quantity, so that Odoo does not compute them anew.
            changed |= {"price_unit": line.price_unit, "discount": line.discount}
        changed |= money
        if changed and not self._is_frozen:
            line.write(changed)

    def _is_refunded(self, line):
        """Whether units of a line were given back: its discount is less by their share, which a credit note deals with."""
        return self._refunded.get(line[order_lines.KEY].partition(":")[0], 0) != 0

    def _differs(self, line, money):
        return (
            abs(line.price_unit - money["price_unit"]) > DIFFERENCE_MAX
            or abs(line.discount - money["discount"]) > DIFFERENCE_MAX
            or set(line.tax_ids.ids) != set(money["tax_ids"][0][2])
        )

    def _remove(self, line):
        self._tell_quantity(line, 0)
        if not self._is_frozen:
            self._drop(line)

    def _drop(self, line):
        """Take a line away; of a confirmed order it stays with what was delivered of it, as Odoo wants it."""
        if line.state != "sale":
            line.unlink()
        elif abs(line.product_uom_qty - line.qty_delivered) > DIFFERENCE_MAX:
            line.write(
                {"product_uom_qty": line.qty_delivered, "price_unit": line.price_unit, "discount": line.discount}
            )

    def _add(self, lines):
        if self._is_frozen:
            for values in lines:
                self.edits.kept = True
                self.edits.told.append(
                    self.env._(
                        "%(line)s: to be added, %(quantity)g at %(price)s.",
                        line=_first(values["name"]),
                        quantity=values["product_uom_qty"],
                        price=self._amount(values["price_unit"]),
                    )
                )
        elif lines:
            self.sale_order.write({"order_line": [(0, 0, values) for values in lines]})

    # -- telling a person ---------------------------------------------------------------------------------

    def _tell_quantity(self, line, quantity):
        """Say what is out of reach: delivered or invoiced beyond what the store has, or locked."""
        explained, gone = (which.get(line[order_lines.KEY], 0) for which in (self._refunded, self._gone))
        delivered, invoiced = line.qty_delivered - quantity, line.qty_invoiced - quantity
        if delivered > DIFFERENCE_MAX:
            self.edits.kept = True
            if gone is not None and delivered > gone + DIFFERENCE_MAX:
                text = self.env._("%(line)s: %(delivered)g delivered, %(quantity)g at the store: take %(back)g back.")
                self._tell(text, line, quantity, delivered=line.qty_delivered, back=delivered - (gone or 0))
        told = self._credits_follow or explained is None or invoiced <= explained + DIFFERENCE_MAX
        if invoiced > DIFFERENCE_MAX and not told:
            text = self.env._("%(line)s: %(invoiced)g invoiced, %(quantity)g at the store: credit %(back)g.")
            self._tell(text, line, quantity, invoiced=line.qty_invoiced, back=invoiced)
        if self._is_frozen and abs(line.product_uom_qty - quantity) > DIFFERENCE_MAX:
            self.edits.kept = True
            text = self.env._("%(line)s: %(ordered)g ordered, %(quantity)g at the store.")
            self._tell(text, line, quantity, ordered=line.product_uom_qty)

    def _tell_price(self, line, money):
        self.edits.kept = True
        self.edits.told.append(
            self.env._(
                "%(line)s: %(price)s less %(discount)g %% here, %(store_price)s less %(store_discount)g %% at the"
                " store%(taxes)s.",
                line=_first(line.name),
                price=self._amount(line.price_unit),
                discount=line.discount,
                store_price=self._amount(money["price_unit"]),
                store_discount=money["discount"],
                taxes="" if set(line.tax_ids.ids) == set(money["tax_ids"][0][2]) else self.env._(", and other taxes"),
            )
        )

    def _tell(self, text, line, quantity, **numbers):
        self.edits.told.append(text % {"line": _first(line.name), "quantity": quantity, **numbers})

    def _amount(self, amount):
        return f"{amount:.{self.sale_order.currency_id.decimal_places}f}"


def is_frozen(sale_order):
    """Whether the lines are not ours to change: a person locked the order, or somebody else entered it."""
    return sale_order.locked or sale_order.crossdock_foreign_lines


def _first(name):
    return name.split("\n", 1)[0]


def refunded_of(order):
    """{key: quantity that refunds gave back}, which credit notes deal with; None for "any"."""
    if order.refunds is None:
        everything = order.financial_status in REFUNDED
        return {str(line.id): None for line in order.lines} if everything else {}
    found = {}
    for refund in order.refunds:
        for line in refund.lines or []:
            key = str(line.line_item_id)
            found[key] = found.get(key, 0) + line.quantity
    return found
