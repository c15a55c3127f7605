"""From the canonical order to the values of a sale order. What the mapping lacks holds the order, with a reason.

The core makes the values (``crossdock_core.sales``). Here is what Odoo alone knows: which records stand for what of the
store's, looked up once for a batch of orders, and the sentences for what is missing.
"""

from odoo.tools import plaintext2html

from crossdock_core import sales

from . import order_lines, order_origin, order_taxes, reasons
from .order_refunds import shipping_given_back
from .outcome import Held
from .partners import Partners

LINES_MAX = 2_000


class OrderValues:
    """Makes the values of sale orders for one connection and one batch of orders."""

    def __init__(self, connection, orders, companies=None):
        self.connection = connection
        self.env = connection.env
        self.companies = companies
        self.partners = Partners(connection, orders, companies)
        self.origins = order_origin.Origins(connection.env)
        self._taxes = order_taxes.Taxes(connection)
        self._parts = self._look_up(orders)
        self._mappings = {}
        self._terms = {}

    def of(self, order):
        """Values of everything but the partners, which may have to be created.

        :raises Held: something the order needs is unknown to Odoo
        """
        taxes = self._taxes.of(order)
        values, lacks = self._mapping(taxes).values(order)
        if lacks:
            self._create_taxes(order, lacks)
            taxes = self._taxes.of(order)
            values, lacks = self._mapping(taxes).values(order)
        if lacks:
            raise Held(lacks[0].kind, lacks[0].key, self._sentence(order, lacks[0]))
        self._finish_lines(order, taxes, values)
        values["crossdock_remote_total"] += float(shipping_given_back(self.env, order))
        if order.note:
            # What a buyer types is text; the field holds HTML.
            values["note"] = plaintext2html(order.note)
        return {**values, **self.details(order)}

    def details(self, order):
        """What the sale order shows of the store's order besides its lines and its partners."""
        remitted = order_taxes.remitted(self.connection, order).values()
        exempt = order.tax_exempt or bool(order.customer and order.customer.tax_exempt and not order.total_tax)
        return {
            "crossdock_remitted": float(sum(remitted)),
            "crossdock_tax_exempt": exempt,
            # The buyer's own number for the purchase, if there is one: the store's is the origin's and the order's name.
            "client_order_ref": order.po_number or order.name,
            **order_origin.details(order),
            **self._payment_term(order),
        }

    def _payment_term(self, order):
        """Odoo's payment term of so many days, where the store told some and Odoo has just that one; else the customer's."""
        days = order.payment_terms and order.payment_terms.due_in_days
        if days is None:
            return {}
        if days not in self._terms:
            lines = self.env["account.payment.term.line"].search(
                [
                    ("value", "=", "percent"),
                    ("value_amount", "=", 100),
                    ("nb_days", "=", days),
                    ("delay_type", "=", "days_after"),
                    ("payment_id.company_id", "in", (False, self.connection.company_id.id)),
                ]
            )
            terms = lines.payment_id.filtered(lambda term: term.active and len(term.line_ids) == 1)
            self._terms[days] = terms.sorted(lambda term: (not term.company_id, term.sequence, term.id))[:1]
        return {"payment_term_id": self._terms[days].id} if self._terms[days] else {}

    def _mapping(self, taxes):
        """Orders whose regions have the same taxes share a mapping."""
        key = tuple(sorted(taxes.items()))
        if key not in self._mappings:
            self._mappings[key] = sales.SaleMapping(taxes=taxes, **self._parts)
        return self._mappings[key]

    def _create_taxes(self, order, lacks):
        """Taxes are created for orders that lack nothing else.

        :raises Held: in a preview, which creates nothing
        """
        others = [lack for lack in lacks if lack.kind != reasons.TAX or not lack.rate]
        if others or not self.connection.create_missing_taxes:
            lack = others[0] if others and self.connection.create_missing_taxes else lacks[0]
            raise Held(lack.kind, lack.key, self._sentence(order, lack))
        if self.connection._is_preview():
            names = ", ".join(dict.fromkeys(f"{lack.title} {order_taxes.percent(lack.rate)} %" for lack in lacks))
            text = self.env._("Would create the taxes of order %(name)s: %(taxes)s.", name=order.name, taxes=names)
            raise Held(reasons.PREVIEW, reasons.PREVIEW, text, preview=text)
        self._taxes.create(order, lacks)

    def _finish_lines(self, order, taxes, values):
        """What the core does not know of lines: their keys, what the channel remits, and what unlinked ones show."""
        commands = values["order_line"]
        tip_counted = order_lines.tip_is_a_line(order)
        kept = []
        for command, (line, source) in zip(commands, order_lines.keyed(order, commands), strict=True):
            if tip_counted and line[order_lines.KEY] == order_lines.TIP:
                continue
            kept.append(command)
            if source is None:
                continue
            self._taxes.leave_out(order, taxes, source, line)
            if line[order_lines.KEY] == str(getattr(source, "id", "")):
                self._finish_name(order, source, line)
        if order.taxes_included:
            kept += self._remitted(order)
        values["order_line"] = kept

    def _finish_name(self, order, source, line):
        """Lines whose product stands for others show what was sold; all show their bundle."""
        first, *more = line["name"].split("\n")
        if line["product_id"] in self._stand_ins:
            first = order_lines.shown_name(source)
        line["name"] = "\n".join([first, *order_lines.remarks(self.env, order, source), *more])

    def _remitted(self, order):
        """Lines that take out of the prices what the channel keeps to remit it."""
        amounts = order_taxes.remitted(self.connection, order)
        product = self._parts["custom_product"]
        if amounts and not product:
            raise Held(
                reasons.PRODUCT,
                "custom",
                self.env._(
                    "The prices of order %s include taxes that the channel remits. Choose a product for custom lines on the"
                    " connection, then replay.",
                    order.name,
                ),
            )
        return [
            (
                0,
                0,
                {
                    "product_id": product,
                    "name": self.env._("%s, remitted by the channel", title),
                    "product_uom_qty": 1,
                    "price_unit": float(-amount),
                    "tax_ids": [(6, 0, [])],
                    "sequence": 960,
                    order_lines.KEY: f"{order_lines.REMITTED}:{title}",
                },
            )
            for title, amount in amounts.items()
        ]

    def with_partners(self, made):
        """The same values with a name, customer, delivery and invoice address; creates those that are new.

        :param made: list of (order, its values)
        """
        partners = self.partners.of_all([order for order, _values in made])
        completed = []
        for order, values in made:
            customer, shipping, billing = partners[order.id]
            completed.append(
                {
                    "name": self._name(order),
                    **values,
                    "partner_id": customer.id,
                    "partner_shipping_id": shipping.id,
                    "partner_invoice_id": billing.id,
                }
            )
        return completed

    def _name(self, order):
        prefix = (self.connection.order_prefix or "").strip()
        if not prefix:
            return self.env["ir.sequence"].with_company(self.connection.company_id).next_by_code("sale.order")
        return f"{prefix}{order.name.lstrip('#')}"

    # -- what stands for what -----------------------------------------------------------------------------

    def _look_up(self, orders):
        """All that the core's mapping takes but the taxes, which depend on where an order goes."""
        connection, env = self.connection, self.env
        custom = connection.custom_product_id or self._catch_all()
        return {
            "products": self._products(orders),
            "carriers": {
                reasons.carrier_key(one.title): _named(one.product_id) for one in connection.carrier_mapping_ids
            },
            "currencies": {
                currency.name: (currency.id, currency.decimal_places)
                for currency in env["res.currency"].search([("name", "in", list({order.currency for order in orders}))])
            },
            "default_shipping": _named(connection.default_shipping_product_id),
            "custom_product": custom.id or None,
            "discount_product": connection.discount_product_id.id or None,
            "percent_digits": env["decimal.precision"].precision_get("Discount"),
            "lines_max": LINES_MAX,
            "labels": (env._("Tip"), env._("Duties"), env._("Additional fees"), env._("Discount: %s")),
            "header": {
                "company_id": connection.company_id.id,
                "pricelist_id": False,
                "warehouse_id": connection.warehouse_id.id,
                "team_id": connection.team_id.id,
                "user_id": False,
                "fiscal_position_id": False,
                "crossdock_connection_id": connection.id,
            },
            "origin": connection.name,
        }

    def _catch_all(self):
        """The product for what is no product in Odoo, if the connection allows one."""
        nothing = self.env["product.product"]
        return nothing if self.connection.unknown_product_policy == "hold" else self.connection.catch_all_product_id

    @property
    def _stand_ins(self):
        connection = self.connection
        return {connection.custom_product_id.id, connection.catch_all_product_id.id, connection.gift_card_product_id.id}

    def _products(self, orders):
        """Products that stand for variants of the orders: {variant id: (product id, name of its lines)}."""
        lines = {line.variant_id: line for order in orders for line in order.lines if line.variant_id}
        bindings = self.env["crossdock.binding"]._find(self.connection, "variant", lines)
        products = self.env["product.product"].browse(binding.res_id for binding in bindings.values()).exists()
        named = {product.id: _named(product) for product in products}
        found = {
            int(remote_id): named[binding.res_id] for remote_id, binding in bindings.items() if binding.res_id in named
        }
        unlinked = {variant_id: line for variant_id, line in lines.items() if variant_id not in found}
        return {**found, **self._products_for(unlinked)} if unlinked else found

    def _products_for(self, unlinked):
        """What the connection lets stand for variants without a product: {variant id: (product id, name)}."""
        connection = self.connection
        catch_all = self._catch_all()
        gone = set(unlinked)
        if connection.unknown_product_policy == "deleted":
            tombs = self.env["crossdock.binding"].search(
                [
                    ("connection_id", "=", connection.id),
                    ("kind", "=", "variant"),
                    ("remote_id", "in", [str(variant_id) for variant_id in unlinked]),
                    ("deleted_at", "!=", False),
                ]
            )
            gone = {int(binding.remote_id) for binding in tombs}
            gone |= {variant_id for variant_id, line in unlinked.items() if not line.product_id}
        found = {}
        for variant_id, line in unlinked.items():
            product = connection.gift_card_product_id if line.gift_card else self.env["product.product"]
            product = product or (catch_all if variant_id in gone else product)
            if product:
                found[variant_id] = (product.id, line.title)
        return found

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
        return self._taxes.sentence(order, lack.title, lack.rate)

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
