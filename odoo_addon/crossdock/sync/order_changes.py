"""Bringing an order that Odoo has to what the store says now, and what tells two states of one order apart."""

import hashlib

from odoo.tools import html2plaintext, plaintext2html

from . import order_confirmation, order_origin, reasons
from .order_totals import settle_total
from .order_values import naive_utc
from .outcome import Done, Held


def _address(address):
    if address is None:
        return None
    return (
        address.name,
        address.company,
        address.address1,
        address.address2,
        address.city,
        address.zip,
        address.province_code,
        address.country_code,
        address.phone,
    )


def _lines(order):
    goods = [
        (
            line.id,
            line.variant_id,
            line.title,
            line.current_quantity,
            str(line.price.normalize()),
            [str(allocation.amount.normalize()) for allocation in line.discount_allocations],
            [(tax.title, tax.rate and str(tax.rate.normalize()), str(tax.price.normalize())) for tax in line.tax_lines],
            line.properties,
        )
        for line in order.lines
    ]
    shipping = [
        (line.title, str(line.price.normalize()), [str(one.amount.normalize()) for one in line.discount_allocations])
        for line in order.shipping_lines
        if not line.is_removed
    ]
    extras = [str(amount.normalize()) for amount in (order.total_tip, order.total_duties, order.total_additional_fees)]
    return (order.currency, order.taxes_included, goods, shipping, extras)


def lines_fingerprint(order):
    """Tells whether anything that makes an order line has changed."""
    return hashlib.sha256(repr(_lines(order)).encode()).hexdigest()


def fingerprint(order):
    """Tells whether anything that Odoo shows of an order has changed, however the order came (webhook or query)."""
    shown = (
        _lines(order),
        _address(order.shipping_address),
        _address(order.billing_address),
        order.email,
        order.customer and order.customer.id,
        order.note,
        order.financial_status,
        order.fulfillment_status,
        order.cancelled_at and naive_utc(order.cancelled_at),
        order.name,
        order.po_number,
        order.source_name,
        sorted(order.attributes),
        bool(order.tax_exempt),
        sorted(order.tags),
    )
    return hashlib.sha256(repr(shown).encode()).hexdigest()


def update(connection, values, binding, order):
    """Apply a newer state; Done with what was done.

    :raises Held: the change cannot be made any more, and a person must decide
    """
    env = connection.env
    sale_order = env["sale.order"].browse(binding.res_id).exists()
    if not sale_order:
        return _stamp(binding, order, env._("The sale order was deleted in Odoo; nothing is entered a second time."))
    if order.cancelled_at:
        return _cancel(binding, sale_order, order)
    if sale_order.state == "cancel":
        return _stamp(binding, order, env._("%s was cancelled in Odoo and stays so.", sale_order.name))
    lines_changed = binding.applied_lines_hash != lines_fingerprint(order)
    if lines_changed:
        _rewrite(connection, values, sale_order, order)
    update_header(values, sale_order, order)
    note = env._("%s was brought up to date.", sale_order.name)
    if sale_order.state in ("draft", "sent"):
        order_confirmation.confirm_later(connection, sale_order)
    return _stamp(binding, order, note)


def _stamp(binding, order, note):
    binding.write(
        {
            "applied_version": naive_utc(order.updated_at),
            "applied_hash": fingerprint(order),
            "applied_lines_hash": lines_fingerprint(order),
        }
    )
    return Done(note)


def _untouchable(sale_order):
    """Why an order's lines cannot be replaced any more, or None."""
    env = sale_order.env
    if any(move.state == "done" for move in sale_order.order_line.move_ids):
        return env._("goods have been delivered")
    if any(invoice.state == "posted" for invoice in sale_order.invoice_ids):
        return env._("it has been invoiced")
    if sale_order.locked:
        return env._("it is locked")
    return None


def _cancel(binding, sale_order, order):
    env = sale_order.env
    if sale_order.state == "cancel":
        return _stamp(binding, order, env._("%s is cancelled.", sale_order.name))
    why_not = _untouchable(sale_order)
    if why_not:
        raise Held(
            reasons.EDITED,
            f"cancel:{order.id}",
            env._(
                "The store cancelled order %(name)s, but %(why)s in Odoo. Take the goods back or credit the invoice, then"
                " replay, or discard this event.",
                name=sale_order.name,
                why=why_not,
            ),
        )
    products = sale_order.order_line.product_id.filtered("is_storable")
    sale_order._action_cancel()
    env["crossdock.mark"]._mark_later("stock", products.ids, "order cancelled")
    return _stamp(binding, order, env._("%s was cancelled.", sale_order.name))


def _rewrite(connection, values, sale_order, order):
    """Replace all lines. A confirmed order of which nothing has left yet is taken back to a quotation for it."""
    env = connection.env
    why_not = _untouchable(sale_order)
    if why_not:
        raise Held(
            reasons.EDITED,
            f"lines:{order.id}",
            env._(
                "The store changed the lines of order %(name)s, but %(why)s in Odoo. Store's total now: %(total)s. Change"
                " the order by hand, then discard this event.",
                name=sale_order.name,
                why=why_not,
                total=order.current_total,
            ),
        )
    touched = sale_order.order_line.product_id
    if sale_order.state == "sale":
        sale_order._action_cancel()
        sale_order.action_draft()
    new = values.of(order)
    sale_order.write(
        {
            "order_line": [(5, 0, 0), *new["order_line"]],
            "currency_id": new["currency_id"],
            "crossdock_remote_total": new["crossdock_remote_total"],
        }
    )
    settle_total(connection, sale_order, order)
    touched |= sale_order.order_line.product_id
    env["crossdock.mark"]._mark_later("stock", touched.filtered("is_storable").ids, "order edited")


def update_header(values, sale_order, order):
    """Bring everything but the lines to what the store says; a locked order shows what it may."""
    _customer, shipping, billing = values.partners.of(order)
    tags = order_origin.follow_tags(values.origins, sale_order, order)
    wanted = {
        "crossdock_financial_status": order.financial_status or False,
        **values.details(order),
    }
    if not sale_order.locked:
        wanted |= {"partner_shipping_id": shipping.id, "partner_invoice_id": billing.id}
    changed = {field: value for field, value in wanted.items() if _shown(sale_order, field) != value}
    if order.note and html2plaintext(sale_order.note or "").strip() != order.note.strip():
        changed["note"] = plaintext2html(order.note)
    if changed or tags:
        sale_order.write({**changed, **tags})
    if "partner_shipping_id" in changed:
        pickings = sale_order.picking_ids.filtered(lambda one: one.state not in ("done", "cancel"))
        pickings.write({"partner_id": shipping.id})


def _shown(sale_order, field):
    value = sale_order[field]
    return value.id if sale_order._fields[field].type == "many2one" else value


def describe(sale_order):
    """A preview's text: what would be created, a line a fact."""
    env, currency = sale_order.env, sale_order.currency_id
    amount = f"{{:.{currency.decimal_places}f}}".format
    rows = [
        env._("Sale order %s", sale_order.name),
        env._("Customer: %s", sale_order.partner_id.display_name),
        env._("Delivery address: %s", sale_order.partner_shipping_id.display_name),
        env._("Invoice address: %s", sale_order.partner_invoice_id.display_name),
    ]
    rows += [
        f"{line.product_uom_qty:g} × {line.name} @ {amount(line.price_unit)}"
        + (f" - {line.discount:g} %" if line.discount else "")
        for line in sale_order.order_line
    ]
    rows.append(
        env._(
            "Untaxed %(untaxed)s, tax %(tax)s, total %(total)s %(currency)s",
            untaxed=amount(sale_order.amount_untaxed),
            tax=amount(sale_order.amount_tax),
            total=amount(sale_order.amount_total),
            currency=currency.name,
        )
    )
    return "\n".join(rows)
