"""The part of ``order_work`` that runs within Odoo, in its shell: batches of Crossdock and of the bare ORM in turns.

For each batch, Crossdock's own steps first bring waiting webhooks into orders. What came of them is then read back, and
the rival makes the very same records again from dictionaries that lie ready, with every value given, in as few calls as
the ORM allows, and commits. The dictionaries are built, and caches emptied, while no clock runs.
"""

import gc
import json
import threading
import time

from odoo import api
from odoo.addons.crossdock.engine import inbound
from odoo.addons.crossdock.engine.engine import Engine

QUIET = {"tracking_disable": True, "mail_notify_force_send": False}
ORDER_FIELDS = [
    "name",
    "company_id",
    "partner_id",
    "partner_invoice_id",
    "partner_shipping_id",
    "currency_id",
    "pricelist_id",
    "warehouse_id",
    "team_id",
    "user_id",
    "fiscal_position_id",
    "payment_term_id",
    "date_order",
    "validity_date",
    "client_order_ref",
    "origin",
    "note",
    "require_signature",
    "require_payment",
    "prepayment_percent",
    "picking_policy",
    "source_id",
    "medium_id",
    "campaign_id",
    "tag_ids",
    "journal_id",
    "crossdock_connection_id",
    "crossdock_financial_status",
    "crossdock_remote_total",
    "crossdock_remitted",
    "crossdock_tax_exempt",
    "crossdock_kind",
    "crossdock_channel",
    "crossdock_attributes",
    "crossdock_tags",
]
LINE_FIELDS = [
    "product_id",
    "name",
    "product_uom_id",
    "product_uom_qty",
    "price_unit",
    "technical_price_unit",
    "discount",
    "tax_ids",
    "sequence",
    "customer_lead",
    "analytic_distribution",
    "crossdock_remote_line_id",
    "crossdock_line_key",
]
PARTNER_FIELDS = [
    "name",
    "company_name",
    "email",
    "phone",
    "lang",
    "street",
    "street2",
    "city",
    "zip",
    "country_id",
    "state_id",
    "type",
    "is_company",
    "company_id",
    "comment",
]


def values_of(record, names):
    """What create takes to make a record again."""
    values = {}
    for name in names:
        field = record._fields[name]
        value = record[name]
        if field.type == "many2one":
            value = value.id
        elif field.type == "many2many":
            value = [(6, 0, value.ids)]
        values[name] = value
    return values


class Rival:
    """Bare batched calls for the records that Crossdock has made last."""

    def __init__(self, env, partners, orders):
        """``partners``: those that were made for the orders; others were known."""
        self.people = partners.filtered(lambda one: not one.parent_id)
        self.places = partners - self.people
        self.people_values = [values_of(one, PARTNER_FIELDS) for one in self.people]
        self.place_values = [(one.parent_id.id, values_of(one, PARTNER_FIELDS)) for one in self.places]
        self.order_values = []
        for order in orders:
            lines = [(0, 0, values_of(line, LINE_FIELDS)) for line in order.order_line]
            self.order_values.append({**values_of(order, ORDER_FIELDS), "order_line": lines})

    def create(self, env):
        made = dict(zip(self.people.ids, env["res.partner"].create(self.people_values).ids, strict=True))
        places = [{**values, "parent_id": made.get(parent, parent)} for parent, values in self.place_values]
        made.update(zip(self.places.ids, env["res.partner"].create(places).ids, strict=True))
        for values in self.order_values:
            for name in ("partner_id", "partner_invoice_id", "partner_shipping_id"):
                values[name] = made.get(values[name], values[name])
        return env["sale.order"].create(self.order_values)


class Bench:
    def __init__(self, env, objects_per_batch, confirms_per_batch):
        self.env = env
        self.objects_per_batch = objects_per_batch
        self.confirms_per_batch = confirms_per_batch
        self.engine = Engine(env.registry, env.ref("crossdock.user_technical").id)

    def timed(self, action):
        """(seconds, statements, result) of a call, from a cold cache of records."""
        gc.collect()
        # Odoo counts the statements of a thread that has these; it does so for requests.
        thread = threading.current_thread()
        thread.query_count, thread.query_time = 0, 0
        started = time.perf_counter()
        result = action()
        return time.perf_counter() - started, thread.query_count, result

    def fresh(self):
        """What has been committed, as a new transaction sees it."""
        self.env.cr.commit()
        self.env.invalidate_all(flush=False)

    def newest(self, model):
        self.env.cr.execute(f"SELECT coalesce(max(id), 0) FROM {model.replace('.', '_')}")
        return self.env.cr.fetchone()[0]

    def capture(self):
        """Our batch; (seconds, statements, its partners, its orders)."""
        self.fresh()
        partner_from, order_from = self.newest("res.partner"), self.newest("sale.order")
        seconds, statements, captured = self.timed(lambda: inbound.drain(self.engine, "orders"))
        self.fresh()
        partners = self.env["res.partner"].search([("id", ">", partner_from)], order="id")
        orders = self.env["sale.order"].search([("id", ">", order_from)], order="id")
        if not captured or len(orders) != captured:
            held = self.env["crossdock.inbox"].search([("state", "not in", ("done", "ready"))]).mapped("reason")
            raise SystemExit(f"{captured} objects were claimed, {len(orders)} orders made of them: {held}")
        return seconds, statements, partners, orders

    def bare(self, action):
        """A rival's step in a transaction of its own."""

        def run():
            with self.env.registry.cursor() as cr:
                result = action(api.Environment(cr, self.engine.uid, QUIET))
                cr.commit()
                return result.ids

        return self.timed(run)

    def round(self):
        """One batch of both: seconds and statements to capture and to confirm."""
        seconds, statements, partners, orders = self.capture()
        rival = Rival(self.env, partners, orders)
        expected = sorted(orders.mapped("amount_total"))
        self.fresh()
        bare_seconds, bare_statements, ids = self.bare(rival.create)
        self.fresh()
        if sorted(self.env["sale.order"].browse(ids).mapped("amount_total")) != expected:
            raise SystemExit("the rival's orders come to other totals")
        confirm = [self.timed(lambda: inbound.drain(self.engine, "confirmation")) for _batch in self.batches(orders)]
        bare_confirm = [self.bare(lambda env, batch=batch: self.confirmed(env, batch)) for batch in self.batches(ids)]
        self.fresh()
        self.require_reserved(orders)
        self.require_reserved(self.env["sale.order"].browse(ids))
        return {
            "orders": len(orders),
            "partners": len(partners),
            "capture": seconds,
            "capture_statements": statements,
            "bare_capture": bare_seconds,
            "bare_capture_statements": bare_statements,
            "confirm": sum(one[0] for one in confirm),
            "confirm_statements": sum(one[1] for one in confirm),
            "bare_confirm": sum(one[0] for one in bare_confirm),
            "bare_confirm_statements": sum(one[1] for one in bare_confirm),
        }

    def batches(self, things):
        things = list(things)
        return [
            things[start : start + self.confirms_per_batch] for start in range(0, len(things), self.confirms_per_batch)
        ]

    def confirmed(self, env, ids):
        orders = env["sale.order"].browse(ids)
        orders.with_context(send_email=False).action_confirm()
        return orders

    def require_reserved(self, orders):
        moves = orders.picking_ids.move_ids
        if set(orders.mapped("state")) != {"sale"} or set(moves.mapped("state")) != {"assigned"}:
            raise SystemExit(f"not all is confirmed and reserved: {orders.mapped('state')} {moves.mapped('state')}")


def run(env, rounds, objects_per_batch, confirms_per_batch):
    """Print what each round took as one line of JSON. The first round warms both and is marked by number 0."""
    bench = Bench(env, objects_per_batch, confirms_per_batch)
    print("BENCH " + json.dumps([bench.round() for _round in range(rounds)]))
