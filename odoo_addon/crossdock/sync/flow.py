"""The two kinds of flow. Every business object has one file in this folder, with the same few verbs.

Inbound, what a remote system says about an object is brought into Odoo: ``prepare`` (may read remotely, no transaction
is open), then ``apply`` (one transaction, together with the events' "done").

Outbound, what Odoo holds is brought to the remote system: ``plan`` (marks become committed operations, in the snapshot
in which the marks are taken), ``send`` (no transaction is open), then ``settle`` (the answer becomes observed state).
"""

import hashlib
import logging
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import datetime

from .outcome import Dead, Done, Unfinished


@dataclass(frozen=True)
class Event:
    """One claimed inbox row. ``version`` is naive UTC."""

    id: int
    topic: str
    source: str
    version: datetime | None
    attempt: int
    body: bytes

    @property
    def hash(self):
        return hashlib.sha256(self.body).hexdigest()


@dataclass
class Work:
    """All claimed events of one object, oldest first. One worker has them, so they are one piece of work."""

    connection_id: int
    object_key: str
    events: list[Event] = field(default_factory=list)

    @property
    def newest(self):
        """The event with the newest remote version; among equals the one that came last."""
        return max(self.events, key=lambda event: (event.version or datetime.min, event.id))

    @property
    def ids(self):
        return [event.id for event in self.events]

    @property
    def remote_id(self):
        """The remote object's id, as text: what follows the kind in the object key."""
        return self.object_key.partition(":")[2]


class InboundFlow(ABC):
    """From the inbox into Odoo."""

    lane: str = ""
    topics: frozenset[str] = frozenset()
    # Whether these events are the store's own orders, whose effect on its levels the store knows before we do.
    store_knows_stock: bool = False
    batch_objects_max: int = 50

    def prepare(self, engine, connection_id, works):
        """Read remotely what the events do not carry. No transaction is open. The result is handed to ``apply``."""
        return

    @abstractmethod
    def apply(self, env, connection, works, prepared):
        """Bring the objects to their newest known state, in the open transaction.

        :returns: {object_key: Done, Held, Retry or Dead}; an object that is left out counts as done. What is not Done must
            have had no effect. Raising instead rolls the whole batch back, which is then tried one object at a time.
        """

    def unfinished(self, env, connection, work, outcome):
        """Called in the transaction that sets an object's events to held, retry or dead."""

    def lock_products(self, env, connection, works):
        """Ids of products to serialise on before the transaction's snapshot is taken; none by default."""
        return []


@dataclass
class Planned:
    """What a plan found: how many operations it committed, and what must be read remotely before the rest.

    ``taken`` are the marks that only the reads will answer: should those fail, the marks are set again.
    """

    operations: int = 0
    reads: list = field(default_factory=list)
    taken: list = field(default_factory=list)


class OutboundFlow(ABC):
    """From Odoo to a remote system."""

    system: str = ""
    lane: str = ""
    mark_kind: str = ""
    operation_kinds: frozenset[str] = frozenset()

    @abstractmethod
    def plan(self, env, connection):
        """Turn due marks into operations, in the open transaction; returns a ``Planned``."""

    def read(self, engine, connection_id, planned):
        """Read remotely what ``plan`` missed, and store it. No transaction is open when called."""
        raise NotImplementedError

    @abstractmethod
    def send(self, session, body):
        """Hand an operation's bytes to the network once. No transaction is open. Returns the transport's response."""

    def interpret(self, session, response):
        """The response as its system means it (an ``Answer``); ``error_code`` feeds the retry table."""
        return session.interpret(response)

    @abstractmethod
    def settle(self, env, connection, operation, answer):
        """The operation was done: record what the answer says, in the open transaction. Returns an outcome."""

    def refused(self, env, connection, operation, answer, reason):
        """The operation was definitely refused and had no effect. Returns an outcome."""
        return Dead(reason)

    def verify(self, engine, connection_id, operation_id):
        """Read remotely what became of an operation of unknown outcome. No transaction is open when called.

        :returns: ``function(env, connection, operation) -> outcome`` to be run in the settling transaction
        """
        raise NotImplementedError


class ReadingFlow(OutboundFlow):
    """Reads remotely what its marks ask for, and sends nothing."""

    def plan(self, env, connection):
        taken = list(env["crossdock.mark"]._take(connection.id, self.mark_kind))
        return Planned(reads=taken, taken=taken)

    def send(self, session, body):
        raise NotImplementedError(f"{type(self).__name__} sends no operations.")

    def settle(self, env, connection, operation, answer):
        raise NotImplementedError(f"{type(self).__name__} sends no operations.")


class SteppedFlow(ReadingFlow):
    """Each mark stands for a record with a state, which one look brings one step on. ``name`` is that of the engine's steps."""

    name: str = ""

    @abstractmethod
    def record(self, env, record_id):
        """The record, empty where it is gone; it has ``state`` and ``_fail(note)``."""

    @abstractmethod
    def step_of(self, state):
        """What is to be done in a state: ``function(engine, connection_id, record_id)``, or None."""

    def read(self, engine, connection_id, planned):
        for record_id in planned.reads:
            state = engine.step(f"{self.name}.look", lambda env, one=record_id: self.record(env, one).state)
            step = self.step_of(state)
            if step:
                self._go(engine, connection_id, record_id, step)

    def _go(self, engine, connection_id, record_id, step):
        """One step. What nobody foresaw ends it all, with its kind as the reason: it would come again each time."""
        try:
            step(engine, connection_id, record_id)
        except Unfinished:
            raise
        except Exception as error:
            # The exception's own text may quote a customer's data (I10).
            note = type(error).__name__
            logging.getLogger(type(self).__module__).error("%s %s: %s", type(self).__name__, record_id, note)
            engine.step(f"{self.name}.failed", lambda env: self.record(env, record_id)._fail(note))


__all__ = ["Dead", "Done", "Event", "InboundFlow", "OutboundFlow", "Planned", "ReadingFlow", "SteppedFlow", "Work"]
