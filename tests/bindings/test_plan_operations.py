"""crossdock_core.plan.make: waves of bounded batches, against a plan made the slow way."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock_core import plan
from crossdock_core.errors import InputError, LimitError
from crossdock_core.plan import Kind, Operation

from .reference import plan as reference
from .threads import advances_during

KINDS = [
    Kind("product", 1, count_max=2, bytes_max=50, cost_max=30),
    Kind("variant", 2, count_max=3, bytes_max=50, cost_max=30, is_scope_alone=True),
    Kind("price", 3, count_max=4, bytes_max=50, cost_max=30),
    Kind("refund", 2, "effect", count_max=2, bytes_max=50, cost_max=30),
]


@st.composite
def operation_lists(draw):
    """Operations whose objects are numbers, and come after smaller ones only."""
    operations = []
    for number in draw(st.lists(st.integers(0, 40), unique=True, max_size=25)):
        place = draw(st.integers(0, 8))
        operations.append(
            Operation(
                id=number,
                kind=draw(st.sampled_from([kind.name for kind in KINDS])),
                object=str(place),
                after=[str(other) for other in draw(st.sets(st.integers(-1, place), max_size=3))],
                scope=draw(st.sampled_from(["", "x", "y"])),
                content=draw(st.sampled_from(["A", b"A", "B"])),
                size_bytes=draw(st.integers(0, 52)),
                cost=draw(st.integers(0, 31)),
                progress=draw(st.sampled_from(["new", "new", "new", "unsent", "sent", "unknown"])),
            )
        )
    return operations


def plain(made):
    for _number, error in made.refused:
        assert isinstance(error, LimitError)
        assert error.name in {"plan_batch_bytes_max", "plan_batch_cost_max"} and error.actual > error.limit
    refused = [number for number, _error in made.refused]
    return [tuple(batch) for batch in made.batches], made.coalesced, made.waiting, refused, made.in_flight


@given(operations=operation_lists())
def test_a_plan_is_as_the_slow_way_makes_it(operations):
    contents = [one._replace(content=bytes(one.content, "ascii") if one.content == "A" else one.content)
                for one in operations]  # fmt: skip
    assert plain(plan.make(KINDS, operations)) == reference.make(KINDS, contents)


@given(operations=operation_lists(), seed=st.integers(0, 99))
def test_order_of_the_operations_does_not_matter(operations, seed):
    shuffled = random.Random(seed).sample(operations, len(operations))
    assert plain(plan.make(KINDS, shuffled)) == plain(plan.make(KINDS, operations))


@given(operations=operation_lists())
def test_i3_i8_every_operation_has_one_place_and_every_batch_keeps_its_bounds(operations):
    made = plan.make(KINDS, operations)
    kinds = {kind.name: kind for kind in KINDS}
    by_id = {one.id: one for one in operations}
    planned = {number: batch.wave for batch in made.batches for number in batch.ids}
    places = [*planned, *(one for one, _into in made.coalesced), *(one for one, _on in made.waiting)]
    places += [one for one, _error in made.refused] + made.in_flight
    assert sorted(places) == sorted(by_id)
    for batch in made.batches:
        kind = kinds[batch.kind]
        assert 1 <= len(batch.ids) <= kind.count_max
        assert batch.size_bytes == sum(by_id[number].size_bytes for number in batch.ids) <= kind.bytes_max
        assert batch.cost == sum(by_id[number].cost for number in batch.ids) <= kind.cost_max
        assert not kind.is_scope_alone or len({by_id[number].scope for number in batch.ids}) == 1
    stand_ins = {into: one for one, into in made.coalesced}
    for number, wave in planned.items():
        if number in stand_ins:
            continue  # It comes after what the newest of those it stands for names.
        for other, other_wave in planned.items():
            if by_id[other].object in by_id[number].after and by_id[other].object != by_id[number].object:
                assert other_wave < wave
            if other != number and by_id[other].object == by_id[number].object:
                assert other_wave != wave
    held = {by_id[number].object for number in made.in_flight}
    assert made.in_flight == sorted(one.id for one in operations if one.progress in ("sent", "unknown"))
    assert not held & {by_id[number].object for number in planned}


def test_i4_the_second_of_two_equal_refunds_is_kept_and_a_stored_intent_too():
    refunds = [Operation(number, "refund", "order/1", content="5.00") for number in (1, 2)]
    assert [batch.ids for batch in plan.make(KINDS, refunds).batches] == [[1], [2]]
    prices = [
        Operation(1, "price", "variant/1", content="A", progress="unsent"),
        Operation(2, "price", "variant/1", content="B"),
        Operation(3, "price", "variant/1", content="A"),
    ]
    made = plan.make(KINDS, prices)
    assert [batch.ids for batch in made.batches] == [[1]]
    assert made.coalesced == [(2, 1), (3, 1)]


def test_a_circle_names_its_objects():
    operations = [Operation(1, "price", "a", ["b"]), Operation(2, "price", "b", ["c"]), Operation(3, "price", "c", "a")]
    with pytest.raises(TypeError, match="several objects"):
        plan.make(KINDS, operations)
    operations[2] = operations[2]._replace(after=("a",))
    with pytest.raises(InputError, match=r"in a circle: a after b after c after a\."):
        plan.make(KINDS, operations)


@pytest.mark.parametrize(
    "operations",
    [
        [Operation(1, "price", "a"), Operation(1, "price", "b")],
        [Operation(1, "prices", "a")],
        [Operation(1, "price", "")],
        [Operation(1, "price", "a", size_bytes=-1)],
        [Operation(1, "price", "a", cost=-1)],
        [Operation(1, "price", "a", progress="done")],
    ],
)
def test_nonsense_is_refused(operations):
    with pytest.raises(InputError):
        plan.make(KINDS, operations)


def test_nonsense_about_kinds_is_refused():
    for kinds in ([Kind("a"), Kind("a")], [Kind("a", nature="wish")], [Kind("a", count_max=0)]):
        with pytest.raises(InputError):
            plan.make(kinds, [])
    with pytest.raises(LimitError) as caught:
        plan.make([Kind("a", bytes_max=2**50)], [])
    assert caught.value.name == "plan_batch_load_max"
    with pytest.raises(TypeError):
        plan.make(KINDS, [Operation("1", "price", "a")])


def test_other_threads_run_while_a_large_plan_is_made():
    operations = [Operation(number, "price", f"variant/{number}") for number in range(200_000)]
    planned = [*plan.make(KINDS, operations).batches]
    assert sum(len(batch.ids) for batch in planned) == len(operations)
    assert advances_during(lambda: plan.make(KINDS, operations)) > 100
