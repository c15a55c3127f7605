"""Two tables of a million rows, one in a hundred changed, compared by key: against polars, on one thread each.

Both sides hold the same columns in memory, in orders that have nothing to do with each other, and both say which rows were
added, which removed, and which changed in which fields. Two forms in polars are tried first and the faster one is the
rival: anti-joins both ways beside an inner join whose fields are compared, and one full join that gives all three. How
polars does with as many threads as the machine has, and how we do with ten million rows, are printed beside.
"""

import itertools
import os
import subprocess
import sys

# Read when polars is imported.
os.environ.setdefault("POLARS_MAX_THREADS", "1")

import numpy
import polars

from bench._harness import alternate, figure, memory_bandwidth, report, require_equal, seconds_of
from crossdock_core import diff
from crossdock_core.columns import Table

ROWS, LARGE_ROWS = 1_000_000, 10_000_000
CHANGED_EVERY, GONE_EVERY = 100, 1000
SKU_BYTES = 12
BAR = 3
FIELDS = ("available", "on_hand", "price")
COMPARED = (*FIELDS, "sku")
SCHEMA = [("id", "int8 not null"), *((name, "int8 not null") for name in FIELDS), ("sku", "text not null")]


def rows_of(count, seed):
    """Row numbers in an order of their own; every thousandth is missing, another one on either side."""
    numbers = numpy.arange(count, dtype=numpy.int64)
    numbers = numbers[numbers % GONE_EVERY != seed]
    numpy.random.default_rng(seed).shuffle(numbers)
    return numbers


def columns_of(numbers, *, observed):
    """The columns of these rows: on the observed side one row in a hundred differs, in a field that takes turns."""
    columns = {"id": 40_000_000_000_000 + numbers * 7}
    for place, name in enumerate(FIELDS):
        columns[name] = numbers * (place + 3) % 1000
        if observed:
            columns[name] += numbers % (CHANGED_EVERY * len(FIELDS)) == CHANGED_EVERY * place + CHANGED_EVERY // 2
    texts = numpy.empty((len(numbers), SKU_BYTES), dtype=numpy.uint8)
    texts[:, :4] = numpy.frombuffer(b"SKU-", dtype=numpy.uint8)
    for place in range(4, SKU_BYTES):
        texts[:, place] = ord("0") + numbers // 10 ** (SKU_BYTES - 1 - place) % 10
    offsets = numpy.arange(0, SKU_BYTES * len(numbers) + 1, SKU_BYTES, dtype=numpy.int64)
    return columns | {"sku": (offsets, texts.tobytes())}


def frame_of(columns):
    """The same columns as polars holds them."""
    texts = columns["sku"][1].decode()
    sku = [texts[start : start + SKU_BYTES] for start in range(0, len(texts), SKU_BYTES)]
    return polars.DataFrame(columns | {"sku": sku}, strict=True)


def differing(pairs):
    """Rows of a join in which some field differs: the key and one column of truth for each field."""
    differs = [polars.col(name).ne_missing(polars.col(f"{name}_there")).alias(name) for name in COMPARED]
    return pairs.select("id", *differs).filter(polars.any_horizontal(*COMPARED))


def by_anti_joins(desired, observed):
    """(ids added, ids removed, changed rows)."""
    added = desired.lazy().join(observed.lazy(), on="id", how="anti").select("id")
    removed = observed.lazy().join(desired.lazy(), on="id", how="anti").select("id")
    changed = differing(desired.lazy().join(observed.lazy(), on="id", how="inner", suffix="_there"))
    return polars.collect_all([added, removed, changed])


def by_full_join(desired, observed):
    """The same."""
    here = desired.lazy().with_columns(here=polars.lit(True))
    there = observed.lazy().with_columns(there=polars.lit(True))
    joined = here.join(there, on="id", how="full", coalesce=True, suffix="_there").collect().lazy()
    added = joined.filter(polars.col("there").is_null()).select("id")
    removed = joined.filter(polars.col("here").is_null()).select("id")
    changed = differing(joined.filter(polars.col("here").is_not_null() & polars.col("there").is_not_null()))
    return polars.collect_all([added, removed, changed])


def ids_of_ours(found, desired, observed):
    """Our result in the rival's words."""
    here, there = desired.values("id"), observed.values("id")
    changed = {
        here[row]: tuple(found.names(mask)) for row, mask in zip(found.changed, found.changed_fields, strict=True)
    }
    return {here[row] for row in found.added}, {there[row] for row in found.removed}, changed


def ids_of_rivals(added, removed, changed):
    named = {row[0]: tuple(itertools.compress(COMPARED, row[1:])) for row in changed.iter_rows()}
    return set(added["id"]), set(removed["id"]), named


def rivals_seconds_with_all_threads():
    """The faster form of polars with as many threads as it likes, in a process of its own."""
    environment = os.environ | {"POLARS_MAX_THREADS": str(os.cpu_count())}
    command = [sys.executable, "-m", "bench.table_diff", "--rival"]
    answer = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return float(answer.stdout)


def rival_alone():
    frames = [frame_of(columns_of(rows_of(ROWS, seed), observed=bool(seed))) for seed in (0, 1)]
    best = min(
        seconds_of(lambda form=form: form(*frames)) for form in (by_anti_joins, by_full_join) for _round in range(5)
    )
    print(best)


def tables_of(count):
    made = [columns_of(rows_of(count, seed), observed=bool(seed)) for seed in (0, 1)]
    return made, [Table.from_columns(SCHEMA, columns) for columns in made]


def large():
    """Seconds for ten million rows on each side, and the most memory in use beside tables and result."""
    _columns, (desired, observed) = tables_of(LARGE_ROWS)
    del _columns
    seconds = seconds_of(lambda: diff.tables(desired, observed, key=["id"]))
    return {
        "large_rows": LARGE_ROWS,
        "large_seconds": seconds,
        "large_work_bytes": diff.tables(desired, observed, key=["id"]).work_bytes,
    }


def main():
    columns, (desired, observed) = tables_of(ROWS)
    frames = [frame_of(one) for one in columns]
    found = diff.tables(desired, observed, key=["id"])
    mine = ids_of_ours(found, desired, observed)
    forms = {"anti-joins": by_anti_joins, "one full join": by_full_join}
    for form in forms.values():
        require_equal("the difference", mine, ids_of_rivals(*form(*frames)))
    best = min(forms, key=lambda name: min(seconds_of(lambda: forms[name](*frames)) for _round in range(3)))
    pair = alternate(lambda: diff.tables(desired, observed, key=["id"]), lambda: forms[best](*frames))
    # What both must read: the columns of both sides once.
    size = sum(len(one["id"]) * 8 * (1 + len(FIELDS)) + len(one["sku"][1]) + 8 * len(one["sku"][0]) for one in columns)
    details = pair.details(f"polars, {best}, one thread each", size_bytes=size, rows=ROWS)
    details |= memory_bandwidth() | {"changed": len(found.changed), "work_bytes": found.work_bytes}
    details["share_of_read_bandwidth"] = details["megabytes_per_second"] * 1e6 / details["read_bytes_per_second"]
    details["rival_seconds_all_threads"] = rivals_seconds_with_all_threads()
    details["threads_of_the_machine"] = os.cpu_count()
    passed = figure("table_diff", pair.ratio, bar=BAR, unit="x", details=details | large())
    return report(passed)


if __name__ == "__main__":
    if sys.argv[1:] == ["--rival"]:
        rival_alone()
    else:
        sys.exit(main())
