"""I11: each record belongs to a company, and people reach what their group and company allow, no more."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user, tagged

from .common import make_connection, store_event, use_key

# The one model that has neither a company nor a connection: names that workers hold.
WITHOUT_COMPANY = {"crossdock.lease"}
# What sales people see with their orders.
OF_ORDERS = {"crossdock.transaction"}


@tagged("post_install", "-at_install")
class TestAccess(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        use_key(cls)
        cls.other_company = cls.env["res.company"].create({"name": "Other company"})
        cls.connection = make_connection(cls.env)
        cls.elsewhere = make_connection(cls.env, name="Elsewhere", company_id=cls.other_company.id)
        cls.user = new_test_user(cls.env, "crossdock_user", groups="crossdock.group_user")
        cls.manager = new_test_user(cls.env, "crossdock_manager", groups="crossdock.group_manager")
        cls.outsider = new_test_user(cls.env, "crossdock_outsider", groups="sales_team.group_sale_salesman")
        cls.technical = cls.env.ref("crossdock.user_technical")

    def _models(self):
        names = self.env["ir.model"].search([("model", "=like", "crossdock.%")]).mapped("model")
        return {name for name in names if not self.env[name]._abstract}

    def test_i11_every_model_has_access_rights_and_a_company_rule(self):
        models = self._models()
        self.assertGreater(len(models), 15)
        access = set(self.env["ir.model.access"].search([("active", "=", True)]).model_id.mapped("model"))
        self.assertFalse(models - access, "models without access rights")
        everybody = self.env["ir.rule"].search([("groups", "=", False), ("domain_force", "like", "company_ids")])
        self.assertEqual(models - set(everybody.model_id.mapped("model")), WITHOUT_COMPANY)

    def test_i11_companies_do_not_see_each_other(self):
        for connection in (self.connection, self.elsewhere):
            store_event(connection, f"order:{connection.id}", "dead")
        for model in ("crossdock.connection", "crossdock.inbox"):
            seen = self.env[model].with_user(self.manager).search([])
            self.assertTrue(seen)
            self.assertEqual(seen.company_id, self.env.company, model)
        event = self.env["crossdock.inbox"].search([("connection_id", "=", self.elsewhere.id)])
        with self.assertRaises(AccessError):
            event.with_user(self.manager).action_replay()
        with self.assertRaises(AccessError):
            self.elsewhere.with_user(self.manager).action_pause()

    def test_i10_nobody_but_the_code_reads_credentials(self):
        credential = self.env["crossdock.credential"].search([("connection_id", "=", self.connection.id)], limit=1)
        self.assertTrue(credential)
        for user in (self.user, self.manager, self.technical, self.env.ref("base.user_admin")):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                credential.with_user(user).read(["secret"])
        self.assertFalse(self.connection.with_user(self.manager).access_token)
        with self.assertRaises(AccessError):
            self.connection.with_user(self.user).read(["webhook_url"])

    def test_users_replay_and_managers_release(self):
        event = store_event(self.connection, "order:1", "dead", body=b'{"id": 1}')
        event.with_user(self.user).action_replay()
        self.assertEqual(event.state, "ready")
        self.assertIn('"id": 1', event.with_user(self.manager).payload_text)
        with self.assertRaises(AccessError):
            event.with_user(self.user).read(["payload_text"])
        operation = self.env["crossdock.operation"]._enqueue(
            self.connection,
            {
                "lane": "stock",
                "kind": "inventory_set",
                "resume": "keyed",
                "state": "held",
                "reason_code": "brake",
            },
            b"{}",
            [("level:1:1", None, "A", "1", "2", 1, 1)],
        )
        with self.assertRaises(AccessError):
            operation.with_user(self.user).action_retry()
        operation.with_user(self.manager).action_retry()
        self.assertEqual(operation.state, "ready")
        for action in ("action_go_live", "action_pause", "action_test", "action_fetch_locations"):
            with self.subTest(action=action), self.assertRaises(AccessError):
                getattr(self.connection.with_user(self.user), action)()

    def test_links_of_products_can_be_taken_back_and_those_of_orders_cannot(self):
        product = self.env["product.product"].create({"name": "Mug"})
        links = self.env["crossdock.binding"].create(
            [
                {"connection_id": self.connection.id, "kind": kind, "remote_id": "1", "res_id": product.id}
                for kind in ("variant", "order")
            ]
        )
        links[0].with_user(self.manager).unlink()
        with self.assertRaises(AccessError):
            links[1].with_user(self.manager).unlink()

    def test_people_without_a_group_see_nothing(self):
        for model in sorted(self._models() - OF_ORDERS):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(self.outsider).search([])

    def test_sales_people_see_orders_of_stores(self):
        partner = self.env["res.partner"].create({"name": "Buyer"})
        order = self.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "user_id": self.outsider.id,
                "crossdock_connection_id": self.connection.id,
                "crossdock_remote_id": "1",
            }
        )
        order.invalidate_recordset()
        shown = order.with_user(self.outsider).web_read(
            {"crossdock_connection_id": {"fields": {"display_name": {}}}, "crossdock_admin_url": {}}
        )
        self.assertEqual(shown[0]["crossdock_connection_id"]["display_name"], "Tour store")
        self.assertTrue(shown[0]["crossdock_admin_url"].endswith("/admin/orders/1"))


@tagged("post_install", "-at_install")
class TestTechnicalUser(TransactionCase):
    def test_it_cannot_log_in_and_is_no_manager(self):
        technical = self.env.ref("crossdock.user_technical")
        self.env.cr.execute("SELECT password FROM res_users WHERE id = %s", [technical.id])
        self.assertFalse(self.env.cr.fetchone()[0])
        self.assertFalse(technical.share)
        self.assertFalse(technical.has_group("crossdock.group_manager"))
        self.assertFalse(technical.has_group("base.group_system"))

    def test_it_is_given_every_company_that_is_and_that_comes(self):
        technical = self.env.ref("crossdock.user_technical")
        self.assertEqual(technical.company_ids, self.env["res.company"].with_context(active_test=False).search([]))
        admin = self.env.ref("base.user_admin")
        company = self.env["res.company"].with_user(admin).create({"name": "A new company"})
        self.assertIn(company, technical.company_ids)

    def test_the_workers_run_as_it_every_minute_by_urgency(self):
        technical = self.env.ref("crossdock.user_technical")
        workers = self.env["ir.cron"]
        for name in ("cron_worker_urgent", "cron_worker_1", "cron_worker_2"):
            workers += self.env.ref(f"crossdock.{name}")
        self.assertEqual(workers.mapped("priority"), [1, 2, 3])
        for cron in workers + self.env.ref("crossdock.cron_reconcile") + self.env.ref("crossdock.cron_retention"):
            self.assertEqual(cron.user_id, technical)
            # Odoo asks for the right to run the action before it runs it.
            action = cron.ir_actions_server_id.with_user(technical).sudo(False)
            action.sudo()._can_execute_action_on_records(self.env[cron.model_id.model].with_user(technical))

    def test_it_reaches_what_the_flows_write(self):
        technical = self.env.ref("crossdock.user_technical")
        self.assertEqual(technical.company_id, self.env.ref("base.main_company"))
        env = self.env(user=technical)
        partner = env["res.partner"].create({"name": "Buyer", "email": "buyer@example.com"})
        product = self.env["product.product"].create({"name": "Mug", "type": "consu", "is_storable": True})
        order = env["sale.order"].create(
            {
                "partner_id": partner.id,
                "order_line": [Command.create({"product_id": product.id, "product_uom_qty": 2})],
            }
        )
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        self.assertTrue(order.picking_ids)
        order._action_cancel()
        self.assertEqual(order.picking_ids.state, "cancel")
