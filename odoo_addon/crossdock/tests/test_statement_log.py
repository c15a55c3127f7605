"""I10: what fails in the database is logged by its kind; the values of the statement are customers' data."""

import logging

from odoo.tests import TransactionCase, tagged
from psycopg2.errors import DivisionByZero, NotNullViolation, SerializationFailure, UniqueViolation

from ..engine.statement_log import unsaid
from ..engine.transactions import CONCURRENCY_ERRORS

SECRET = "ada@example.com"
CONFLICT = "DO $$ BEGIN RAISE EXCEPTION 'row of ada@example.com' USING ERRCODE = '40001'; END $$"


@tagged("post_install", "-at_install")
class TestStatementLog(TransactionCase):
    def fail(self, query, error):
        with self.assertRaises(error), self.env.cr.savepoint():
            self.env.cr.execute(query)

    def test_I10_a_failed_statement_of_the_engine_is_logged_without_its_values(self):
        with self.assertLogs("odoo.sql_db", "ERROR") as logs, unsaid(CONCURRENCY_ERRORS):
            self.fail(f"SELECT 1 / 0 WHERE '{SECRET}' <> ''", DivisionByZero)
        self.assertIn("DivisionByZero", " ".join(logs.output))
        self.assertNotIn(SECRET, " ".join(logs.output))

    def test_I10_a_conflict_that_is_tried_again_is_not_logged(self):
        with self.assertNoLogs("odoo.sql_db", "ERROR"), unsaid(CONCURRENCY_ERRORS):
            self.fail(CONFLICT, SerializationFailure)
            with self.assertRaises(UniqueViolation), self.env.cr.savepoint():
                for _repeat in range(2):
                    self.env.cr.execute("INSERT INTO res_groups_users_rel (gid, uid) VALUES (1, 1)")

    def test_statements_of_others_are_logged_as_ever(self):
        with self.assertLogs("odoo.sql_db", "ERROR") as logs:
            self.fail(CONFLICT, SerializationFailure)
        self.assertIn(SECRET, " ".join(logs.output))

    def test_what_is_no_failed_statement_is_said(self):
        with self.assertLogs("odoo.sql_db", "ERROR") as logs, unsaid(CONCURRENCY_ERRORS):
            logging.getLogger("odoo.sql_db").error("The pool is full of %s", "connections")
        self.assertIn("full of connections", logs.output[0])

    def test_I10_an_event_that_cannot_be_stored_is_not_quoted_in_the_log(self):
        event = {"topic": None, "object_key": "order:1", "lane": "orders", "keys": ["x"], "body": SECRET.encode()}
        connection = self.env["crossdock.connection"].create({"name": "Store"})
        with self.assertNoLogs("odoo.sql_db", "ERROR"), self.assertRaises(NotNullViolation), self.env.cr.savepoint():
            self.env["crossdock.inbox"]._store(connection.id, [event])
