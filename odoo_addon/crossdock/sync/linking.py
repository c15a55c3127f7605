"""Linking: the store's variants and Odoo's products are matched by SKU or barcode, from one bulk file.

The store writes its whole catalogue to a file (a bulk operation); the core reads it line by line and matches it. What is
ambiguous or has no counterpart is listed; nothing is guessed.
"""

import json
from datetime import datetime, timezone

from odoo.tools import SQL

from crossdock_core import shopify
from crossdock_core.errors import CrossdockError

from .flow import InboundFlow, OutboundFlow, Planned, ReadingFlow
from .outcome import Dead, Done, Resend
from .shopify import bulk
from .shopify.documents import document
from .shopify.levels import level_rows
from .times import naive_utc

BULK_FILE_BYTES_MAX = 2 << 30
POLL_SECONDS = 2.0
ERRORS_SHOWN_MAX = 100
# How many of our latest bulk operations are looked through for one whose start had an unknown outcome.
RECENT_OPERATIONS_MAX = 10


class LinkingIn(InboundFlow):
    """bulk_operations/finish: look at the result now instead of at the next poll."""

    lane = "catalogue"
    topics = frozenset({"bulk_operations/finish"})

    def apply(self, env, connection, works, prepared):
        outcomes = {}
        for work in works:
            try:
                finished = shopify.read_bulk_finish(work.newest.body)
            except CrossdockError as error:
                outcomes[work.object_key] = Dead(str(error))
                continue
            operations = env["crossdock.operation"].search(
                [("connection_id", "=", connection.id), ("remote_ref", "=", finished.gid)]
            )
            env["crossdock.mark"]._append_for(connection.id, LinkingResult.mark_kind, operations.ids, "finished")
            if operations:
                env["crossdock.worker"]._wake_after_commit()
        return outcomes


class LinkingOut(OutboundFlow):
    """The "linking" mark into a bulk query of the catalogue."""

    system = "shopify"
    lane = "catalogue"
    mark_kind = "linking"
    operation_kinds = frozenset({"bulk_query"})

    def plan(self, env, connection):
        if not env["crossdock.mark"]._take(connection.id, self.mark_kind):
            return Planned()
        under_way = env["crossdock.operation.line"].search_count(
            [("connection_id", "=", connection.id), ("object_key", "=", "catalogue"), ("open", "=", True)]
        )
        if under_way:
            return Planned()
        env["crossdock.operation"]._enqueue(
            connection,
            {"lane": self.lane, "kind": "bulk_query", "resume": "verify"},
            shopify.write_bulk_query(document("bulk_query"), document("catalogue_bulk")),
            [("catalogue", None, env._("Whole catalogue"), None, None, None, None)],
        )
        return Planned(operations=1)

    def send(self, session, body):
        return session.post(body)

    def interpret(self, session, response):
        answer, done = session.interpret_mutation(response, "bulkOperationRunQuery")
        if done:
            answer.data = json.loads(bytes(answer.data.data))["bulkOperationRunQuery"]["bulkOperation"]["id"]
        return answer

    def settle(self, env, connection, operation, answer):
        return self._started(env, connection, operation, answer.data)

    def _started(self, env, connection, operation, gid):
        operation.remote_ref = gid
        env["crossdock.mark"]._append_for(
            connection.id, LinkingResult.mark_kind, [operation.id], "started", delay_seconds=POLL_SECONDS
        )
        env["crossdock.worker"]._wake_after_commit(POLL_SECONDS)
        return Done(env._("The store is writing its catalogue."))

    def verify(self, engine, connection_id, operation_id):
        data, _now = engine.session(connection_id).read(
            document("bulk_list"), {"first": RECENT_OPERATIONS_MAX, "query": "operation_type:QUERY"}
        )
        nodes = json.loads(bytes(data))["bulkOperations"]["nodes"]
        wanted = "".join(document("catalogue_bulk").split())

        def settle(env, connection, operation):
            for node in nodes:
                created = naive_utc(datetime.fromisoformat(node["createdAt"].replace("Z", "+00:00")))
                if "".join(node["query"].split()) == wanted and created >= operation.created_at.replace(microsecond=0):
                    return self._started(env, connection, operation, node["id"])
            return Resend(env._("The store was asked and has no such bulk operation."))

        return settle


class LinkingResult(ReadingFlow):
    """The "linking_result" mark: is the file there, and what does it say?"""

    system = "shopify"
    lane = "catalogue"
    mark_kind = "linking_result"

    def plan(self, env, connection):
        operations = (
            env["crossdock.operation"].browse(env["crossdock.mark"]._take(connection.id, self.mark_kind)).exists()
        )
        started = operations.filtered("remote_ref")
        return Planned(reads=[(one.id, one.remote_ref) for one in started], taken=started.ids)

    def read(self, engine, connection_id, planned):
        for operation_id, gid in planned.reads:
            self._read_one(engine, connection_id, operation_id, gid)

    def _read_one(self, engine, connection_id, operation_id, gid):
        session = engine.session(connection_id)
        data, _now = session.read(document("bulk_status"), {"id": gid})
        status = json.loads(bytes(data))["bulkOperation"]
        if status is None or status["status"] in bulk.UNFINISHED:
            engine.step("linking.wait", lambda env: self._look_again(env, connection_id, operation_id, status))
            return
        url = status["url"] or status["partialDataUrl"]
        if status["status"] != "COMPLETED" and not url:
            note = f"{status['status']} {status['errorCode'] or ''}".strip()
            engine.step("linking.failed", lambda env: self._failed(env, connection_id, note))
            return
        completed = status["completedAt"]
        read_at = (
            naive_utc(datetime.fromisoformat(completed.replace("Z", "+00:00")))
            if completed
            else datetime.now(timezone.utc).replace(tzinfo=None)
        )
        catalogue = self._download(session, url) if url else shopify.read_variants_jsonl(b"")
        engine.step("linking.store", lambda env: store_catalogue(env, connection_id, catalogue, read_at))

    def _download(self, session, url):
        with bulk.downloaded(session, url, BULK_FILE_BYTES_MAX) as path:
            return shopify.read_variants_jsonl(path)

    def _look_again(self, env, connection_id, operation_id, status):
        env["crossdock.mark"]._append_for(
            connection_id, self.mark_kind, [operation_id], "still running", delay_seconds=POLL_SECONDS
        )
        env["crossdock.worker"]._wake_after_commit(POLL_SECONDS)

    def _failed(self, env, connection_id, note):
        connection = env["crossdock.connection"].browse(connection_id)
        connection._ask_person(
            "linking", "linking", env._("The store could not write its catalogue: %s. Link again.", note)
        )


def store_catalogue(env, connection_id, catalogue, read_at):
    """Match the catalogue with Odoo's products, list the result, and take its levels as observed.

    :param read_at: up to which remote moment the levels reflect orders (naive UTC)
    """
    connection = env["crossdock.connection"].browse(connection_id)
    connection = connection.with_company(connection.company_id)
    result = shopify.match_variants(catalogue, _local_products(env, connection))
    variants = {variant.variant_id: variant for variant in catalogue.rows()}
    rows = []
    for match in result.matched:
        variant = variants[match.variant_id]
        rows.append(("matched", match.by, variant.sku or variant.barcode, variant, match.product_id, None))
    for ambiguity in result.ambiguous:
        note = env._(
            "%s products in Odoo, %s variants in the store", len(ambiguity.product_ids), len(ambiguity.variant_ids)
        )
        for variant_id in ambiguity.variant_ids:
            rows.append(("ambiguous", ambiguity.by, ambiguity.key, variants[variant_id], None, note))
    rows += [("only_remote", None, variants[one].sku, variants[one], None, None) for one in result.only_remote]
    rows += [("only_local", None, None, None, product_id, None) for product_id in result.only_local]
    errors = [(error.line, error.message) for error in catalogue.errors[:ERRORS_SHOWN_MAX]]
    rows += [("unreadable", None, env._("line %s", line), None, None, message) for line, message in errors]
    _replace_candidates(env, connection, rows)
    for part in level_rows(catalogue.levels, read_at):
        env["crossdock.level"]._observe(connection, part)
    if connection.state == "live":
        env["crossdock.link.candidate"].search(
            [("connection_id", "=", connection.id), ("outcome", "=", "matched"), ("linked", "=", False)]
        ).action_link()
    connection._done_asking("linking", "linking")
    connection.message_post(
        body=env._(
            "Linking: %(matched)s matched, %(ambiguous)s ambiguous, %(remote)s only in the store, %(local)s only in Odoo,"
            " %(errors)s unreadable lines.",
            matched=len(result.matched),
            ambiguous=len(result.ambiguous),
            remote=len(result.only_remote),
            local=len(result.only_local),
            errors=len(catalogue.errors),
        )
    )


def _local_products(env, connection):
    """(product id, SKU, barcode) of all active storable or consumable products that the company may sell."""
    env.cr.execute(
        SQL(
            "SELECT p.id, p.default_code, p.barcode FROM product_product p JOIN product_template t ON t.id = p.product_tmpl_id"
            " WHERE p.active AND t.active AND t.sale_ok AND t.type = 'consu'"
            " AND (t.company_id IS NULL OR t.company_id = %s) ORDER BY p.id",
            connection.company_id.id,
        )
    )
    return env.cr.fetchall()


def _replace_candidates(env, connection, rows):
    """Put the new result in place of the old one. One statement: catalogues are large."""
    env.cr.execute(SQL("DELETE FROM crossdock_link_candidate WHERE connection_id = %s", connection.id))
    columns = [[], [], [], [], [], [], [], []]
    for outcome, by, key, variant, product_id, note in rows:
        title = variant and " ".join(filter(None, (variant.product_title, variant.title)))
        values = (
            outcome,
            by,
            key,
            variant and str(variant.variant_id),
            variant and str(variant.inventory_item_id),
            title,
            product_id,
            note,
        )
        for column, value in zip(columns, values, strict=True):
            column.append(value)
    env.cr.execute(
        SQL(
            "INSERT INTO crossdock_link_candidate (connection_id, company_id, outcome, by, key, variant_id, item_id, title,"
            " product_id, note, linked, create_uid, write_uid, create_date, write_date)"
            " SELECT %s, %s, t.outcome, t.by, t.key, t.variant_id, t.item_id, t.title, t.product_id, t.note,"
            " EXISTS (SELECT 1 FROM crossdock_binding b WHERE b.connection_id = %s AND b.kind = 'variant'"
            " AND b.remote_id = t.variant_id AND b.deleted_at IS NULL), %s, %s, now() AT TIME ZONE 'UTC',"
            " now() AT TIME ZONE 'UTC'"
            " FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::int[], %s::text[])"
            " AS t (outcome, by, key, variant_id, item_id, title, product_id, note)",
            connection.id,
            connection.company_id.id,
            connection.id,
            env.uid,
            env.uid,
            *columns,
        )
    )
    env["crossdock.link.candidate"].invalidate_model()
