"""What marking costs a stock transfer of a hundred lines: the same transfers in a database without Crossdock and in one with it.

With it, every product is linked to a store, so that each line marks its product. Databases take turns; each round is a
delivery of all lines, validated and committed.
"""

import sys
from pathlib import Path
from statistics import median

from tools.environment import copy_database, drop_database
from tools.environment.database import BASE

from ._harness import figure, report, reported, run_in_odoo

WITHOUT, WITH = "crossdock_bench_bare", "crossdock_bench_marks"
LINES, TURNS, TRANSFERS_A_TURN = 100, 4, 6
STATEMENTS_BAR = 1
IN_ODOO = Path(__file__).parent / "_transfers_in_odoo.py"


def main():
    rounds = {WITHOUT: [], WITH: []}
    try:
        copy_database(WITHOUT, source=BASE)
        copy_database(WITH)
        for turn in range(TURNS):
            for database in (WITHOUT, WITH) if turn % 2 else (WITH, WITHOUT):
                # The first transfer of a process loads what the others find loaded.
                rounds[database] += run_in_odoo(database, IN_ODOO, f"run(env, {LINES}, {TRANSFERS_A_TURN})")[1:]
    finally:
        for database in (WITHOUT, WITH):
            drop_database(database)
    seconds = {database: median(one["seconds"] for one in found) for database, found in rounds.items()}
    statements = {database: median(one["statements"] for one in found) for database, found in rounds.items()}
    details = {
        "rival": "the same transfer without the addon",
        "statements": statements[WITH],
        "rival_statements": statements[WITHOUT],
    }
    reported(
        "transfer_marks_time",
        1000 * (seconds[WITH] - seconds[WITHOUT]),
        unit=f"ms more than {1000 * seconds[WITHOUT]:.0f} ms",
        details={"rival": details["rival"], "seconds": seconds[WITH], "rival_seconds": seconds[WITHOUT]},
    )
    extra = statements[WITH] - statements[WITHOUT]
    return report(
        figure("transfer_marks", extra, bar=STATEMENTS_BAR, unit="more statements", at_most=True, details=details)
    )


if __name__ == "__main__":
    sys.exit(main())
