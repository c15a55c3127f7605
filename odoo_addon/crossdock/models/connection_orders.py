"""How a store's orders are entered: the choices of a connection that decide what of an order becomes what in Odoo."""

from odoo import api, fields, models

from ..sync import reasons

# Settings by which orders that were held may go through.
RELEASED_BY = {
    "create_missing_taxes": reasons.TAX,
    "liable_tax_policy": reasons.TAX,
    "unknown_product_policy": reasons.PRODUCT,
    "catch_all_product_id": reasons.PRODUCT,
    "gift_card_product_id": reasons.PRODUCT,
}


class CrossdockConnection(models.Model):
    _inherit = "crossdock.connection"

    # -- taxes ------------------------------------------------------------------------------------------
    liable_tax_policy = fields.Selection(
        [("map", "As any other tax"), ("exclude", "Left out, the channel remits it")],
        required=True,
        default="map",
        string="Taxes that the channel owes",
        help="A marketplace that owes a tax itself keeps what the buyer paid of it. Left out, the sale order's total is the"
        " store's without these taxes.",
    )
    create_missing_taxes = fields.Boolean(
        help="A tax of the store that Odoo lacks is created with its rate and mapped. Otherwise its orders are held until"
        " somebody maps it."
    )

    # -- products ---------------------------------------------------------------------------------------
    unknown_product_policy = fields.Selection(
        [
            ("hold", "Hold the order"),
            ("deleted", "Take the catch-all product if the store has deleted it"),
            ("unlinked", "Take the catch-all product"),
        ],
        required=True,
        default="hold",
        string="Products that are not linked",
        help="The catch-all product's lines show title and SKU of what was sold. Its stock is not kept: with the last choice"
        " a product that somebody forgot to link is sold without lowering its stock.",
    )
    catch_all_product_id = fields.Many2one("product.product", string="Catch-all product", check_company=True)
    gift_card_product_id = fields.Many2one(
        "product.product",
        string="Product for gift cards",
        check_company=True,
        domain="[('type', '=', 'service')]",
        help="Stands for gift cards that are sold and not linked with a product of their own.",
    )

    # -- which orders are worked off --------------------------------------------------------------------
    risk_policy = fields.Selection(
        [("ignore", "Confirm them as any other"), ("hold", "Wait for a salesperson's approval")],
        required=True,
        default="ignore",
        string="Orders that may be a fraud",
        help="Orders that the store assesses as a high risk, or recommends to investigate or cancel.",
    )
    test_order_policy = fields.Selection(
        [("skip", "Leave them out"), ("draft", "Enter them as quotations")],
        required=True,
        default="skip",
        string="Test orders",
        help="Test orders that are entered are tagged and never confirmed.",
    )
    fulfilled_policy = fields.Selection(
        [
            ("history", "Enter them as quotations"),
            ("skip", "Leave them out"),
            ("confirm", "Confirm them as any other"),
        ],
        required=True,
        default="history",
        string="Orders fulfilled before Odoo had them",
        help="Their goods have left already. As quotations they take no stock; confirmed they reserve it a second time.",
    )
    history_before = fields.Datetime(
        default=fields.Datetime.now,
        help="Only orders from before this moment (UTC) count as fulfilled before Odoo had them.",
    )

    # -- cutover ----------------------------------------------------------------------------------------
    adopt_existing = fields.Boolean(
        string="Adopt existing orders",
        help="An order that another connector or a person has entered is recognised by the store's number, with the buyer's"
        " e-mail address or the same total within a day, and taken over instead of entered a second time.",
    )

    # -- delivery ---------------------------------------------------------------------------------------
    assigned_warehouse = fields.Boolean(
        string="Deliver from where the store says",
        help="The location that the store has assigned an order to decides its warehouse, as mapped under Locations. The app"
        " needs the access scopes to read fulfilment orders.",
    )

    restock_policy = fields.Selection(
        [
            ("none", "Ask a person"),
            ("prepared", "Prepare the return"),
            ("received", "Receive them at once"),
        ],
        required=True,
        default="prepared",
        string="Goods that a refund puts back in stock",
        help="A return of the delivery is made, into the stock that the store's location stands for. Once it is received,"
        " the order shows what the buyer has kept.",
    )

    def write(self, vals):
        """Orders that waited for what a setting allows now are tried again by themselves."""
        result = super().write(vals)
        codes = {code for name, code in RELEASED_BY.items() if name in vals}
        if codes:
            held = self.env["crossdock.inbox"].search(
                [("connection_id", "in", self.ids), ("state", "=", "held"), ("reason_code", "in", list(codes))]
            )
            for connection, code, key in {(one.connection_id, one.reason_code, one.reason_key) for one in held}:
                connection._release_held(code, key)
        return result

    @api.model
    def _cron_reconcile(self):
        result = super()._cron_reconcile()
        self.env["crossdock.order.import"]._look_at_all()
        return result
