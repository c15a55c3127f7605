"""Where orders come from and what is special about them: tests, risks, businesses, adopted orders, places, dates, campaigns."""

from datetime import datetime

from .row import STANDARD, Row, mug

TWO = [mug("10.00", 2)]
NO_MONEY = {"invoice_policy": "none", "payment_policy": "none"}
QUIET = {"steps": (), "paid": ()}
RISKY = {"recommendation": "CANCEL", "assessments": [{"riskLevel": "HIGH", "facts": []}]}


def row(name, connection=(), **more):
    more = {"order": {}, **QUIET, **more}
    return Row(name, TWO, "22.00", "2.00", connection={**NO_MONEY, **dict(connection)}, **more)


def entered_before(case):
    john = case.env["res.partner"].create({"name": "J. Smith", "email": "John@Example.com"})
    line = {"product_id": case.mug.id, "product_uom_qty": 2, "price_unit": 10, "tax_ids": case.tax_of("VAT").ids}
    case.env["sale.order"].create(
        {
            "partner_id": john.id,
            "date_order": datetime(2026, 11, 20, 15, 0),
            "pricelist_id": False,
            "client_order_ref": "#1001",
            "order_line": [(0, 0, line)],
        }
    )


def adopted(case, order):
    found = case.env["sale.order"].search([("client_order_ref", "=", "#1001")])
    case.assertEqual((order, order.partner_id.name), (found, "J. Smith"))


def from_campaign(case, order):
    names = (order.source_id.name, order.medium_id.name, order.campaign_id.name)
    case.assertEqual(names, ("Newsletter", "Email", "Fall"))


def noted(case, order):
    case.assertEqual(set(order.tag_ids.mapped("name")), {"gift", "vip"})
    case.assertEqual(order.crossdock_attributes, "Gift message: For Ann")
    case.assertIn("Ring twice", order.note)
    case.assertEqual(order.client_order_ref, "PO-77")


def other_warehouse(case):
    there = case.env["stock.warehouse"].create({"name": "There", "code": "THERE"})
    case.put_in_stock(case.mug, 9, there.lot_stock_id)
    location = {"connection_id": case.connection.id, "name": "There", "remote_id": "62", "warehouse_id": there.id}
    case.env["crossdock.location"].create(location)
    case.places = [("OPEN", 62)]


def from_there(case, order):
    case.assertEqual(order.warehouse_id.code, "THERE")
    case.assertEqual(order.picking_ids.location_id.warehouse_id.code, "THERE")


def business(case, order):
    case.assertEqual(order.partner_id.parent_id.name, "Acme Inc")


def risky(case):
    case.risk = RISKY


def placed_in_november(case, order):
    case.assertEqual(order.date_order, datetime(2026, 12, 1, 4, 30))
    [invoice] = order.invoice_ids
    case.assertEqual(f"{invoice.invoice_date:%Y-%m-%d}", "2026-11-30", "the day at the store")


NOTED = {
    "tags": "gift, vip",
    "note": "Ring twice",
    "note_attributes": [{"name": "Gift message", "value": "For Ann"}, {"name": "_internal", "value": "x"}],
    "po_number": "PO-77",
}
PAGE = "/products/mug?utm_source=Newsletter&utm_medium=email&utm_campaign=Fall"

ROWS = [
    row("a test order that is left out", {"test_order_policy": "skip"}, order={"test": True}, state=None),
    row(
        "a test order that stays a quotation",
        {"test_order_policy": "draft"},
        order={"test": True},
        state="draft",
        stock={},
    ),
    row(
        "history",
        {"history_before": datetime(2026, 11, 25)},
        order={"fulfillment_status": "fulfilled"},
        state="draft",
        stock={},
    ),
    row(
        "archived before Odoo had it",
        {"history_before": datetime(2026, 11, 25)},
        order={"closed_at": "2026-11-21T10:00:00-05:00"},
        state="draft",
        stock={},
    ),
    row("held for its risk", {"risk_policy": "hold"}, prepare=risky, state="draft", stock={}),
    row("adopted", {"adopt_existing": True}, order={"name": "#1001"}, prepare=entered_before, check=adopted),
    row("of a business", order={"company": {"id": 71, "location_id": 72}}, check=business),
    row("from a campaign", order={"landing_site": PAGE}, check=from_campaign),
    row("noted, tagged, numbered", order=NOTED, check=noted),
    row(
        "sent from where the store assigned it", {"assigned_warehouse": True}, prepare=other_warehouse, check=from_there
    ),
    Row(
        "of the store's last day of a month",
        [mug("10.00")],
        "16.39",
        "1.49",
        order={
            "shipping": STANDARD,
            "processed_at": "2026-11-30T23:30:00-05:00",
            "created_at": "2026-11-30T23:30:00-05:00",
        },
        check=placed_in_november,
    ),
]
