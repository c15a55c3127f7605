"""What the benchmarks share: rivals that take turns, one line a figure, results kept as JSON for the chart in docs.

    def main():
        pair = alternate(ours, rival)
        return report(figure("diff_rows", pair.ratio, bar=3, unit="x", details=pair.details("polars")))

A figure that is a ratio is the median of the ratios of its rounds: both sides of one ratio ran within the same second or
so, so that whatever else the machine does weighs on both.
"""

import json
import platform
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tools.environment import odoo_shell

RESULTS = Path(__file__).parent / "results"
# How a line begins that a script in Odoo's shell prints for us.
TOLD = "BENCH "
ROUNDS = 9
BANDWIDTH_BYTES = 1 << 28


@dataclass(frozen=True)
class Pair:
    """Rounds of two rivals, in seconds."""

    ours: tuple[float, ...]
    rivals: tuple[float, ...]

    @property
    def ratio(self):
        """How many times faster we are."""
        return median(theirs / mine for mine, theirs in zip(self.ours, self.rivals, strict=True))

    @property
    def share(self):
        """Which share of the rival's time we take."""
        return median(mine / theirs for mine, theirs in zip(self.ours, self.rivals, strict=True))

    def details(self, rival, *, size_bytes=None, rows=None):
        """What is kept beside a figure: both times, and the speeds where the size of the input is told."""
        kept = {"rival": rival, "seconds": median(self.ours), "rival_seconds": median(self.rivals)}
        if size_bytes is not None:
            kept["bytes"] = size_bytes
            kept["megabytes_per_second"] = size_bytes / median(self.ours) / 1e6
            kept["rival_megabytes_per_second"] = size_bytes / median(self.rivals) / 1e6
        if rows is not None:
            kept["rows"] = rows
            kept["rows_per_second"] = rows / median(self.ours)
            kept["rival_rows_per_second"] = rows / median(self.rivals)
        return kept


def seconds_of(action):
    """How long a call takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def alternate(ours, rival, *, rounds=ROUNDS):
    """Call both in turn, each first in every other round, after one call of each that does not count."""
    ours()
    rival()
    mine, theirs = [], []
    for number in range(rounds):
        if number % 2:
            theirs.append(seconds_of(rival))
            mine.append(seconds_of(ours))
        else:
            mine.append(seconds_of(ours))
            theirs.append(seconds_of(rival))
    return Pair(tuple(mine), tuple(theirs))


def figure(name, value, *, bar, unit="", at_most=False, details=None):
    """Print and keep one figure; whether it meets its bar, which is a least value unless it is said to be a most."""
    passed = value <= bar if at_most else value >= bar
    shown = f"{value:.2f}" if value < 100 else f"{value:.0f}"
    print(f"bench {name}: {shown}{' ' if unit else ''}{unit} (bar {bar}) {'pass' if passed else 'short'}", flush=True)
    kept = {"name": name, "figure": value, "unit": unit, "bar": bar, "at_most": at_most, "passed": passed}
    _keep({**kept, "details": details or {}})
    return passed


def _keep(result):
    kept = {**result, "machine": {"processor": processor(), "python": platform.python_version()}}
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{result['name']}.json").write_text(json.dumps(_rounded(kept), indent=2, sort_keys=True) + "\n")


def report(*passed):
    """The exit code of a benchmark whose figures these are."""
    return 0 if all(passed) else 1


def reported(name, value, *, unit="", details=None):
    """Print and keep one figure that no bar is set for."""
    shown = f"{value:.2f}" if value < 100 else f"{value:.0f}"
    print(f"bench {name}: {shown}{' ' if unit else ''}{unit} (no bar)", flush=True)
    _keep({"name": name, "figure": value, "unit": unit, "details": details or {}})


def run_in_odoo(database, path, call):
    """Run a file in the Odoo shell of a database, then a call that prints ``TOLD`` and JSON on one line; what that told."""
    output = odoo_shell(database, f"{path.read_text()}\n{call}\n")
    [line] = [line for line in output.splitlines() if line.startswith(TOLD)]
    return json.loads(line.removeprefix(TOLD))


def require_equal(what, ours, theirs):
    """A race between results that differ says nothing: end it."""
    if ours != theirs:
        sys.exit(f"bench: {what} differs from the rival's")


def processor():
    """What the machine says its processor is."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def memory_bandwidth():
    """Bytes a second that one thread reads (memchr), and that it copies (memcpy): how fast anything here could be."""
    source = b"\2" * BANDWIDTH_BYTES  # Not zeros: untouched, those would all be one page.
    target = bytearray(BANDWIDTH_BYTES)

    def copy():
        target[:] = source

    read_seconds = min(seconds_of(lambda: source.find(b"\1")) for _round in range(5))
    copy_seconds = min(seconds_of(copy) for _round in range(5))
    return {
        "read_bytes_per_second": BANDWIDTH_BYTES / read_seconds,
        "copy_bytes_per_second": BANDWIDTH_BYTES / copy_seconds,
    }


def _rounded(value):
    """Four digits are all that a measurement is worth; more would only make the kept files differ."""
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return value
