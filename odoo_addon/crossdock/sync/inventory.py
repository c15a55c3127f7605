"""Stock: what Odoo can truly promise is made the store's available quantity, and only what differs is sent.

Available to sell is what is free (on hand less reserved), less demand that is captured or confirmed but not yet
reserved, as far as the store's policies let it be sold. The core computes it for many products and locations at once,
and compares it with the last known remote state.
A level is sent with the quantity it is believed to have (compare-and-set), so that a sale we do not know of yet refuses
the push instead of being overwritten.
"""

import json
import uuid
from datetime import datetime, timedelta, timezone

from crossdock_core import columns, diff, inventory, plan, shopify
from crossdock_core.errors import CrossdockError

from . import reasons
from .activation import plan_activations
from .flow import InboundFlow, OutboundFlow, Planned
from .inventory_snapshot import copy_items, copy_observed, copy_policies, copy_stock, location_map
from .outcome import Dead, Done
from .polling import poll_orders
from .shopify.documents import document
from .shopify.levels import read_levels, verify_levels
from .times import naive_utc

# Levels of one mutation: Shopify's bound on any input array.
LEVELS_PER_OPERATION_MAX = 250
# A raise that waits for orders (I12) first gives their webhooks this long to arrive by themselves.
ORDERS_GRACE = timedelta(seconds=8)
# Window in which earlier pushes count towards the brake, so that many small pushes are seen as the mass change they are.
BRAKE_WINDOW = timedelta(minutes=10)

REASON = "correction"
STALE = "CHANGE_FROM_QUANTITY_STALE"
LEVEL_TOPICS = frozenset({"inventory_levels/update", "inventory_levels/connect"})


class LevelsIn(InboundFlow):
    """inventory_levels/* webhooks into observed levels. Our own echo changes nothing and marks nothing."""

    lane = "stock"
    topics = LEVEL_TOPICS
    batch_objects_max = 250

    def apply(self, env, connection, works, prepared):
        outcomes, rows = {}, []
        for work in works:
            try:
                level = shopify.read_inventory_level(work.newest.body)
            except CrossdockError as error:
                outcomes[work.object_key] = Dead(str(error))
                continue
            updated = naive_utc(level.updated_at)
            rows.append((level.inventory_item_id, level.location_id, level.available, updated, updated))
        changed = env["crossdock.level"]._observe(connection, rows, announced=True)
        # Odoo owns stock: whatever moved there is compared with what Odoo promises.
        bound = env["crossdock.binding"].search(
            [
                ("connection_id", "=", connection.id),
                ("kind", "=", "variant"),
                ("item_id", "in", changed),
                ("deleted_at", "=", False),
            ]
        )
        env["crossdock.mark"]._append_for(connection.id, "stock", bound.mapped("res_id"), "changed at the store")
        if bound:
            env["crossdock.worker"]._wake_after_commit()
        return outcomes


class LevelsOut(OutboundFlow):
    """Stock marks into inventorySetQuantities."""

    system = "shopify"
    lane = "stock"
    mark_kind = "stock"
    operation_kinds = frozenset({"inventory_set"})

    # -- plan: one transaction, one snapshot ---------------------------------------------------------------

    def plan(self, env, connection):
        products = set(env["crossdock.mark"]._take(connection.id, self.mark_kind))
        if not products:
            return Planned()
        products |= self._supersede_waiting(env, connection, products)
        products -= self._leave_busy(env, connection, products)
        locations = location_map(env, connection)
        if not products or not locations:
            return Planned()
        desired = desired_levels(env, connection, products, locations)
        planned = Planned()
        desired = self._plan_unstocked(env, connection, desired, planned)
        observed = columns.read_levels_copy(copy_observed(env, connection, products))
        found = diff.levels(desired, observed)
        self._plan_reads(env, connection, found, planned)
        self._plan_blocked(env, connection, found, planned)
        self._plan_changes(env, connection, found.changes, planned)
        return planned

    def _supersede_waiting(self, env, connection, products):
        """Operations that were never sent (preview, brake) and name these products are planned anew, whole."""
        lines = env["crossdock.operation.line"].search(
            [
                ("connection_id", "=", connection.id),
                ("open", "=", True),
                ("res_id", "in", list(products)),
                ("operation_id.kind", "=", "inventory_set"),
                ("operation_id.state", "=", "held"),
                ("operation_id.sent_at", "=", False),
            ]
        )
        return lines._supersede()

    def _leave_busy(self, env, connection, products):
        """Products with an operation of unknown outcome stay marked until it is known (I3)."""
        busy = set(
            env["crossdock.operation.line"]
            .search([("connection_id", "=", connection.id), ("open", "=", True), ("res_id", "in", list(products))])
            .filtered(lambda line: line.kind == "inventory_set")
            .mapped("res_id")
        )
        env["crossdock.mark"]._append_for(connection.id, self.mark_kind, busy, "operation under way", delay_seconds=1.0)
        return busy

    def _plan_unstocked(self, env, connection, desired, planned):
        """``desired`` without the levels that the store does not stock; where Odoo can sell some, they are to be stocked."""
        unstocked = env["crossdock.level"]._unstocked(connection, set(desired.inventory_item_ids))
        if not unstocked:
            return desired
        rows = desired.rows()
        missing = [row[:3] for row in rows if (row[0], row[1]) in unstocked]
        places = connection.location_ids.filtered("stock_items").mapped("remote_id")
        offered = [row for row in missing if row[2] > 0]
        wanted = [row for row in offered if str(row[1]) in places]
        if wanted:
            planned.operations += plan_activations(env, connection, wanted, self._names(env, connection, wanted))
        if len(wanted) < len(offered):
            self._ask_to_stock(env, connection, len(offered) - len(wanted))
        return columns.LevelColumns.from_rows([row[:3] for row in rows if (row[0], row[1]) not in unstocked])

    def _ask_to_stock(self, env, connection, count):
        connection._ask_person(
            reasons.ORDER,
            "unstocked",
            env._(
                "%s linked items that Odoo could sell are not stocked at a mapped location of the store, and get no stock"
                " there. Stock them at the location in the store's admin, or let Crossdock do so (Locations).",
                count,
            ),
        )

    def _plan_reads(self, env, connection, found, planned):
        """Levels that we do not know must be read before they can be compared."""
        pairs = [(item, location) for item, location, _from, _to in found.unknown.rows()]
        if pairs:
            planned.reads.append(("levels", pairs))
            self._mark_items(env, connection, [pair[0] for pair in pairs], "level to be read")

    def _plan_blocked(self, env, connection, found, planned):
        """Raises that wait until the orders are in which the remote quantity already reflects (I12)."""
        pairs = {(item, location) for item, location, _from, _to in found.blocked.rows()}
        if not pairs:
            return
        items = [pair[0] for pair in pairs]
        if connection._orders_pending():
            self._mark_items(env, connection, items, "raise waits for orders", delay_seconds=1.0)
            return
        seen = env["crossdock.level"]._last_seen(connection, pairs)
        waited = datetime.now(timezone.utc).replace(tzinfo=None) - seen
        if waited < ORDERS_GRACE:
            delay = (ORDERS_GRACE - waited).total_seconds()
            self._mark_items(env, connection, items, "raise waits for orders", delay_seconds=max(delay, 0.05))
            return
        planned.reads.append(("orders", None))
        self._mark_items(env, connection, items, "raise waits for orders", delay_seconds=0.5)

    def _plan_changes(self, env, connection, changes, planned):
        if not len(changes):
            return
        level = env["crossdock.level"]
        brake = plan.brake(
            known=level._known_count(connection),
            changes=changes,
            recent_changes=level._pushed_since(connection, BRAKE_WINDOW, {row[0] for row in changes.rows()}),
            share_max=connection.brake_share,
            zero_share_max=connection.brake_zero_share,
            minimum=connection.brake_minimum,
        )
        waiting = self._waiting(env, connection, changes, brake)
        names = self._names(env, connection, changes.rows())
        for batch in plan.batches(changes, count_max=LEVELS_PER_OPERATION_MAX):
            enqueue_levels(env, connection, batch.rows(), names, waiting)
            planned.operations += not waiting

    def _waiting(self, env, connection, changes, brake):
        """Values of operations that must not be sent by themselves, and the activity that says so."""
        if connection._is_preview():
            reason = env._("Preview: would set %s stock levels.", len(changes))
            return reasons.held(reasons.PREVIEW, reason)
        if brake:
            connection._ask_person(reasons.BRAKE, reasons.BRAKE, brake)
            return reasons.held(reasons.BRAKE, brake)
        return {}

    def _names(self, env, connection, rows):
        """{item: (product id, label)} for the lines that people read; rows begin with the item."""
        bindings = env["crossdock.binding"].search(
            [
                ("connection_id", "=", connection.id),
                ("kind", "=", "variant"),
                ("item_id", "in", list({row[0] for row in rows})),
                ("deleted_at", "=", False),
            ]
        )
        return {binding.item_id: (binding.res_id, binding.res_name) for binding in bindings}

    def _mark_items(self, env, connection, items, why, delay_seconds=0.0):
        bindings = env["crossdock.binding"].search(
            [
                ("connection_id", "=", connection.id),
                ("kind", "=", "variant"),
                ("item_id", "in", list(set(items))),
                ("deleted_at", "=", False),
            ]
        )
        env["crossdock.mark"]._append_for(
            connection.id, self.mark_kind, sorted(set(bindings.mapped("res_id"))), why, delay_seconds
        )

    # -- read, send, settle ------------------------------------------------------------------------------

    def read(self, engine, connection_id, planned):
        for what, pairs in planned.reads:
            if what == "levels":
                self._read_levels(engine, connection_id, pairs)
            else:
                poll_orders(engine, connection_id)

    def _read_levels(self, engine, connection_id, pairs):
        known, unstocked = read_levels(engine.session(connection_id), pairs)

        def observe(env):
            connection = env["crossdock.connection"].browse(connection_id)
            env["crossdock.level"]._observe(connection, known)
            env["crossdock.level"]._observe_unstocked(connection, unstocked)

        engine.step("levels.observe", observe)

    def send(self, session, body):
        return session.post(body)

    def interpret(self, session, response):
        answer, done = session.interpret_mutation(response, "inventorySetQuantities")
        errors = _user_errors(answer)
        if done:
            answer.data = _group_created_at(answer.data.data)
        elif any(error.code == STALE for error in errors):
            answer.error_code = STALE
            answer.detail = next((error for error in errors if error.code != STALE), errors[0]).message
        return answer

    def settle(self, env, connection, operation, answer):
        lines = [(line.item_id, line.location_id, int(line.to_value)) for line in operation.line_ids]
        env["crossdock.level"]._observe_pushed(connection, lines, answer.data)
        return Done(env._("Set %s levels.", len(lines)))

    def refused(self, env, connection, operation, answer, reason):
        """Nothing of the batch was applied. Stale levels are read again, bad ones stand alone, the others are replanned."""
        lines = operation.line_ids.sorted("id")
        operation._close_lines()
        stale, bad = set(), {}
        for error in _user_errors(answer):
            index = _index(error.field)
            if index is None or index >= len(lines):
                continue
            if error.code == STALE:
                stale.add(index)
            else:
                bad[index] = error
        if not stale and not bad:
            stale = set(range(len(lines))) if "KEY" in (answer.error_code or "") or len(lines) > 1 else stale
            if not stale:
                return Dead(f"{reason} {answer.detail}".strip())
        env["crossdock.level"]._forget(connection, [(lines[i].item_id, lines[i].location_id) for i in stale])
        for index, error in bad.items():
            line = lines[index]
            alone = enqueue_levels(
                env,
                connection,
                [(line.item_id, line.location_id, int(line.from_value), int(line.to_value))],
                {line.item_id: (line.res_id, line.label)},
                {"state": "dead", "reason_code": "dead", "reason": f"{error.code or ''} {error.message}".strip()},
            )
            # It was refused, so nothing is under way: a newer plan may name the level again.
            alone._close_lines()
        rest = [line.res_id for index, line in enumerate(lines) if index not in bad and line.res_id]
        env["crossdock.mark"]._append_for(connection.id, self.mark_kind, sorted(set(rest)), "refused, planned anew")
        env["crossdock.worker"]._wake_after_commit()
        return Done(env._("Refused and planned anew: %s", answer.detail or reason))

    def verify(self, engine, connection_id, operation_id):
        """The idempotency key is too old to resend."""
        return verify_levels(engine, connection_id, operation_id)


def desired_levels(env, connection, products, locations):
    """What the store may sell of these products at each of its locations (``location_map``): ``columns.LevelColumns``."""
    return inventory.available(
        columns.read_stock_copy(copy_stock(env, connection, products, locations)),
        columns.read_items_copy(copy_items(env, connection, products)),
        locations,
        precision_digits=env["decimal.precision"].precision_get("Product Unit"),
        policies=columns.read_policies_copy(copy_policies(env, connection, products))
        if connection.stock_policy_ids
        else None,
    )


def _user_errors(answer):
    """The userErrors of a refused mutation; none of any other answer."""
    return answer.data if isinstance(answer.data, list) else []


def enqueue_levels(env, connection, rows, names, values):
    """Commit one inventorySetQuantities operation: rows of (item, location, from, to)."""
    key = str(uuid.uuid4())
    body = shopify.write_inventory_set_quantities(
        document("inventory_set"),
        diff.LevelChanges.from_rows(rows),
        idempotency_key=key,
        reason=REASON,
        reference_uri=f"gid://crossdock/StockPush/{key}",
    )
    lines = []
    for item, location, change_from, quantity in rows:
        product_id, label = names.get(item, (None, ""))
        before = None if change_from is None else str(change_from)
        lines.append((f"level:{item}:{location}", product_id, label, before, str(quantity), item, location))
    return env["crossdock.operation"]._enqueue(
        connection,
        {"lane": "stock", "kind": "inventory_set", "resume": "keyed", "idempotency_key": key, **values},
        bytes(body),
        lines,
    )


def _index(field):
    """Position of the level that a user error speaks of: ["input", "quantities", "3", ...] -> 3."""
    for part in field or []:
        if part.isdigit():
            return int(part)
    return None


def _group_created_at(data):
    """When the store made the change, by its own clock (naive UTC), or None where it does not say."""
    payload = json.loads(bytes(data)).get("inventorySetQuantities") or {}
    text = (payload.get("inventoryAdjustmentGroup") or {}).get("createdAt")
    return naive_utc(datetime.fromisoformat(text.replace("Z", "+00:00"))) if text else None
