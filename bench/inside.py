"""The core alone, without Python around it: the Google Benchmarks that lie beside its sources, built and run.

Two of them have bars (levels computed and compared a second, on one core); the others show which part of a slower figure
is to blame. All that was measured is kept in results/inside/.
"""

import json
import subprocess
import sys

from bench._harness import RESULTS, figure, report
from tools.environment import CACHE, ROOT

BUILD = CACHE / "build" / "release"
# By the names of the benchmarks, in millions a second: half a second of computing for a full reconcile of 5 million levels.
BARS = {"available_compute": 10, "levels_diff/5000000": 10}
REPETITIONS = 5


def built():
    """The executables, made as ./dev makes the core."""
    configure = ["cmake", "--preset", "release", "-B", str(BUILD), "-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"]
    for command in (
        [*configure, "-DPython_EXECUTABLE=/usr/bin/python3"],
        ["cmake", "--build", str(BUILD), "--parallel", "2", "--target", "benchmarks"],
    ):
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return sorted(path for path in (BUILD / "cpp").rglob("*_benchmark") if path.is_file())


def measured(program):
    """What each benchmark of an executable says of the median of its repetitions."""
    command = [
        program,
        "--benchmark_format=json",
        f"--benchmark_repetitions={REPETITIONS}",
        "--benchmark_report_aggregates_only=true",
    ]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    failed = [one["name"] for one in answer["benchmarks"] if one.get("error_occurred")]
    if failed:
        sys.exit(f"bench: failed: {', '.join(failed)}")
    return [one for one in answer["benchmarks"] if one.get("aggregate_name") == "median"]


def speeds(one):
    """Rows and bytes a second, where the benchmark counts them."""
    names = {"items_per_second": "rows_per_second", "bytes_per_second": "bytes_per_second", "work_bytes": "work_bytes"}
    return {kept: one[name] for name, kept in names.items() if name in one}


def main():
    passed, kept = [], {}
    for program in built():
        for one in measured(program):
            name = one["run_name"]
            kept[name] = {"time": one["real_time"], "unit": one["time_unit"]} | speeds(one)
            if name in BARS:
                millions = one["items_per_second"] / 1e6
                passed.append(figure(name.split("/")[0], millions, bar=BARS[name], unit="M/s", details=speeds(one)))
            else:
                shown = ", ".join(f"{speed / 1e6:.1f} M {key}" for key, speed in speeds(one).items())
                print(f"inside {name}: {one['real_time']:.2f} {one['time_unit']}, {shown}", flush=True)
    folder = RESULTS / "inside"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "google_benchmark.json").write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n")
    return report(*passed, len(passed) == len(BARS))


if __name__ == "__main__":
    sys.exit(main())
