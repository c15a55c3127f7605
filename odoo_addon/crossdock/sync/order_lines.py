"""Which line of a sale order stands for what of the store's order, by a key that stays the same from edit to edit.

Goods have the store's line id as key, the discount of a line ``<key>:discount``, shipping ``shipping:<id>``; tips, duties,
fees, taxes that the channel remits and rounding have a word each. A line without a key is a person's own.
"""

from decimal import Decimal

KEY = "crossdock_line_key"
REMOTE_ID = "crossdock_remote_line_id"
ROUNDING = "rounding"
REMITTED = "remitted"
TIP = "tip"


def keyed(order, commands):
    """Give each line its key; pairs of (its values, the store's line that it is of or None).

    The core makes goods, shipping and extras in this order, and the discount of a line right behind it, in the same place.
    """
    goods = {str(line.id): line for line in order.lines}
    shipping = iter([line for line in order.shipping_lines if not line.is_removed])
    extras = iter(
        [
            word
            for word, amount in (
                (TIP, order.total_tip),
                ("duties", order.total_duties),
                ("fees", order.total_additional_fees),
            )
            if amount
        ]
    )
    shipped = set()
    # The line whose discount may come next, and where it stands. Of shipping several lines stand in the same place.
    discounted = None
    for _create, _zero, values in commands:
        if discounted and REMOTE_ID not in values and values["sequence"] == discounted[2]:
            key, source, _place = discounted
            discounted = None
            values[KEY] = f"{key}:discount"
            yield values, source
            continue
        discounted = None
        source = goods.get(values.get(REMOTE_ID))
        if source is not None:
            values[KEY] = values[REMOTE_ID]
            discounted = (values[KEY], source, values["sequence"])
        elif (source := next(shipping, None)) is not None:
            values[KEY] = f"shipping:{source.id or source.title}"
            if values[KEY] in shipped:
                values[KEY] += f":{len(shipped)}"
            shipped.add(values[KEY])
            if "discount" not in values and discount_of(source):
                discounted = (values[KEY], source, values["sequence"])
        else:
            values[KEY] = next(extras)
        yield values, source


def discount_of(line):
    """The whole discount on a line of the store's."""
    return sum((allocation.amount for allocation in line.discount_allocations), Decimal(0))


def tip_is_a_line(order):
    """Whether the tip stands among the goods, as some of the store's versions have it, and must not be charged twice."""
    if not order.total_tip:
        return False
    lines = [(line, line.quantity) for line in order.lines] + [(line, 1) for line in order.shipping_lines]
    total = sum((line.price * quantity - discount_of(line) for line, quantity in lines), Decimal(0))
    total += order.total_duties + order.total_additional_fees + (0 if order.taxes_included else order.total_tax)
    return total == order.total


def shown_name(line):
    """What an unlinked line of goods shows: SKU and title, as Odoo names its products."""
    name = line.name or line.title
    return f"[{line.sku}] {name}" if line.sku else name


def remarks(env, order, line):
    """What the name of a line of goods says besides its product."""
    found = []
    group = next((one for one in order.line_groups or [] if one.id == line.group_id), None) if line.group_id else None
    if group:
        title = group.title or group.sku or str(group.id)
        found.append(env._("Part of: %(title)s × %(quantity)s", title=title, quantity=group.quantity or 1))
    if line.gift_card:
        found.append(env._("Gift card"))
    return found
