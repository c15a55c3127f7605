"""What a store may sell of 50,000 variants at ten locations, from the database to columns, against Odoo and plain SQL.

Ours is what a push does: stock, demand, links and policies read by COPY, summed, rounded and cut by the core. One rival is
Odoo's own ``_compute_quantities_dict``, once for each location; every figure must be equal. The other is a grouped sum of
the quants in SQL, read out by COPY into nothing: less work than ours, for it looks at no demand, rounds nothing and makes
no columns.
"""

import sys
from pathlib import Path
from statistics import median

from tools.environment import copy_database, drop_database

from ._harness import figure, report, run_in_odoo

DATABASE = "crossdock_bench_available"
VARIANTS, ROUNDS, ODOO_ROUNDS = 50_000, 9, 3
BAR_ODOO, BAR_PLAIN = 60, 2.5
IN_ODOO = Path(__file__).parent / "_available_in_odoo.py"


def shown(name, rounds, rival, bar, levels):
    """One figure: how many times faster we are, by the median of the rounds."""
    ours = median(mine for mine, _theirs in rounds)
    details = {
        "rival": rival,
        "seconds": ours,
        "rival_seconds": median(theirs for _mine, theirs in rounds),
        "rows": levels,
        "rows_per_second": levels / ours,
    }
    return figure(name, median(theirs / mine for mine, theirs in rounds), bar=bar, unit="x", details=details)


def main():
    copy_database(DATABASE)
    try:
        found = run_in_odoo(DATABASE, IN_ODOO, f"run(env, {VARIANTS}, {ROUNDS}, {ODOO_ROUNDS})")
    finally:
        drop_database(DATABASE)
    return report(
        shown("available_odoo", found["odoo"], "_compute_quantities_dict", BAR_ODOO, found["levels"]),
        shown("available_sql", found["plain"], "grouped sum, read out by COPY", BAR_PLAIN, found["levels"]),
    )


if __name__ == "__main__":
    sys.exit(main())
