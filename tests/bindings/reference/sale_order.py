"""From a canonical order to the values of a sale order, in plain Python: slow, and easy to hold against the rules.

What the core's ``sales`` must agree with, exactly. It reads the order one attribute at a time, computes in Decimal, and
knows the mapping as the same dictionaries that the core is given.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timezone
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

Values = dict[str, Any]
# (kind, key, title, line id, sku, rate, amount)
Lack = tuple[str, str, str, int | None, str | None, Decimal | None, Decimal | None]


@dataclass(frozen=True)
class Mapping:
    """The arguments of ``sales.SaleMapping``."""

    products: dict[int, tuple[int, str]] = field(default_factory=dict)
    taxes: dict[str, int] = field(default_factory=dict)
    carriers: dict[str, tuple[int, str]] = field(default_factory=dict)
    currencies: dict[str, tuple[int, int]] = field(default_factory=dict)
    default_shipping: tuple[int, str] | None = None
    custom_product: int | None = None
    discount_product: int | None = None
    percent_digits: int = 2
    lines_max: int = 2000
    labels: tuple[str, str, str, str] = ("Tip", "Duties", "Additional fees", "Discount: %s")
    header: Values = field(default_factory=dict)
    origin: str = "Shop"


def tax_key(title: str, rate: Decimal | float, included: bool) -> str:
    return f"{title.strip()}|{float(rate):.6f}|{'included' if included else 'excluded'}"


def carrier_key(title: str) -> str:
    return title.strip() or "(no shipping method)"


def expected_total(order: Any) -> Decimal:
    reduced = any(line.current_quantity != line.quantity for line in order.lines)
    total: Decimal = order.current_total if reduced else order.total
    return total


def percentage(gross: Decimal, discount: Decimal, percent_digits: int, currency_digits: int) -> Decimal | None:
    """The percentage that leaves exactly gross - discount at the currency's minor unit; None if there is none."""
    if not gross:
        return None
    with localcontext() as context:
        context.prec = 100  # Nothing is rounded but where it says so.
        percent = (discount * 100 / gross).quantize(Decimal(1).scaleb(-percent_digits), ROUND_HALF_UP)
        net = (gross * (100 - percent) / 100).quantize(Decimal(1).scaleb(-currency_digits), ROUND_HALF_UP)
        return percent if net == gross - discount else None


def sale_values(order: Any, mapping: Mapping) -> tuple[Values | None, list[Lack]]:
    """What ``SaleMapping.values`` gives, with the lacks as tuples."""
    if order.currency not in mapping.currencies:
        return None, [("currency", order.currency, "", None, None, None, None)]
    if len(order.lines) > mapping.lines_max:
        return None, [("order", "lines", "", None, None, None, None)]
    currency_id, currency_digits = mapping.currencies[order.currency]
    maker = _Lines(order, mapping, currency_digits)
    lines = maker.lines()
    if maker.lacks:
        return None, maker.lacks
    moment = (order.processed_at or order.created_at).astimezone(timezone.utc)
    return {
        **mapping.header,
        "currency_id": currency_id,
        "client_order_ref": order.name,
        "origin": f"{mapping.origin} {order.name}",
        "date_order": moment.replace(tzinfo=None, microsecond=0),
        "note": order.note or False,
        "crossdock_remote_id": str(order.id),
        "crossdock_financial_status": order.financial_status or False,
        "crossdock_remote_total": float(expected_total(order)),
        "order_line": [(0, 0, line) for line in lines],
    }, []


class _Lines:
    def __init__(self, order: Any, mapping: Mapping, currency_digits: int) -> None:
        self.order = order
        self.mapping = mapping
        self.currency_digits = currency_digits
        self.lacks: list[Lack] = []

    def lines(self) -> list[Values]:
        order, found = self.order, []
        for sequence, line in enumerate(order.lines, start=10):
            if line.current_quantity > 0:
                found += self._goods(line, sequence)
        for shipping in order.shipping_lines:
            if not shipping.is_removed:
                found += self._shipping(shipping)
        amounts = (order.total_tip, order.total_duties, order.total_additional_fees)
        for label, amount in zip(self.mapping.labels[:3], amounts, strict=True):
            if amount:
                found += self._extra(label, amount)
        return found

    def _goods(self, line: Any, sequence: int) -> list[Values]:
        product_id, name = self._product(line)
        shown = [f"{key}: {value}" for key, value in line.properties if not key.startswith("_")]
        values = {
            "product_id": product_id,
            "name": "\n".join([name, *shown]),
            "product_uom_qty": line.current_quantity,
            "price_unit": float(line.price),
            "tax_ids": self._taxes(line.tax_lines, line.price * line.quantity - _allocated(line), line.id),
            "sequence": sequence,
            "crossdock_remote_line_id": str(line.id),
        }
        return self._discounted(values, line.price * line.current_quantity, self._left(line), line.title, line.id)

    def _left(self, line: Any) -> Decimal:
        """What is left of a line's discount: what is paid for its units is their share, at the minor unit."""
        whole = _allocated(line)
        if not whole or line.current_quantity >= line.quantity:
            return whole
        net = (line.price * line.quantity - whole) * line.current_quantity / line.quantity
        minor_unit = Decimal(1).scaleb(-self.currency_digits)
        return line.price * line.current_quantity - net.quantize(minor_unit, ROUND_HALF_UP)

    def _shipping(self, shipping: Any) -> list[Values]:
        key = carrier_key(shipping.title)
        product = self.mapping.carriers.get(key) or self.mapping.default_shipping
        if product is None:
            self.lacks.append(("carrier", key, shipping.title, None, None, None, None))
        discount = _allocated(shipping)
        values = {
            "product_id": product and product[0],
            "name": shipping.title or (product and product[1]),
            "product_uom_qty": 1,
            "price_unit": float(shipping.price),
            "tax_ids": self._taxes(shipping.tax_lines, shipping.price - discount, None),
            "sequence": 900,
        }
        return self._discounted(values, shipping.price, discount, shipping.title, None)

    def _extra(self, label: str, amount: Decimal) -> list[Values]:
        if self.mapping.custom_product is None:
            self.lacks.append(("product", "custom", label, None, None, None, None))
        return [
            {
                "product_id": self.mapping.custom_product,
                "name": label,
                "product_uom_qty": 1,
                "price_unit": float(amount),
                "tax_ids": [(6, 0, [])],
                "sequence": 950,
            }
        ]

    def _product(self, line: Any) -> tuple[int, str]:
        product: tuple[int, str] | None
        if line.variant_id:
            product = self.mapping.products.get(line.variant_id)
            if product is None:
                self.lacks.append(("product", f"variant:{line.variant_id}", line.title, line.id, line.sku, None, None))
                return 0, ""
            return product if product[0] != self.mapping.custom_product else (product[0], line.title)
        if self.mapping.custom_product is None:
            self.lacks.append(("product", "custom", line.title, line.id, None, None, None))
            return 0, ""
        return self.mapping.custom_product, line.title

    def _taxes(self, tax_lines: list[Any], base: Decimal, line_id: int | None) -> list[tuple[int, int, list[int]]]:
        """Taxes that charged nothing need none: on a base of nothing, at no rate, or because the line is exempt."""
        ids = []
        for tax in tax_lines:
            rate = tax.rate or Decimal(0)
            if not tax.price and (not rate or not base or abs(base * rate) >= Decimal("0.005")):
                continue
            key = tax_key(tax.title, rate, self.order.taxes_included)
            if key in self.mapping.taxes:
                ids.append(self.mapping.taxes[key])
            else:
                self.lacks.append(("tax", key, tax.title, line_id, None, rate, None))
        return [(6, 0, ids)]

    def _discounted(
        self, values: Values, gross: Decimal, discount: Decimal, title: str, line_id: int | None
    ) -> list[Values]:
        if not discount:
            return [values]
        percent = percentage(gross, discount, self.mapping.percent_digits, self.currency_digits)
        if percent is not None:
            return [{**values, "discount": float(percent)}]
        if self.mapping.discount_product is None:
            self.lacks.append(("product", "discount", title, line_id, None, None, discount))
            return []
        line = {
            "product_id": self.mapping.discount_product,
            "name": self.mapping.labels[3].replace("%s", title, 1),
            "product_uom_qty": 1,
            "price_unit": float(-discount),
            "tax_ids": values["tax_ids"],
            "sequence": values["sequence"],
        }
        return [values, line]


def _allocated(line: Any) -> Decimal:
    return sum((allocation.amount for allocation in line.discount_allocations), Decimal(0))
