"""Bringing an order that Odoo has to what the store says now, and what tells two states of one order apart."""

import hashlib

from odoo.tools import html2plaintext, plaintext2html

from . import order_confirmation, order_lines, order_origin, order_restock
from .order_edits import LineEditor, is_frozen, refunded_of
from .order_totals import expected_total, settle_total, total_difference
from .outcome import Done
from .times import naive_utc

# Of the activities that ask a person.
CANCELLED = "cancelled"
EDITED = "edited"


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
        order.company and (order.company.company_id, order.company.location_id),
        order.source_name,
        sorted(order.attributes),
        bool(order.tax_exempt),
        sorted(order.tags),
    )
    return hashlib.sha256(repr(shown).encode()).hexdigest()


def update(connection, values, binding, order, refunds):
    """Apply a newer state; Done with what was done. What cannot be changed any more is told to a person.

    :param refunds: of the order, as it tells them or as they were read; None where neither is so
    :raises Held: the new state needs what Odoo does not know
    """
    env = connection.env
    sale_order = env["sale.order"].browse(binding.res_id).exists()
    if not sale_order:
        return _stamp(binding, order, env._("The sale order was deleted in Odoo; nothing is entered a second time."))
    if order.cancelled_at:
        return _cancel(connection, binding, sale_order, order, refunds)
    if sale_order.state == "cancel":
        return _stamp(binding, order, env._("%s was cancelled in Odoo and stays so.", sale_order.name))
    lines_changed = binding.applied_lines_hash != lines_fingerprint(order)
    if lines_changed:
        _edit(connection, values, sale_order, order, refunds)
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


def _is_touched(sale_order, invoices_matter=True):
    """Whether an order cannot simply be taken back: something left, something was invoiced, or its lines are not ours."""
    return (
        is_frozen(sale_order)
        or any(move.state == "done" for move in sale_order.order_line.move_ids)
        or (invoices_matter and any(invoice.state == "posted" for invoice in sale_order.invoice_ids))
    )


def _cancel(connection, binding, sale_order, order, refunds):
    """Cancel what can be cancelled; what was delivered or invoiced is told to a person."""
    env = connection.env
    if sale_order.state == "cancel":
        sale_order._crossdock_done_asking(CANCELLED)
        return _stamp(binding, order, env._("%s is cancelled.", sale_order.name))
    sale_order.crossdock_financial_status = order.financial_status or False
    _mark(sale_order, sale_order.order_line.product_id, "order cancelled")
    # Where the store's refunds become credit notes, an invoice is no reason to keep what was cancelled.
    credits_follow = connection.invoice_policy != "none"
    touched = _is_touched(sale_order, invoices_matter=not credits_follow)
    if not touched or (sale_order.state != "sale" and not sale_order.locked):
        _take_back(sale_order)
        sale_order._crossdock_done_asking(EDITED)
        return _stamp(binding, order, env._("%s was cancelled.", sale_order.name))
    if not sale_order.locked:
        sale_order.picking_ids.filtered(lambda one: one.state not in ("done", "cancel")).action_cancel()
    order_restock.take_back(connection, sale_order, refunds, order_restock.left_of(order))
    # What was not put back is asked for all the same: the store may not know that it has left.
    gone = order_restock.explained(sale_order, order, refunds=[])
    told = LineEditor(sale_order, refunded={}, gone=gone, credits_follow=credits_follow).apply({}).told
    sale_order._crossdock_done_asking(EDITED)
    if told:
        told += [] if credits_follow else _invoices(sale_order)
        sale_order._crossdock_ask(CANCELLED, env._("The store cancelled this order"), told)
    return _stamp(
        binding,
        order,
        env._("%s: what had not left was cancelled; what had is told on the order.", sale_order.name),
    )


def _take_back(sale_order):
    # sudo: workers see no accounting; Odoo's cancellation cancels an order's draft invoices.
    sale_order.sudo().invoice_ids.filtered(lambda invoice: invoice.state == "draft").button_cancel()
    sale_order._action_cancel()


def _edit(connection, values, sale_order, order, refunds):
    """Bring the lines to what the store says; a person is told what cannot be changed any more."""
    env = connection.env
    new = values.of(order)
    wanted = {line[order_lines.KEY]: line for _create, _zero, line in new["order_line"]}
    touched = sale_order.order_line.product_id
    if sale_order.state == "sale" and _has_other_products(sale_order, wanted) and not _is_touched(sale_order):
        _take_back(sale_order)
        sale_order.action_draft()
    if sale_order.state != "sale" and not is_frozen(sale_order):
        sale_order.currency_id = new["currency_id"]
    order_restock.take_back(connection, sale_order, refunds, order_restock.left_of(order))
    gone = order_restock.explained(sale_order, order, refunds)
    edits = LineEditor(sale_order, refunded_of(order), gone).apply(wanted)
    sale_order.crossdock_remote_total = new["crossdock_remote_total"]
    if not edits.kept:
        settle_total(connection, sale_order, order)
    elif total_difference(connection, sale_order, order) and (edits.told or not refunded_of(order)):
        edits.told.append(
            env._(
                "Total at the store: %(store)s, here: %(odoo)s.",
                store=expected_total(connection, order),
                odoo=f"{sale_order.amount_total:.{sale_order.currency_id.decimal_places}f}",
            )
        )
    if edits.told:
        sale_order._crossdock_ask(
            EDITED,
            env._("The store changed what cannot be changed here any more"),
            [*edits.told, *_invoices(sale_order)],
        )
    else:
        sale_order._crossdock_done_asking(EDITED)
    touched |= sale_order.order_line.product_id
    _mark(sale_order, touched, "order edited")


def _mark(sale_order, products, why):
    """What can be sold, and the buyer's figures, are looked at again."""
    sale_order.env["crossdock.mark"]._mark_later("stock", products.filtered("is_storable").ids, why)
    sale_order._crossdock_mark(why)


def _has_other_products(sale_order, wanted):
    """Whether a line of the store's has another product now."""
    return any(
        line[order_lines.KEY] in wanted and wanted[line[order_lines.KEY]]["product_id"] != line.product_id.id
        for line in sale_order.order_line
    )


def _invoices(sale_order):
    """A sentence that names the posted invoices, for whoever must credit them."""
    names = sale_order.invoice_ids.filtered(lambda invoice: invoice.state == "posted").mapped("name")
    return [sale_order.env._("Invoices: %s.", ", ".join(names))] if names else []


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
    if "partner_shipping_id" in changed:
        # Odoo would look for another one by the new address; the taxes are the store's.
        changed["fiscal_position_id"] = sale_order.fiscal_position_id.id
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
