"""The choice of the next lane: the most urgent first, and none waits for ever."""

import itertools
import random

from odoo.tests import BaseCase, tagged

from ..engine.lanes import LANES, PASSED_OVER_MAX, URGENT_LANES, LaneChoice

# After it was passed over often enough, every other lane may be in the same need and go first, once.
WAIT_MAX = PASSED_OVER_MAX + len(LANES) - 1


@tagged("post_install", "-at_install")
class TestLanes(BaseCase):
    def test_the_most_urgent_lane_goes_first(self):
        for number, lane in enumerate(LANES):
            self.assertEqual(LaneChoice().pick(set(LANES[number:])), lane)

    def test_the_reserved_worker_serves_lanes_that_exist(self):
        self.assertLess(URGENT_LANES, set(LANES))

    def test_no_lane_waits_for_ever_when_all_have_work_all_the_time(self):
        choice = LaneChoice()
        served = [choice.pick(set(LANES)) for _pick in range(20 * WAIT_MAX)]
        for lane in LANES:
            turns = [number for number, one in enumerate(served) if one == lane]
            self.assertTrue(turns, f"{lane} is starved")
            waits = [later - earlier - 1 for earlier, later in itertools.pairwise(turns)]
            self.assertLessEqual(max([turns[0], *waits, len(served) - 1 - turns[-1]]), WAIT_MAX, lane)

    def test_no_lane_waits_longer_than_the_bound_whatever_the_load(self):
        for seed in range(40):
            chance = random.Random(seed)
            choice, passed = LaneChoice(), dict.fromkeys(LANES, 0)
            likely = {lane: chance.choice([0.05, 0.3, 0.9, 1.0]) for lane in LANES}
            waiting = set()
            for _pick in range(400):
                # A lane with work keeps it until it is served.
                waiting |= {lane for lane in LANES if chance.random() < likely[lane]}
                if not waiting:
                    continue
                chosen = choice.pick(waiting)
                self.assertIn(chosen, waiting)
                for lane in waiting:
                    passed[lane] = 0 if lane == chosen else passed[lane] + 1
                    self.assertLessEqual(passed[lane], WAIT_MAX, f"{lane}, seed {seed}")
                waiting.discard(chosen)

    def test_a_flood_of_orders_leaves_the_stock_its_share(self):
        choice = LaneChoice()
        served = [choice.pick({"orders", "stock"}) for _pick in range(90)]
        self.assertEqual(served.count("stock"), 90 // (PASSED_OVER_MAX + 1))
