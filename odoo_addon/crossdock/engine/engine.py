"""What a flow gets from the engine: named transactions, and sessions to remote systems that may be used right now."""

from ..sync import sessions
from .transactions import Step


class Engine:
    """The workers' side of one registry, acting as one technical user."""

    def __init__(self, registry, uid):
        self.registry = registry
        self.uid = uid

    def step(self, name, function):
        """Run ``function(env)`` in a transaction of its own called ``name``."""
        return Step(self.registry, self.uid, name).run(function)

    def session(self, connection_id):
        """A session to the connection's remote system.

        :raises Held: the connection may not speak now (I13), with the reason
        """

        def open_session(env):
            connection = env["crossdock.connection"].browse(connection_id)
            connection._assert_may_call()
            return sessions.open_session(connection)

        return self.step("session.open", open_session)
