"""Lanes, in order of urgency, and the choice of the next one.

The most urgent lane with work goes first, but no lane waits for ever: one that has work and was passed over often
enough is served next, so that a flood of orders cannot starve the stock that would stop overselling.

>>> choice = LaneChoice()
>>> served = [choice.pick({"orders", "customers"}) for _ in range(10)]
>>> served.count("customers"), served[0]
(1, 'orders')
"""

LANES = (
    "orders",
    "stock",
    "confirmation",
    "fulfilment",
    "finance",
    "customers",
    "prices",
    "catalogue",
    "engagement",
    "backfill",
)

URGENT_LANES = frozenset({"orders", "stock", "confirmation"})

# A lane with work that was passed over this many times is served before more urgent ones; several such lanes take turns.
PASSED_OVER_MAX = 8


class LaneChoice:
    """Remembers, for one run of one worker, how often each lane was passed over."""

    def __init__(self):
        self._passed_over = dict.fromkeys(LANES, 0)

    def pick(self, ready):
        """The lane to serve next among ``ready`` (a non-empty set of lanes)."""
        in_order = [lane for lane in LANES if lane in ready]
        starved = [lane for lane in in_order if self._passed_over[lane] >= PASSED_OVER_MAX]
        # Of those that waited too long, who waited longest: by urgency alone the last ones would never get their turn
        # while all lanes have work.
        chosen = max(starved, key=self._passed_over.get) if starved else in_order[0]
        for lane in in_order:
            self._passed_over[lane] = 0 if lane == chosen else self._passed_over[lane] + 1
        return chosen
