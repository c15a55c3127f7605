"""The real engine on a test's one transaction: each step is a savepoint, so that what fails is rolled back whole."""

from odoo.tests import TransactionCase

from ..engine import inbound
from .common import make_connection, use_key


class SavepointEngine:
    """The engine's steps, each within a savepoint of the test's transaction. ``steps``: their names, in order."""

    def __init__(self, env, session=None):
        self.env = env
        self.registry = env.registry
        self.line = session
        self.steps = []

    def step(self, name, function):
        self.steps.append(name)
        self.env.flush_all()
        try:
            # A flushing savepoint runs the precommit hooks, as a commit does.
            with self.env.cr.savepoint():
                return function(self.env)
        finally:
            self.env.invalidate_all()

    def session(self, connection_id):
        self.env["crossdock.connection"].browse(connection_id)._assert_may_call()
        if self.line is None:
            raise AssertionError("This test speaks to no remote system.")
        return self.line


class EngineCase(TransactionCase):
    """A live Shopify connection, and the engine acting as the technical user."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        use_key(cls)

    def setUp(self):
        super().setUp()
        self.connection = self.make_live()
        worker = self.env.ref("crossdock.user_technical")
        self.worker_env = self.env(user=worker, context={"tracking_disable": True})
        self.engine = SavepointEngine(self.worker_env)

    def make_live(self, **values):
        """A connection that may speak and changes both sides; nothing of its start is left to do."""
        connection = make_connection(self.env, **values)
        connection.action_start_preview()
        connection.state = "live"
        self.forget_marks()
        return connection

    # -- events -----------------------------------------------------------------------------------------

    def store(self, object_key, body=b"{}", *, topic="orders/create", lane="orders", version=None, **more):
        """An event as the webhook's controller stores it; its id."""
        connection = more.pop("connection", self.connection)
        self._events = getattr(self, "_events", 0) + 1
        event = {
            "topic": topic,
            "object_key": object_key,
            "version": version,
            "lane": lane,
            "keys": [f"test:{self._events}"],
            "body": body,
            **more,
        }
        [event_id] = self.env["crossdock.inbox"]._store(connection.id, [event])
        return event_id

    def event(self, event_id):
        self.env.invalidate_all()
        return self.env["crossdock.inbox"].browse(event_id)

    def drain(self, lane="orders"):
        """Work the lane off; the number of batches."""
        batches = 0
        while inbound.drain(self.engine, lane):
            batches += 1
            self.assertLess(batches, 50, "the lane never gets empty")
        self.env.invalidate_all()
        return batches

    # -- marks ------------------------------------------------------------------------------------------

    def commit(self):
        """What Odoo does at the end of a transaction, short of the commit itself."""
        self.env.flush_all()
        self.env.cr.precommit.run()

    def marked(self, kind="stock", connection=None):
        """Ids that are marked for a connection once the transaction has ended."""
        self.commit()
        self.env.cr.execute(
            "SELECT res_id FROM crossdock_mark WHERE connection_id = %s AND kind = %s",
            ((connection or self.connection).id, kind),
        )
        return {row[0] for row in self.env.cr.fetchall()}

    def forget_marks(self):
        self.commit()
        self.env.cr.execute("DELETE FROM crossdock_mark")

    # -- stock ------------------------------------------------------------------------------------------

    def make_product(self, name="Mug", price=10.0, **values):
        return self.env["product.product"].create(
            {"name": name, "type": "consu", "is_storable": True, "list_price": price, "taxes_id": False, **values}
        )

    def link(self, product, variant_id, item_id=None, connection=None):
        """Bind a variant of the store, with its inventory item, to a product."""
        return self.env["crossdock.binding"].create(
            {
                "connection_id": (connection or self.connection).id,
                "kind": "variant",
                "remote_id": str(variant_id),
                "item_id": item_id or variant_id + 1,
                "res_id": product.id,
            }
        )

    def deliver(self, sale_order, **quantities):
        """Send so much of each product, and leave the rest for later."""
        picking = sale_order.picking_ids.filtered(lambda one: one.state == "assigned")
        for move in picking.move_ids:
            move.quantity = quantities.get(move.product_id.name, 0)
            move.picked = bool(move.quantity)
        picking.with_context(skip_backorder=True, picking_ids_not_to_create_backorder=[]).button_validate()
        self.env.invalidate_all()

    def put_in_stock(self, product, quantity, location=None):
        location = location or self.connection.warehouse_id.lot_stock_id
        self.env["stock.quant"]._update_available_quantity(product, location, quantity)
