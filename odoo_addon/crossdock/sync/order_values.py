"""From the canonical order to the values of a sale order. What the mapping lacks holds the order, with a reason.

The core makes the values (``crossdock_core.sales``). Here is what Odoo alone knows: which records stand for what of the
store's, looked up once for a batch of orders, and the sentences for what is missing.
"""

from datetime import timezone

from crossdock_core import sales

from . import reasons
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
        self.partners = Partners(connection, orders)
        self._mapping = self._look_up(orders)

    def of(self, order):
        """Values of everything but the partners, which may have to be created.

        :raises Held: something the order needs is unknown to Odoo
        """
        values, lacks = self._mapping.values(order)
        if lacks:
            raise Held(lacks[0].kind, lacks[0].key, self._sentence(order, lacks[0]))
        return {"name": self._name(order), **values}

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

    # -- what stands for what -----------------------------------------------------------------------------

    def _look_up(self, orders):
        connection, env = self.connection, self.env
        return sales.SaleMapping(
            products=self._products(orders),
            taxes={
                reasons.tax_key(mapping.title, mapping.rate, mapping.included): mapping.tax_id.id
                for mapping in connection.tax_mapping_ids
            },
            carriers={reasons.carrier_key(one.title): _named(one.product_id) for one in connection.carrier_mapping_ids},
            currencies={
                currency.name: (currency.id, currency.decimal_places)
                for currency in env["res.currency"].search([("name", "in", list({order.currency for order in orders}))])
            },
            default_shipping=_named(connection.default_shipping_product_id),
            custom_product=connection.custom_product_id.id or None,
            discount_product=connection.discount_product_id.id or None,
            percent_digits=env["decimal.precision"].precision_get("Discount"),
            lines_max=LINES_MAX,
            labels=(env._("Tip"), env._("Duties"), env._("Additional fees"), env._("Discount: %s")),
            header={
                "company_id": connection.company_id.id,
                "pricelist_id": False,
                "warehouse_id": connection.warehouse_id.id,
                "team_id": connection.team_id.id,
                "user_id": False,
                "fiscal_position_id": False,
                "crossdock_connection_id": connection.id,
            },
            origin=connection.name,
        )

    def _products(self, orders):
        """Products that are linked with variants of the orders: {variant id: (product id, name of its lines)}."""
        variants = {line.variant_id for order in orders for line in order.lines if line.variant_id}
        bindings = self.env["crossdock.binding"]._find(self.connection, "variant", variants)
        products = self.env["product.product"].browse(binding.res_id for binding in bindings.values()).exists()
        named = {product.id: _named(product) for product in products}
        return {
            int(remote_id): named[binding.res_id] for remote_id, binding in bindings.items() if binding.res_id in named
        }

    # -- sentences for what is missing ----------------------------------------------------------------------

    def _sentence(self, order, lack):
        sentences = {
            reasons.CURRENCY: self._no_currency,
            reasons.ORDER: self._no_order,
            reasons.CARRIER: self._no_carrier,
            reasons.TAX: self._no_tax,
            reasons.PRODUCT: self._no_product,
        }
        return sentences[lack.kind](order, lack)

    def _no_currency(self, _order, lack):
        return self.env._("The currency %s is not active. Activate it, then replay.", lack.key)

    def _no_order(self, _order, lack):
        if lack.key == "lines":
            return self.env._("The order has more than %s lines. Enter it by hand.", LINES_MAX)
        return self.env._("An amount of “%s” is too large to compute with. Enter the order by hand.", lack.title)

    def _no_carrier(self, _order, lack):
        return self.env._("The shipping method “%s” is not mapped to a product. Map it on the connection.", lack.key)

    def _no_tax(self, order, lack):
        return self.env._(
            "The tax “%(title)s” of %(rate)s %% (%(how)s) is not mapped. Map it on the connection; the order"
            " then goes through by itself.",
            title=lack.title,
            rate=f"{lack.rate * 100:f}".rstrip("0").rstrip("."),
            how=self.env._("in the price") if order.taxes_included else self.env._("on top of the price"),
        )

    def _no_product(self, order, lack):
        if lack.key == "discount":
            return self.env._(
                "A discount of %(amount)s on “%(title)s” is no exact percentage. Choose a product for discounts on the"
                " connection, then replay.",
                amount=lack.amount,
                title=lack.title,
            )
        if lack.key != "custom":
            return self.env._(
                "The store's product “%(title)s” (SKU %(sku)s) is not linked to a product in Odoo. Link it; the order"
                " then goes through by itself.",
                title=lack.title,
                sku=lack.sku or "-",
            )
        if lack.line_id:
            return self.env._(
                "“%s” is no product at the store (any more). Choose a product for custom lines on the connection, then"
                " replay.",
                lack.title,
            )
        return self.env._(
            "The order %(name)s has “%(label)s”, which is no product at the store. Choose a product for custom"
            " lines on the connection, then replay.",
            name=order.name,
            label=lack.title,
        )


def _named(product):
    """A product's id and the name that its lines show; None without a product."""
    return (product.id, product.display_name) if product else None
