"""What a store's words mean in Odoo: its taxes and its shipping methods. What is missing holds the order, with a reason."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..sync import reasons


class CrossdockTaxMapping(models.Model):
    _name = "crossdock.tax.mapping"
    _description = "Crossdock: tax mapping"
    _inherit = ["crossdock.mapping.mixin"]
    _order = "connection_id, title, rate"
    _rec_name = "title"

    connection_id = fields.Many2one("crossdock.connection", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    title = fields.Char(required=True, help="The tax's title as the store writes it on the order, such as 'VAT'.")
    rate = fields.Float(required=True, digits=(16, 6), help="As a fraction: 0.21 for 21 %.", aggregator=None)
    included = fields.Boolean(help="The store's prices include this tax.")
    country_id = fields.Many2one(
        "res.country", help="Of orders that go there. Empty: of all that no other line is for."
    )
    state_id = fields.Many2one(
        "res.country.state",
        string="State or province",
        domain="[('country_id', '=', country_id)]",
        help="Of orders that go there. Empty: of the whole country.",
    )
    tax_id = fields.Many2one(
        "account.tax",
        required=True,
        check_company=True,
        domain="[('type_tax_use', '=', 'sale'), ('company_id', '=', company_id)]",
    )

    _meaning_unique = models.UniqueIndex(
        "(connection_id, title, rate, coalesce(included, false), coalesce(country_id, 0), coalesce(state_id, 0))",
        "This tax is mapped already.",
    )

    @api.constrains("country_id", "state_id")
    def _check_state(self):
        for mapping in self:
            if mapping.state_id and mapping.state_id.country_id != mapping.country_id:
                raise ValidationError(
                    self.env._("%s is no part of the tax's country. Choose its country, too.", mapping.state_id.name)
                )

    @api.onchange("country_id")
    def _onchange_country_id(self):
        if self.state_id.country_id != self.country_id:
            self.state_id = False

    def _is_for(self, country_code, state_code):
        """Whether it is meant for orders that go there."""
        self.ensure_one()
        return (not self.country_id or self.country_id.code == country_code) and (
            not self.state_id or self.state_id.code == state_code
        )

    def _awaited(self):
        return reasons.TAX, reasons.tax_key(self.title, self.rate, self.included)


class CrossdockCarrierMapping(models.Model):
    _name = "crossdock.carrier.mapping"
    _description = "Crossdock: shipping method mapping"
    _inherit = ["crossdock.mapping.mixin"]
    _order = "connection_id, title"
    _rec_name = "title"

    connection_id = fields.Many2one("crossdock.connection", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    title = fields.Char(
        required=True, help="The shipping method as the store writes it on the order, such as 'Standard'."
    )
    product_id = fields.Many2one(
        "product.product",
        required=True,
        check_company=True,
        domain="[('type', '=', 'service')]",
        help="The service that carries the shipping charge on the order.",
    )

    _meaning_unique = models.UniqueIndex("(connection_id, title)", "This shipping method is mapped already.")

    def _awaited(self):
        return reasons.CARRIER, reasons.carrier_key(self.title)
