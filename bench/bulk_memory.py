"""The most memory that a process holds which reads a bulk file of 1 GB and writes its columns out as they come.

The process is one of its own, from the start of the interpreter to its end. It reads a part at a time and appends each to two
files, of variants and of levels, as PostgreSQL's binary COPY. The kernel's page cache is not the process's memory.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ._bulk_file import LINES_PER_VARIANT, write_bulk_file
from ._harness import figure, memory_bandwidth, report, require_equal

BAR_MEGABYTES = 256
FILE_BYTES = 1 << 30
CACHE = Path(__file__).parent.parent / ".cache" / "bench"
STATUS = Path("/proc/self/status")


def convert(source, target):
    """What the measured process does; prints what it read and its peak."""
    from crossdock_core import columns, shopify

    reader = shopify.CatalogueReader(source)
    rows = [0, 0]
    quantities = written = 0
    started = time.perf_counter()
    with (target / "variants.copy").open("wb") as variants, (target / "levels.copy").open("wb") as levels:
        while (part := reader.next_tables()) is not None:
            for index, file in enumerate((variants, levels)):
                rows[index] += len(part[index])
                written += file.write(columns.write_table_copy(part[index]))
            quantities += sum(part[1].values("available"))
    peak = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
    result = {
        "rows": rows,
        "quantities": quantities,
        "written": written,
        "errors": reader.error_count,
        "seconds": time.perf_counter() - started,
        "peak_bytes": int(peak.split()[1]) * 1024,
    }
    print(json.dumps(result))


def main():
    bandwidth = memory_bandwidth()["read_bytes_per_second"]
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        source = Path(folder) / "catalogue.jsonl"
        lines, quantities = write_bulk_file(source, bytes_max=FILE_BYTES)
        run = subprocess.run(
            [sys.executable, "-m", "bench.bulk_memory", str(source), folder], stdout=subprocess.PIPE, check=True
        )
        result = json.loads(run.stdout)
        size = source.stat().st_size
        copied = sum((Path(folder) / name).stat().st_size for name in ("variants.copy", "levels.copy"))
    variants = lines // LINES_PER_VARIANT
    require_equal("the number of rows", result["rows"], [variants, lines - variants])
    require_equal("the sum of the quantities", result["quantities"], quantities)
    require_equal("the number of errors", result["errors"], 0)
    require_equal("what was written", result["written"], copied)
    details = {
        "bytes": size,
        "rows": lines,
        "bytes_written": copied,
        "seconds": result["seconds"],
        "megabytes_per_second": size / result["seconds"] / 1e6,
        "share_of_memory_bandwidth": size / result["seconds"] / bandwidth,
    }
    print(
        f"  {details['megabytes_per_second']:.0f} MB/s with writing, {details['share_of_memory_bandwidth']:.1%} of memory"
    )
    peak = result["peak_bytes"] / 1e6
    return report(figure("bulk_memory", peak, bar=BAR_MEGABYTES, unit="MB", at_most=True, details=details))


if __name__ == "__main__":
    if len(sys.argv) == 3:
        convert(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        sys.exit(main())
