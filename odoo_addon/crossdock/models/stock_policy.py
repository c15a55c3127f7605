"""What of the free stock a store may sell: by product, by category, or of all that no other line is for."""

from odoo import api, fields, models

from . import mark

# What of a policy decides how much is sold.
WATCHED = frozenset(
    {
        "connection_id",
        "product_id",
        "categ_id",
        "basis",
        "horizon_days",
        "without_consigned",
        "without_packed",
        "withheld",
        "share",
        "maximum",
    }
)


class CrossdockStockPolicy(models.Model):
    _name = "crossdock.stock.policy"
    _description = "Crossdock: stock policy"
    _order = "connection_id, categ_id, product_id"
    _check_company_auto = True

    connection_id = fields.Many2one(
        "crossdock.connection", required=True, index=True, ondelete="cascade", domain="[('system', '=', 'shopify')]"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    categ_id = fields.Many2one(
        "product.category",
        "Product category",
        ondelete="cascade",
        help="With its subcategories, as far as none of them has a line of its own. Empty: all products that no other line is"
        " for.",
    )
    product_id = fields.Many2one(
        "product.product",
        ondelete="cascade",
        check_company=True,
        domain="[('is_storable', '=', True)]",
        help="Goes before all categories.",
    )
    basis = fields.Selection(
        [("free", "What is free"), ("forecast", "What is free or expected"), ("on_hand", "What is on hand")],
        "Sells",
        default="free",
        required=True,
        help="Free is what is on hand less what is reserved, ordered or asked for. What is on hand sells goods again that are"
        " promised to others already.",
    )
    horizon_days = fields.Integer(
        "Expected within (days)",
        aggregator=None,
        help="Receipts that are planned for later are not counted. 0: all that is planned.",
    )
    without_consigned = fields.Boolean("Without consigned goods", help="Goods that have an owner are not sold.")
    without_packed = fields.Boolean("Without packed goods", help="Goods that lie in packages are not sold.")
    withheld = fields.Float(
        "Safety stock",
        digits="Product Unit",
        help="So much of what is free is not sold, at each of the store's locations.",
    )
    share = fields.Float(
        "Share (%)",
        default=100.0,
        aggregator=None,
        help="How much of the rest this store may sell, where others sell the same stock.",
    )
    maximum = fields.Integer(
        "At most",
        aggregator=None,
        help="No more than this is shown at a location of the store. 0: as much as there is.",
    )

    _scope_unique = models.UniqueIndex(
        "(connection_id, coalesce(product_id, 0), coalesce(categ_id, 0))", "There is a line for this already."
    )
    _one_scope = models.Constraint(
        "CHECK (product_id IS NULL OR categ_id IS NULL)", "A line is for a product or for a category, not for both."
    )
    _horizon_sign = models.Constraint("CHECK (horizon_days >= 0)", "The days ahead are 0 or more.")
    _withheld_sign = models.Constraint("CHECK (withheld >= 0)", "Safety stock is 0 or more.")
    _share_range = models.Constraint("CHECK (share >= 0 AND share <= 100)", "A share is from 0 to 100 %.")
    _maximum_sign = models.Constraint("CHECK (maximum >= 0)", "The most that is shown is 0 or more.")

    @api.depends("categ_id", "product_id")
    def _compute_display_name(self):
        for policy in self:
            scope = policy.product_id or policy.categ_id
            policy.display_name = scope.display_name if scope else self.env._("All products")

    @api.model_create_multi
    def create(self, vals_list):
        policies = super().create(vals_list)
        policies._mark()
        return policies

    def write(self, vals):
        watched = WATCHED & vals.keys()
        if watched:
            self._mark()
        result = super().write(vals)
        if watched:
            self._mark()
        return result

    def unlink(self):
        self._mark()
        return super().unlink()

    def _counts_otherwise(self):
        """Whether anything else is counted than what is free."""
        return self.basis != "free" or self.without_consigned or self.without_packed

    def _mark(self):
        """What these lines are about is looked at again."""
        for connection, policies in self.grouped("connection_id").items():
            if all(policy.product_id for policy in policies):
                self.env["crossdock.mark"]._append_for(
                    connection.id, mark.STOCK, policies.product_id.ids, "stock policy changed"
                )
                connection._wake()
            else:
                connection._mark_all_stock("stock policy changed")


class CrossdockConnection(models.Model):
    _inherit = "crossdock.connection"

    stock_policy_ids = fields.One2many("crossdock.stock.policy", "connection_id", string="Stock policies")


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def write(self, vals):
        result = super().write(vals)
        if {"categ_id", "is_storable"} & vals.keys() and self.env["crossdock.connection"]._any_marking():
            # sudo: marks are the engine's; whoever files a product may not see them.
            variants = self.with_context(active_test=False).product_variant_ids
            self.env["crossdock.mark"].sudo()._mark_later(mark.STOCK, variants.ids, "product changed")
        return result


class ProductCategory(models.Model):
    _inherit = "product.category"

    def write(self, vals):
        result = super().write(vals)
        if "parent_id" in vals and self.env["crossdock.connection"]._any_marking():
            # sudo: whoever moves a category need not see which stores have policies for it.
            policies = self.env["crossdock.stock.policy"].sudo().search([("categ_id", "!=", False)])
            for connection in policies.connection_id:
                connection._mark_all_stock("category moved")
        return result
