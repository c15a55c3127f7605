"""crossdock_core.plan: bounded batches, and the brake on mass change (I14)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock_core import plan
from crossdock_core.diff import LevelChanges
from crossdock_core.errors import InputError


def changes_of(*levels_per_item: int) -> LevelChanges:
    return LevelChanges.from_rows(
        [(item, location, 1, 2) for item, count in enumerate(levels_per_item) for location in range(count)]
    )


def test_three_hundred_levels_are_two_batches():
    assert [len(batch) for batch in plan.batches(changes_of(*[1] * 300))] == [250, 50]


def test_levels_of_one_item_stay_together_unless_they_alone_are_too_many():
    assert [len(batch) for batch in plan.batches(changes_of(3, 3, 3), count_max=5)] == [3, 3, 3]
    assert [len(batch) for batch in plan.batches(changes_of(1, 12, 3), count_max=5)] == [1, 5, 5, 5]


def test_nothing_is_no_batch():
    assert plan.batches(changes_of()) == []


@pytest.mark.parametrize("count_max", [0, -1])
def test_batch_that_may_hold_nothing_is_refused(count_max):
    with pytest.raises(InputError):
        plan.batches(changes_of(1), count_max=count_max)


@given(
    keys=st.sets(st.tuples(st.integers(-5, 20), st.integers(0, 9))),
    count_max=st.integers(1, 12),
)
def test_every_change_is_in_one_batch_in_order(keys, count_max):
    rows = [(item, location, None, item) for item, location in keys]
    batches = plan.batches(LevelChanges.from_rows(rows), count_max=count_max)
    assert [row for batch in batches for row in batch.rows()] == sorted(rows, key=lambda row: row[:2])
    assert all(1 <= len(batch) <= count_max for batch in batches)


def brake(known, changed, zeros=0, recent=0, minimum=10):
    changes = LevelChanges.from_rows([(item, 1, 9, 0 if item < zeros else 5) for item in range(changed)])
    return plan.brake(
        known=known,
        changes=changes,
        recent_changes=recent,
        share_max=0.3,
        zero_share_max=0.1,
        minimum=minimum,
    )


def test_i14_a_push_beyond_its_share_waits_and_says_why():
    assert brake(100, 30) is None
    assert brake(100, 31).startswith("This push would change 31 of 100 known stock levels (31 %)")


def test_i14_setting_to_zero_has_its_own_share():
    assert brake(100, 10, zeros=10) is None
    assert "set to zero 11 of 100" in brake(100, 11, zeros=11)


def test_i14_many_small_pushes_are_no_way_around():
    assert brake(100, 5, recent=25) is None
    assert "26 of them already sent lately" in brake(100, 5, recent=26)


def test_i14_first_push_waits_too():
    assert brake(0, 10) is not None
    assert brake(0, 9) is None
    assert brake(0, 0) is None


def test_i14_nonsense_is_refused():
    with pytest.raises(InputError):
        brake(-1, 1)
    with pytest.raises(InputError):
        plan.brake(
            known=1,
            changes=changes_of(1),
            recent_changes=0,
            share_max=float("nan"),
            zero_share_max=0.1,
            minimum=1,
        )
