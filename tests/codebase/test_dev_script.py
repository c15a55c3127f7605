"""The door ./dev does what its help says, refuses what it does not know, and installs pinned versions alone."""

import json
import re
import subprocess

import pytest

from tools.environment.paths import ROOT

REQUIREMENTS = sorted((ROOT / "tools").glob("requirements-*.txt"))
EXACT_VERSION = re.compile(r"^\d+(\.\d+)*$")
# Where packages come from is the machine's business: a mirror, a proxy, a folder.
REGISTRY_HOSTS = re.compile(r"(pypi|npmjs|debian|python-hosted|pythonhosted)\.(org|com|net)", re.IGNORECASE)


def dev(*arguments: str) -> subprocess.CompletedProcess:
    command = [ROOT / "dev", *arguments]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)


def commands_of_help() -> list[str]:
    usage = dev("help").stdout.split("Environment:")[0]
    return re.findall(r"^  ([a-z]+)\b", usage, re.MULTILINE)


def test_help_names_every_command_and_nothing_else():
    script = (ROOT / "dev").read_text()
    branches = re.findall(r"^    ([a-z |-]+)\)", script[script.index("main()") :], re.MULTILINE)
    handled = {name for branch in branches for name in re.findall(r"[a-z][a-z-]*", branch)}
    internal = {"h", "help", "test-part"}
    assert set(commands_of_help()) == handled - internal


@pytest.mark.parametrize("arguments", [["frobnicate"], ["test", "frobnicate"], ["lint", "frobnicate"]])
def test_what_it_does_not_know_is_refused_by_name(arguments):
    refused = dev(*arguments)
    assert refused.returncode != 0
    assert "frobnicate" in refused.stderr


def test_it_can_be_called_from_any_folder(tmp_path):
    completed = subprocess.run([ROOT / "dev", "help"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert completed.returncode == 0
    assert completed.stdout.startswith("usage: ./dev")


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_every_python_package_is_pinned(path):
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line)] == []


def test_every_npm_package_is_pinned_and_locked():
    package = json.loads((ROOT / "tools" / "package.json").read_text())
    locked = json.loads((ROOT / "tools" / "package-lock.json").read_text())["packages"]
    assert package["dependencies"] == locked[""]["dependencies"]
    assert [version for version in package["dependencies"].values() if not EXACT_VERSION.match(version)] == []
    assert EXACT_VERSION.match(package["config"]["data_package"].rsplit("@", 1)[1])
    assert [name for name, entry in locked.items() if name and not entry.get("integrity")] == []


def test_no_registry_is_named_so_that_the_machines_own_settings_hold():
    files = [ROOT / "dev", ROOT / ".ci" / "run", *(ROOT / "tools").rglob("*")]
    texts = {path: path.read_text() for path in files if path.is_file() and path.suffix != ".pyc"}
    assert len(texts) > 10
    assert [str(path) for path, text in texts.items() if REGISTRY_HOSTS.search(text)] == []


def test_ci_runs_the_tests_through_the_door_and_fails_with_them():
    script = (ROOT / ".ci" / "run").read_text()
    assert "set -euo pipefail" in script
    assert re.search(r"^\./dev test$", script, re.MULTILINE)
