from .diff import LevelChanges

__all__ = ["batches", "brake"]

def batches(changes: LevelChanges, *, count_max: int = 250) -> list[LevelChanges]:
    """The changes sorted by item and location, in batches of at most ``count_max`` rows.

    All levels of one item stay in one batch unless they alone are more. InputError when a level is named
    twice or ``count_max`` is below 1.
    """

def brake(
    *,
    known: int,
    changes: LevelChanges,
    recent_changes: int,
    share_max: float,
    zero_share_max: float,
    minimum: int,
) -> str | None:
    """The reason in words why a push must wait for a person (invariant I14), or None.

    ``known`` is the number of levels linked with the store, ``recent_changes`` what was pushed lately, the
    shares are of ``known`` (0 to 1), and pushes of fewer than ``minimum`` changes, recent ones included,
    never wait. InputError for negative counts and shares that are not numbers from 0 up.
    """
