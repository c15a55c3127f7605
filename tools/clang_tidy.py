"""clang-tidy over the sources of the core, two at a time, each only when something that it depends on has
changed.

    python -m tools.clang_tidy BUILD_FOLDER [CHECKS]

BUILD_FOLDER has the compile_commands.json; CHECKS are others than those of .clang-tidy. What passed is
remembered in .cache by a hash of the source, of the project's headers that it includes (directly or not), of its
compile command, of the checks and of .clang-tidy.
"""

import hashlib
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.environment.paths import CACHE, ROOT

CLANG_TIDY = "clang-tidy-14"
PASSED = CACHE / "clang-tidy"
JOBS = 2
FILE_SECONDS_MAX = 600
# The commands are g++'s: a warning that only g++ has is nothing for clang to complain of.
GCC_WARNINGS = "--extra-arg=-Wno-unknown-warning-option"
INCLUDE = re.compile(rb'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)
SEARCH = ("", "cpp", "bindings")
# Tests and benchmarks are compiled with the same warnings; clang-tidy spends most of its time in GoogleTest's
# macros.
SKIPPED = re.compile(r"(_test|_benchmark)\.cc$")


def included(path: Path, seen: set[Path]) -> set[Path]:
    """The file and every header of the project that it includes, however far."""
    if path in seen:
        return seen
    seen.add(path)
    for name in INCLUDE.findall(path.read_bytes()):
        for folder in (path.parent, *(ROOT / part for part in SEARCH)):
            header = (folder / name.decode()).resolve()
            if header.is_file() and header.is_relative_to(ROOT):
                included(header, seen)
                break
    return seen


def fingerprint(source: Path, command: str, options: list[str]) -> str:
    """What the verdict on a source depends on."""
    digest = hashlib.sha256(" ".join([command, *options]).encode())
    digest.update((ROOT / ".clang-tidy").read_bytes())
    for path in sorted(included(source, set())):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def check(source: Path, command: str, build: Path, options: list[str]) -> str | None:
    """Complaints about one source, None when there are none."""
    passed = PASSED / fingerprint(source, command, options)
    if passed.exists():
        return None
    completed = subprocess.run(
        [CLANG_TIDY, "-p", str(build), "--quiet", GCC_WARNINGS, *options, str(source)],
        capture_output=True,
        text=True,
        timeout=FILE_SECONDS_MAX,
        check=False,
    )
    if completed.returncode:
        return completed.stdout + completed.stderr
    passed.touch()
    return None


def main(build: Path, checks: str | None = None) -> int:
    options = [f"--checks={checks}"] if checks else []
    PASSED.mkdir(parents=True, exist_ok=True)
    sources = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        source = (Path(entry["directory"]) / entry["file"]).resolve()
        if source.is_relative_to(ROOT) and not SKIPPED.search(str(source.relative_to(ROOT))):
            sources[source] = entry["command"]
    if not sources:
        print("clang-tidy: no source to look at")
        return 1
    with ThreadPoolExecutor(JOBS) as pool:
        verdicts = pool.map(lambda item: check(*item, build, options), sources.items())
        complaints = [verdict for verdict in verdicts if verdict]
    print("\n".join(complaints) + f"clang-tidy: {len(sources)} sources, {len(complaints)} with complaints")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:3]))
