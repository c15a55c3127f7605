"""Goods that refunds put back in stock: received in Odoo as returns of the deliveries by which they left.

The store says of each unit that it refunds what became of it: it came back to a location ("return"), never left ("cancel"), or
is not put back ("no_restock"). Only what Odoo has delivered beyond what is left at the store can be returned; anything else
never left Odoo's stock, and the order's line is lowered instead. A refund is looked at once: what a person makes of its
return stands.

Source of the kinds: https://shopify.dev/docs/api/admin-graphql/latest/enums/RefundLineItemRestockType
"""

from collections import defaultdict

from .order_lines import KEY

# "legacy_restock" is how the store wrote both of the others once.
CAME_BACK = frozenset({"return", "legacy_restock"})
NEVER_LEFT = "cancel"
REFUNDED = frozenset({"refunded", "partially_refunded"})


def must_ask(connection, order, sale_order):
    """Whether something may have come back of which the order itself says nothing, as a query does not tell refunds."""
    return (
        order.refunds is None
        and order.financial_status in REFUNDED
        and connection.restock_policy != "none"
        and any(delivered > 0 for delivered in _excess(sale_order, left_of(order)).values())
    )


def left_of(order):
    """{key of a line: units left at the store}."""
    return {str(line.id): line.current_quantity for line in order.lines}


def take_back(connection, sale_order, refunds, left):
    """Make the returns that are missing, and receive them where the connection wants that.

    :param refunds: the store's refunds of the order; None where it does not tell
    :param left: {key of a line: units left at the store}
    """
    bindings = connection.env["crossdock.binding"]
    wanted = [
        refund
        for refund in sorted(refunds or [], key=lambda one: one.id, reverse=True)
        if any(line.restock_type in CAME_BACK and line.quantity for line in refund.lines or [])
    ]
    if not wanted or connection.restock_policy == "none":
        return
    bound = bindings._find(connection, "restock", [refund.id for refund in wanted])
    # sudo: workers may confirm orders; a return of goods is the store's word, whoever may receive goods.
    excess = _excess(sale_order.sudo(), left)
    for refund in wanted:
        if str(refund.id) in bound:
            continue
        pickings = _returns(connection, sale_order.sudo(), refund, excess)
        if not pickings:
            continue
        bindings.create(
            {
                "connection_id": connection.id,
                "kind": "restock",
                "remote_id": str(refund.id),
                "remote_name": connection.env._("Refund of %s", sale_order.name),
                "res_id": pickings[0].id,
            }
        )
        if connection.restock_policy == "received":
            for picking in pickings:
                _receive(picking)


def explained(sale_order, order, refunds):
    """{key: units that may stay delivered, beyond those left at the store, without a person being asked}; None for "any".

    The buyer keeps them, or their return is on its way.
    """
    if refunds is None:
        any_more = order.financial_status in REFUNDED
        return {str(line.id): None for line in order.lines} if any_more else {}
    found = defaultdict(float)
    for refund in refunds:
        for line in refund.lines or []:
            if line.restock_type != NEVER_LEFT and line.restock_type not in CAME_BACK:
                found[str(line.line_item_id)] += line.quantity
    for line in sale_order.order_line:
        if line[KEY] and (coming := _units(line, _open_returns(line))):
            found[line[KEY]] += coming
    return dict(found)


# -- what there is to return -----------------------------------------------------------------------------------


def _excess(sale_order, left):
    """{key: units delivered beyond those that are left at the store, whose return has not begun}."""
    found = {}
    for line in sale_order.order_line:
        if line[KEY] in left:
            found[line[KEY]] = line.qty_delivered - left[line[KEY]] - _units(line, _open_returns(line))
    return found


def _open_returns(line):
    return line.move_ids.filtered(lambda move: _is_return(move) and move.state not in ("done", "cancel"))


def _is_return(move):
    return bool(move.origin_returned_move_id) and move.location_id.usage == "customer"


def _delivered(line):
    """The moves by which units of a line have left, the last ones first."""
    moves = line.move_ids.filtered(
        lambda move: move.state == "done" and move.location_dest_id.usage == "customer" and not _is_return(move)
    )
    return moves.sorted("id", reverse=True)


def _units(line, moves):
    """How many units of a line moves stand for."""
    per_unit = _per_unit(line)
    counts = defaultdict(float)
    for move in moves:
        counts[_part(move)] += move.product_uom._compute_quantity(move.product_uom_qty, move.product_id.uom_id)
    return max((count / per_unit[part] for part, count in counts.items() if per_unit.get(part)), default=0.0)


def _part(move):
    """(product, line of a bill of materials) that a move is of its line; the latter where the line sells a kit (addon mrp)."""
    return move.product_id, move.bom_line_id if "bom_line_id" in move._fields else None


def _per_unit(line):
    """{part: how much of it, in its product's unit, one unit of a line is}; several where the line sells a kit."""
    moves = line.move_ids.filtered(
        lambda move: move.state != "cancel" and not _is_return(move) and move.location_dest_id.usage == "customer"
    )
    if set(moves.product_id) <= {line.product_id}:
        unit = line.product_uom_id._compute_quantity(1.0, line.product_id.uom_id, round=False)
        return {_part(move): unit for move in moves}
    counts = defaultdict(float)
    for move in moves:
        counts[_part(move)] += move.product_uom._compute_quantity(move.product_uom_qty, move.product_id.uom_id)
    return {part: count / line.product_uom_qty for part, count in counts.items() if line.product_uom_qty}


def _returnable(move):
    """What of a move has not been returned, or is not being returned, in the move's own unit."""
    back = move.returned_move_ids.filtered(lambda one: one.state != "cancel" and _is_return(one))
    return move.quantity - sum(
        one.product_uom._compute_quantity(
            one.quantity if one.state == "done" else one.product_uom_qty, move.product_uom
        )
        for one in back
    )


# -- the returns -----------------------------------------------------------------------------------------------


def _returns(connection, sale_order, refund, excess):
    """Make the returns of one refund, one for each delivery and location; ``excess`` is used up."""
    parts = defaultdict(lambda: defaultdict(float))
    lines = {line[KEY]: line for line in sale_order.order_line if line[KEY]}
    for one in refund.lines:
        key = str(one.line_item_id)
        due = min(one.quantity, excess.get(key, 0))
        if one.restock_type not in CAME_BACK or due <= 0:
            continue
        excess[key] -= due
        for part, per_unit in _per_unit(lines[key]).items():
            for move, quantity in _taken(_delivered(lines[key]), part, due * per_unit):
                parts[move.picking_id, one.location_id][move] += quantity
    return [_return(connection, sale_order, *where, quantities) for where, quantities in parts.items()]


def _taken(moves, part, quantity):
    """Yield (move, how much of it in its own unit) until so much of a part, in its product's unit, is found."""
    for move in moves.filtered(lambda one: _part(one) == part):
        unit = move.product_id.uom_id
        taken = min(move.product_uom._compute_quantity(_returnable(move), unit), quantity)
        if taken > 0:
            quantity -= taken
            yield move, unit._compute_quantity(taken, move.product_uom)


def _return(connection, sale_order, delivery, location_id, quantities):
    env = delivery.env
    location = connection.location_ids.filtered(lambda one: one.remote_id == str(location_id))
    wizard = (
        env["stock.return.picking"]
        .with_context(crossdock_return_values=_destination(delivery, location))
        .create({"picking_id": delivery.id})
    )
    for line in wizard.product_return_moves:
        line.quantity = quantities.get(line.move_id, 0.0)
    picking = wizard._create_return()
    picking.message_post(
        body=env._(
            "%(store)s put this back in stock at %(location)s, for a refund of order %(order)s.",
            store=connection.name,
            location=location.name or env._("a location that is not mapped"),
            order=sale_order.name,
        )
    )
    return picking


def _destination(delivery, location):
    """Where a return goes: to the stock that the store's location stands for, else where the delivery came from."""
    stock = location.stock_location_ids[:1]
    warehouse = stock.warehouse_id or location.warehouse_id
    if not warehouse:
        return {}
    values = {}
    if warehouse != delivery.picking_type_id.warehouse_id:
        kind = warehouse.out_type_id.return_picking_type_id or warehouse.in_type_id
        values = {"picking_type_id": kind.id, "location_dest_id": kind.default_location_dest_id.id}
    if stock:
        values["location_dest_id"] = stock.id
    return values


def _receive(picking):
    """Have Odoo's stock hold the goods; what is kept by lots or serial numbers waits for a person, who sees them."""
    if any(move.has_tracking != "none" for move in picking.move_ids):
        picking.message_post(body=picking.env._("Its lots or serial numbers are to be entered by hand."))
        return
    picking.move_ids.picked = True
    picking.with_context(crossdock_restock=True)._action_done()
