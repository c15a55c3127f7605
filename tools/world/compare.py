"""Comparing the three systems record by record: each difference is a sentence."""

from collections import defaultdict
from decimal import Decimal

from tools.world.world import World


def differences(world: World) -> list[str]:
    """Everything in which store, Odoo and CRM disagree; empty when they agree."""
    state = world.store.get("/_sim/state")
    found = _orders(world, state) + _levels(world, state)
    if world.crm_id:
        found += _contacts(world)
    return found + _unfinished(world)


def _orders(world: World, state: dict) -> list[str]:
    """Each order of the store is one sale order with the same lines and total."""
    rows = world.rpc.search_read(
        "sale.order",
        [("crossdock_connection_id", "=", world.store_id)],
        ["name", "crossdock_remote_id", "amount_total", "state", "partner_id", "order_line", "client_order_ref"],
    )
    by_remote = defaultdict(list)
    for row in rows:
        by_remote[row["crossdock_remote_id"]].append(row)
    lines = defaultdict(int)
    for line in world.rpc.search_read(
        "sale.order.line",
        [("order_id", "in", [row["id"] for row in rows]), ("crossdock_remote_line_id", "!=", False)],
        ["crossdock_remote_line_id", "product_uom_qty"],
    ):
        lines[line["crossdock_remote_line_id"]] += line["product_uom_qty"]
    found = []
    for order in state["orders"]:
        entered = by_remote.pop(str(order["id"]), [])
        if order["cancelled_at"] and not entered:
            continue
        if len(entered) != 1:
            found.append(f"order {order['name']} is in Odoo {len(entered)} times")
            continue
        found += _order(order, entered[0], lines)
    found += [f"{rows[0]['name']} is no order of the store" for rows in by_remote.values()]
    return found


def _order(order: dict, entered: dict, lines: dict) -> list[str]:
    found = []
    expected = "cancel" if order["cancelled_at"] else "sale"
    if entered["state"] != expected:
        found.append(f"order {order['name']} is {entered['state']} in Odoo, not {expected}")
    if order["cancelled_at"]:
        return found
    total = Decimal(order["current_total_price"]) + _shipping_given_back(order)
    if Decimal(str(round(entered["amount_total"], 4))) != total:
        found.append(f"order {order['name']}: {total} there, {entered['amount_total']} in Odoo")
    for line in order["line_items"]:
        if lines.get(str(line["id"]), 0) != line["current_quantity"]:
            found.append(
                f"order {order['name']}: a line has {line['current_quantity']} there, {lines.get(str(line['id']))} here"
            )
    return found


def _shipping_given_back(order: dict) -> Decimal:
    """Odoo's order keeps its shipping as it was sold, and a credit note gives it back."""
    parts = [one for refund in order["refunds"] for one in refund["refund_shipping_lines"]]
    bags = [one["subtotal_amount_set"] for one in parts]
    if not order["taxes_included"]:
        bags += [one["tax_amount_set"] for one in parts]
    return sum((Decimal(bag["shop_money"]["amount"]) for bag in bags), Decimal(0))


def _levels(world: World, state: dict) -> list[str]:
    """Each linked product is for sale in the store as often as Odoo can promise it."""
    products = world.rpc(
        "product.product", "read", [one["product"] for one in world.products], ["default_code", "free_qty"]
    )
    free = {row["default_code"]: Decimal(str(row["free_qty"])) for row in products}
    demand = dict(
        world.sql(
            "SELECT p.default_code, sum(m.product_qty - coalesce(m.quantity, 0)) FROM stock_move m"
            " JOIN product_product p ON p.id = m.product_id JOIN stock_location l ON l.id = m.location_id"
            " WHERE m.state IN ('waiting', 'confirmed', 'partially_available') AND l.usage = 'internal' GROUP BY 1"
        )
    )
    found = []
    for product in state["products"]:
        for variant in product["variants"]:
            sku = variant["sku"]
            if sku not in free:
                continue
            wanted = max(0, int(free[sku] - Decimal(str(demand.get(sku) or 0))))
            shown = sum(level["available"] for level in variant["levels"].values())
            if max(0, shown) != wanted:
                found.append(f"{sku}: {shown} in the store, {wanted} can be promised by Odoo")
    return found


def _contacts(world: World) -> list[str]:
    """Each buyer is one contact with the figures of Odoo's orders."""
    figures: dict[str, list] = defaultdict(lambda: [0, Decimal(0)])
    rows = world.sql(
        "SELECT p.email_normalized, o.amount_total::text FROM sale_order o JOIN res_partner p ON p.id = o.partner_id"
        " WHERE o.state = 'sale' AND p.email_normalized IS NOT NULL"
    )
    for email, total in rows:
        figures[email][0] += 1
        figures[email][1] += Decimal(total)
    contacts = defaultdict(list)
    for contact in world.crm.get("/_sim/state")["contacts"]:
        contacts[contact["properties"]["email"]].append(contact["properties"])
    found = []
    for email, (count, total) in figures.items():
        if len(contacts[email]) != 1:
            found.append(f"buyer {email} is in the CRM {len(contacts[email])} times")
            continue
        shown = contacts[email][0]
        if int(shown.get("crossdock_order_count") or 0) != count:
            found.append(f"buyer {email}: {shown.get('crossdock_order_count')} orders in the CRM, {count} in Odoo")
        if Decimal(shown.get("crossdock_total_spent") or 0) != total:
            found.append(f"buyer {email}: {shown.get('crossdock_total_spent')} in the CRM, {total} in Odoo")
    return found


def _unfinished(world: World) -> list[str]:
    return [f"not finished: {line}" for line in world.unfinished()]
