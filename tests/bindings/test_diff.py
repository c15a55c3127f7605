"""crossdock_core.diff: only the difference is sent, and only what may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock_core import diff
from crossdock_core.columns import LevelColumns
from crossdock_core.diff import LevelChanges
from crossdock_core.errors import InputError


def compare(desired, observed):
    result = diff.levels(LevelColumns.from_rows(desired), LevelColumns.from_rows(observed))
    return result.changes.rows(), result.blocked.rows(), result.unknown.rows()


@pytest.mark.parametrize(
    ("desired", "observed", "raisable", "expected"),
    [
        (5, 5, False, ([], [], [])),
        (8, 5, True, ([(1, 2, 5, 8)], [], [])),
        (8, 5, False, ([], [(1, 2, 5, 8)], [])),
        (2, 5, False, ([(1, 2, 5, 2)], [], [])),
        (0, -3, True, ([], [], [])),
        (4, -3, True, ([(1, 2, -3, 4)], [], [])),
        (4, -3, False, ([], [(1, 2, -3, 4)], [])),
        (0, None, True, ([], [], [(1, 2, None, 0)])),
    ],
)
def test_i12_lowering_is_always_allowed_and_raising_needs_fresh_news(desired, observed, raisable, expected):
    assert compare([(1, 2, desired)], [(1, 2, observed, raisable)]) == expected


def test_level_never_observed_must_be_read_first():
    assert compare([(1, 2, 7)], [(1, 3, 7), (9, 2, 7)]) == ([], [], [(1, 2, None, 7)])


def test_order_of_the_rows_does_not_matter():
    desired = [(3, 1, 1), (1, 2, 1), (1, 1, 1), (2, 1, 1)]
    observed = [(1, 1, 0), (3, 1, 0), (2, 1, 0), (1, 2, 0)]
    assert [row[:2] for row in compare(desired, observed)[0]] == [(1, 1), (1, 2), (2, 1), (3, 1)]


def test_level_named_twice_is_refused():
    with pytest.raises(InputError, match="inventory item 1 at location 2"):
        compare([(1, 2, 7), (1, 2, 8)], [])


KEYS = st.tuples(st.integers(0, 6), st.integers(0, 4))
SETS = st.dictionaries(KEYS, st.tuples(st.none() | st.integers(-3, 3), st.booleans()))


@given(desired=st.dictionaries(KEYS, st.integers(0, 4)), observed=SETS)
def test_every_desired_level_is_settled_changed_blocked_or_unknown(desired, observed):
    changes, blocked, unknown = compare(
        [(*key, quantity) for key, quantity in desired.items()],
        [(*key, quantity, raisable) for key, (quantity, raisable) in observed.items()],
    )
    fate = {}
    for name, rows in (("changes", changes), ("blocked", blocked), ("unknown", unknown)):
        for item, location, _, _ in rows:
            assert (item, location) not in fate
            fate[item, location] = name
    for key, want in desired.items():
        have, raisable = observed.get(key, (None, False))
        if have is None:
            expected = "unknown"
        elif have == want or (want == 0 and have < 0):
            expected = None
        else:
            expected = "changes" if want < have or raisable else "blocked"
        assert fate.get(key) == expected
    assert set(fate) <= set(desired)


def test_changes_cross_in_both_directions():
    rows = [(2**63 - 1, 1, None, 5), (2, 3, -1, 0)]
    changes = LevelChanges.from_rows(rows)
    assert changes.rows() == rows
    assert len(changes) == 2
    assert changes == LevelChanges.from_rows(rows)
    assert changes != LevelChanges.from_rows(rows[:1])
