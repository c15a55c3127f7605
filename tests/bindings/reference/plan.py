"""Plans made the slow, plain way: everything is looked up again each time it is needed."""

from __future__ import annotations

from collections.abc import Sequence

from crossdock_core.plan import Kind, Operation

IN_FLIGHT = ("sent", "unknown")


def survivor(states: list[Operation]) -> Operation:
    """Which of several states of one object stands for all of them."""
    newest = max(states, key=lambda one: one.id)
    same = [one for one in states if one.progress == "unsent" and one.content == newest.content]
    return max(same, key=lambda one: one.id) if same and newest.progress == "new" else newest


def coalesce(kinds: dict[str, Kind], operations: Sequence[Operation]) -> tuple[list[Operation], list[tuple[int, int]]]:
    """What remains, with the dependencies of the newest each stands for; and (dropped, into)."""
    remaining, dropped = [], []
    open_ones = [one for one in operations if one.progress not in IN_FLIGHT]
    for one in open_ones:
        states = [one]
        if kinds[one.kind].nature == "state":
            states = [other for other in open_ones if (other.object, other.kind) == (one.object, one.kind)]
        kept = survivor(states)
        if one == kept:
            remaining.append(one._replace(after=max(states, key=lambda other: other.id).after))
        else:
            dropped.append((one.id, kept.id))
    return remaining, sorted(dropped)


def befores(one: Operation, remaining: list[Operation], kinds: dict[str, Kind]) -> list[Operation]:
    """Everything that comes before an operation, directly."""

    def place(other: Operation) -> tuple[int, int, int]:
        return kinds[other.kind].step, list(kinds).index(other.kind), other.id

    own = [other for other in remaining if other.object == one.object and place(other) < place(one)]
    return own + [other for other in remaining if other.object in one.after and other.object != one.object]


def cut(kind: Kind, operations: list[Operation]) -> list[list[Operation]]:
    """Batches of one wave and kind."""

    def fits(batch: list[Operation]) -> bool:
        return (
            len(batch) <= kind.count_max
            and sum(one.size_bytes for one in batch) <= kind.bytes_max
            and sum(one.cost for one in batch) <= kind.cost_max
        )

    batches: list[list[Operation]] = []
    while operations:
        scope = [one for one in operations if one.scope == operations[0].scope]
        operations = [one for one in operations if one.scope != scope[0].scope]
        if not batches or kind.is_scope_alone or not fits(batches[-1] + scope):
            batches.append([])
        for one in scope:
            if not fits([*batches[-1], one]):
                batches.append([])
            batches[-1].append(one)
    return [batch for batch in batches if batch]


def make(all_kinds: Sequence[Kind], operations: Sequence[Operation]) -> tuple:
    """(batches, coalesced, waiting, ids refused, in flight), as the core's plan has them. No circles."""
    kinds = {kind.name: kind for kind in all_kinds}
    remaining, dropped = coalesce(kinds, operations)
    in_flight = [one for one in operations if one.progress in IN_FLIGHT]
    blockers: dict[int, set[int]] = {}
    waves: dict[int, int] = {}

    def look(one: Operation) -> None:
        if one.id in waves:
            return
        kind = kinds[one.kind]
        before = befores(one, remaining, kinds)
        for other in before:
            look(other)
        waves[one.id] = max((waves[other.id] + 1 for other in before), default=0)
        blocked = {other.id for other in in_flight if other.object == one.object or other.object in one.after}
        blocked |= {blocker for other in before for blocker in blockers[other.id]}
        blockers[one.id] = {one.id} if one.size_bytes > kind.bytes_max or one.cost > kind.cost_max else blocked

    for one in remaining:
        look(one)
    refused = sorted(one.id for one in remaining if blockers[one.id] == {one.id})
    waiting = sorted((one.id, min(blockers[one.id])) for one in remaining if blockers[one.id] and one.id not in refused)
    ready = sorted((one for one in remaining if not blockers[one.id]), key=lambda one: one.id)
    batches = []
    for wave in range(max((waves[one.id] for one in ready), default=-1) + 1):
        for kind in sorted(kinds.values(), key=lambda kind: kind.step):
            same = [one for one in ready if (waves[one.id], one.kind) == (wave, kind.name)]
            oldest = {one.scope: min(other.id for other in ready if other.scope == one.scope) for one in same}
            same.sort(key=lambda one: (oldest[one.scope], one.id))
            for batch in cut(kind, same):
                size, cost = sum(one.size_bytes for one in batch), sum(one.cost for one in batch)
                batches.append((wave, kind.name, [one.id for one in batch], size, cost))
    return batches, dropped, waiting, refused, sorted(one.id for one in in_flight)
