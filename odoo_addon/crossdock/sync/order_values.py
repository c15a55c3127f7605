"""From the canonical order to the values of a sale order. What the mapping lacks holds the order, with a reason.

One instance serves a batch: whatever many orders share (bindings, taxes, shipping methods) is looked up once.
"""

from datetime import timezone
from decimal import ROUND_HALF_UP, Decimal

from . import reasons
from .order_totals import expected_total
from .outcome import Held
from .partners import Partners

LINES_MAX = 2_000


def naive_utc(moment):
    """Odoo's way to hold an instant: UTC without a zone, in whole seconds. None stays None."""
    return moment and moment.astimezone(timezone.utc).replace(tzinfo=None, microsecond=0)


class OrderValues:
    """Makes the values of sale orders for one connection and one batch of orders."""

    def __init__(self, connection, orders):
        self.connection = connection
        self.env = connection.env
        self.partners = Partners(connection)
        variants = {line.variant_id for order in orders for line in order.lines if line.variant_id}
        bindings = self.env["crossdock.binding"]._find(connection, "variant", variants)
        products = self.env["product.product"].browse(binding.res_id for binding in bindings.values()).exists()
        self._products = {
            remote_id: product
            for remote_id, binding in bindings.items()
            if (product := self.env["product.product"].browse(binding.res_id)) in products
        }
        self._taxes = {
            reasons.tax_key(mapping.title, mapping.rate, mapping.included): mapping.tax_id
            for mapping in connection.tax_mapping_ids
        }
        self._carriers = {reasons.carrier_key(one.title): one.product_id for one in connection.carrier_mapping_ids}
        self._currencies = {}
        self._discount_digits = self.env["decimal.precision"].precision_get("Discount")

    def of(self, order):
        """Values of everything but the partners, which may have to be created.

        :raises Held: something the order needs is unknown to Odoo
        """
        connection = self.connection
        currency = self._currency(order)
        if len(order.lines) > LINES_MAX:
            raise Held(
                reasons.ORDER, "lines", self.env._("The order has more than %s lines. Enter it by hand.", LINES_MAX)
            )
        return {
            "name": self._name(order),
            "company_id": connection.company_id.id,
            "currency_id": currency.id,
            "pricelist_id": False,
            "warehouse_id": connection.warehouse_id.id,
            "team_id": connection.team_id.id,
            "user_id": False,
            "client_order_ref": order.name,
            "origin": f"{connection.name} {order.name}",
            "date_order": naive_utc(order.processed_at or order.created_at),
            "note": order.note or False,
            "fiscal_position_id": False,
            "crossdock_connection_id": connection.id,
            "crossdock_remote_id": str(order.id),
            "crossdock_financial_status": order.financial_status or False,
            "crossdock_remote_total": float(expected_total(order)),
            "order_line": [(0, 0, line) for line in self.lines(order, currency)],
        }

    def with_partners(self, order, values):
        """The same values with customer, delivery and invoice address; creates those that are new."""
        customer, shipping, billing = self.partners.of(order)
        return {
            **values,
            "partner_id": customer.id,
            "partner_shipping_id": shipping.id,
            "partner_invoice_id": billing.id,
        }

    def _name(self, order):
        prefix = (self.connection.order_prefix or "").strip()
        if not prefix:
            return self.env["ir.sequence"].with_company(self.connection.company_id).next_by_code("sale.order")
        return f"{prefix}{order.name.lstrip('#')}"

    def _currency(self, order):
        code = order.currency
        if code not in self._currencies:
            self._currencies[code] = self.env["res.currency"].search([("name", "=", code)], limit=1)
        if not self._currencies[code]:
            raise Held(
                reasons.CURRENCY, code, self.env._("The currency %s is not active. Activate it, then replay.", code)
            )
        return self._currencies[code]

    # -- lines ------------------------------------------------------------------------------------------

    def lines(self, order, currency):
        """Values of all order lines: goods with their discounts, shipping, tips."""
        found = []
        for sequence, line in enumerate(order.lines, start=10):
            if line.current_quantity > 0:
                found += self._goods(order, line, currency, sequence)
        for shipping in order.shipping_lines:
            if not shipping.is_removed:
                found += self._shipping(order, shipping, currency)
        if order.total_tip:
            found.append(self._extra(order, self.env._("Tip"), order.total_tip))
        for label, amount in (
            (self.env._("Duties"), order.total_duties),
            (self.env._("Additional fees"), order.total_additional_fees),
        ):
            if amount:
                found.append(self._extra(order, label, amount))
        return found

    def _goods(self, order, line, currency, sequence):
        product = self._product(line)
        name = line.title if product == self.connection.custom_product_id else product.display_name
        if line.properties:
            name = "\n".join([name, *(f"{key}: {value}" for key, value in line.properties if not key.startswith("_"))])
        values = {
            "product_id": product.id,
            "name": name,
            "product_uom_qty": line.current_quantity,
            "price_unit": float(line.price),
            "tax_ids": [(6, 0, self._tax_ids(order, line.tax_lines, line.price * line.quantity - _allocated(line)))],
            "sequence": sequence,
            "crossdock_remote_line_id": str(line.id),
        }
        gross = line.price * line.current_quantity
        return self._discounted(values, gross, _allocated(line), currency, line.title)

    def _shipping(self, order, shipping, currency):
        title = shipping.title or ""
        product = self._carriers.get(reasons.carrier_key(title)) or self.connection.default_shipping_product_id
        if not product:
            key = reasons.carrier_key(title)
            raise Held(
                reasons.CARRIER,
                key,
                self.env._("The shipping method “%s” is not mapped to a product. Map it on the connection.", key),
            )
        discount = _allocated(shipping)
        values = {
            "product_id": product.id,
            "name": title or product.display_name,
            "product_uom_qty": 1,
            "price_unit": float(shipping.price),
            "tax_ids": [(6, 0, self._tax_ids(order, shipping.tax_lines, shipping.price - discount))],
            "sequence": 900,
        }
        return self._discounted(values, shipping.price, discount, currency, title)

    def _extra(self, order, label, amount):
        product = self.connection.custom_product_id
        if not product:
            raise Held(
                reasons.PRODUCT,
                "custom",
                self.env._(
                    "The order %(name)s has “%(label)s”, which is no product at the store. Choose a product for custom"
                    " lines on the connection, then replay.",
                    name=order.name,
                    label=label,
                ),
            )
        return {
            "product_id": product.id,
            "name": label,
            "product_uom_qty": 1,
            "price_unit": float(amount),
            "tax_ids": [(6, 0, [])],
            "sequence": 950,
        }

    def _product(self, line):
        if line.variant_id:
            product = self._products.get(str(line.variant_id))
            if product:
                return product
            raise Held(
                reasons.PRODUCT,
                reasons.product_key(line.variant_id),
                self.env._(
                    "The store's product “%(title)s” (SKU %(sku)s) is not linked to a product in Odoo. Link it; the order"
                    " then goes through by itself.",
                    title=line.title,
                    sku=line.sku or "-",
                ),
            )
        if self.connection.custom_product_id:
            return self.connection.custom_product_id
        raise Held(
            reasons.PRODUCT,
            "custom",
            self.env._(
                "“%s” is no product at the store (any more). Choose a product for custom lines on the connection, then"
                " replay.",
                line.title,
            ),
        )

    def _tax_ids(self, order, tax_lines, base):
        """Odoo's taxes for the store's; a tax that charged nothing on a base of nothing, or was exempt, needs none."""
        ids = []
        for tax in tax_lines:
            rate = tax.rate or Decimal(0)  # Shopify's schema allows a tax without a rate.
            if not tax.price and (not rate or not base or _rounds_to_something(base, rate)):
                continue
            key = reasons.tax_key(tax.title, rate, order.taxes_included)
            if key not in self._taxes:
                raise Held(
                    reasons.TAX,
                    key,
                    self.env._(
                        "The tax “%(title)s” of %(rate)s %% (%(how)s) is not mapped. Map it on the connection; the order"
                        " then goes through by itself.",
                        title=tax.title,
                        rate=f"{rate * 100:f}".rstrip("0").rstrip("."),
                        how=self.env._("in the price") if order.taxes_included else self.env._("on top of the price"),
                    ),
                )
            ids.append(self._taxes[key].id)
        return ids

    def _discounted(self, values, gross, discount, currency, title):
        """Show a discount as a percentage where one gives the very amount, else as a line of its own."""
        if not discount:
            return [values]
        percent = self._percentage(gross, discount, currency)
        if percent is not None:
            return [{**values, "discount": float(percent)}]
        product = self.connection.discount_product_id
        if not product:
            raise Held(
                reasons.PRODUCT,
                "discount",
                self.env._(
                    "A discount of %(amount)s on “%(title)s” is no exact percentage. Choose a product for discounts on the"
                    " connection, then replay.",
                    amount=discount,
                    title=title,
                ),
            )
        line = {
            "product_id": product.id,
            "name": self.env._("Discount: %s", title),
            "product_uom_qty": 1,
            "price_unit": float(-discount),
            "tax_ids": values["tax_ids"],
            "sequence": values["sequence"],
        }
        return [values, line]

    def _percentage(self, gross, discount, currency):
        """The percentage, at the precision of Odoo's discounts, that leaves exactly gross - discount; or None."""
        if not gross:
            return None
        minor = Decimal(1).scaleb(-currency.decimal_places)
        step = Decimal(1).scaleb(-self._discount_digits)
        percent = (discount * 100 / gross).quantize(step, ROUND_HALF_UP)
        net = (gross * (100 - percent) / 100).quantize(minor, ROUND_HALF_UP)
        return percent if net == gross - discount else None


def _allocated(line):
    return sum((allocation.amount for allocation in line.discount_allocations), Decimal(0))


def _rounds_to_something(base, rate):
    """Whether the tax would be at least half a hundredth: if nothing was charged all the same, the line is exempt."""
    return abs(base * rate) >= Decimal("0.005")
