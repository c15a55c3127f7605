"""The README shows commands that CI runs or a test proves, and links to what is there."""

import re
import runpy
import shlex

import pytest

from tools.environment.paths import ROOT

README = (ROOT / "README.md").read_text()
BLOCKS = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.strip()]
LINKS = re.findall(r"\]\(([^)\s]+)\)", README)
PICTURE_BYTES_MAX = 200_000
LINES_MAX = 220

CI = (ROOT / ".ci" / "run").read_text().splitlines()
# What no ./dev runs, word by word, by what proves it below.
NOT_OF_DEV = {
    "apt-get install": "test_packages_to_install_are_some_that_ci_builds_with",
    "pip install": "test_pip_installs_core_and_addon",
    "python3 -c": "test_the_key_that_the_readme_makes_is_one",
}


def is_run_by_ci(command: str) -> bool:
    """Whether CI has this very command, perhaps with more options."""
    return any(line == command or line.startswith(f"{command} --") for line in CI)


def the_command(beginning: str) -> list[str]:
    """The words of the one command that begins so."""
    found = [command for command in COMMANDS if command.startswith(beginning)]
    assert len(found) == 1, found
    return shlex.split(found[0])


def test_there_are_commands_and_links():
    assert {"./dev run", "./dev test"} <= set(COMMANDS)
    assert len(LINKS) > 5


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_is_one_that_ci_runs_or_a_test_proves(command):
    if is_run_by_ci(command):
        return
    proofs = [test for beginning, test in NOT_OF_DEV.items() if command.startswith(f"{beginning} ")]
    assert len(proofs) == 1 and proofs[0] in globals(), f"nothing runs “{command}”"


def test_options_of_dev_that_the_text_names_are_in_its_help():
    script = (ROOT / "dev").read_text()
    named = re.findall(r"`(?:\./dev run )?(--[a-z]+)`", README)
    assert named
    assert all(f"[{option}]" in script for option in named)


def test_packages_to_install_are_some_that_ci_builds_with():
    listed = re.search(r"SYSTEM_PACKAGES=\((.*?)\)", (ROOT / "tools" / "setup.sh").read_text(), re.DOTALL)
    packages = the_command("apt-get install")[2:]
    assert packages
    assert set(packages) <= set(listed.group(1).split())


def test_each_library_that_the_core_links_is_among_the_packages():
    text = (ROOT / "cmake" / "CrossdockDependencies.cmake").read_text()
    always = text.split("if(CROSSDOCK_BUILD_TESTS", 1)[0]
    libraries = re.findall(r"^find_package\((\w+)", always, re.MULTILINE)
    packages = " ".join(the_command("apt-get install"))
    assert libraries
    assert [name for name in libraries if name.lower() not in packages] == []


def test_pip_installs_core_and_addon(monkeypatch):
    """Asks setup.py what it would install, without compiling."""
    assert the_command("pip install") == ["pip", "install", "."]
    given = {}
    monkeypatch.setattr("setuptools.setup", lambda **keywords: given.update(keywords))
    monkeypatch.chdir(ROOT)
    runpy.run_path(str(ROOT / "setup.py"))
    assert {"crossdock_core", "odoo.addons.crossdock", "odoo.addons.crossdock.models"} <= set(given["packages"])
    assert not {"odoo", "odoo.addons"} & set(given["packages"]), "these are Odoo's"
    assert "views/crossdock_menus.xml" in given["package_data"]["odoo.addons.crossdock"]
    assert given["package_dir"]["odoo.addons.crossdock"] == "odoo_addon/crossdock"


def test_the_key_that_the_readme_makes_is_one(capsys):
    from cryptography.fernet import Fernet

    exec(the_command("python3 -c")[2], {})
    Fernet(capsys.readouterr().out.strip())


def test_scopes_are_those_that_the_connection_test_asks_for():
    source = (ROOT / "odoo_addon/crossdock/sync/shopify/setup_check.py").read_text()
    asked = dict(re.findall(r'^    "(\w+)": "([^"]+)",$', source, re.MULTILINE))
    assert asked
    assert dict(re.findall(r"^\| `(\w+)` \| (.+?) \|$", README, re.MULTILINE)) == asked


@pytest.mark.parametrize("link", sorted(set(LINKS)))
def test_each_link_leads_to_a_file_of_the_project(link):
    assert "://" not in link, "the README stands on its own"
    target = ROOT / link.split("#")[0]
    assert target.exists(), f"{link} is not there"
    if target.suffix == ".png":
        assert target.read_bytes().startswith(b"\x89PNG")
        assert target.stat().st_size <= PICTURE_BYTES_MAX


def test_every_picture_is_shown():
    taken = {f"docs/images/{path.name}" for path in (ROOT / "docs" / "images").glob("*")}
    assert taken == {link for link in LINKS if link.startswith("docs/images/")}


def test_it_stays_short():
    assert len(README.splitlines()) <= LINES_MAX
