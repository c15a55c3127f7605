"""The repository's own files, as the tests of the codebase look at them."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ROOT / "cpp" / "crossdock"
ADDON = ROOT / "odoo_addon" / "crossdock"
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^">]+)[">]', re.MULTILINE)


@cache
def own_files() -> tuple[Path, ...]:
    """Files under version control, and new ones that are not ignored. Without git, all but what is built."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        built = {".cache", "build", "dist", ".git", "__pycache__"}
        return tuple(path for path in sorted(ROOT.rglob("*")) if path.is_file() and not built.intersection(path.parts))
    return tuple(sorted(ROOT / name for name in listed if name and (ROOT / name).is_file()))


def files(folder: Path, *suffixes: str) -> list[Path]:
    """Own files below a folder whose names end in one of the suffixes."""
    return [path for path in own_files() if path.is_relative_to(folder) and path.suffix in suffixes]


def includes(path: Path) -> list[str]:
    """What a C++ file includes, as written."""
    return INCLUDE.findall(path.read_text())


def room_of(path: str) -> str:
    """The room of a path below cpp/crossdock: "diff" of "diff/levels.h", "wire/json" of "wire/json/text.h"."""
    parts = path.split("/")
    return "/".join(parts[:2]) if parts[0] == "wire" else parts[0]


def imported_modules(path: Path) -> set[str]:
    """Absolute names of the modules a Python file imports, wherever in the file."""
    package = list(path.relative_to(ROOT).with_suffix("").parts[:-1])
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            found.add(module)
            found.update(f"{module}.{alias.name}" for alias in node.names)
    return found
