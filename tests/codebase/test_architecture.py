"""The codebase keeps to its design: who may include and import whom, how long files may be, what is unused."""

import ast
import re

import pytest
import tomllib

from .sources import ADDON, ROOMS, ROOT, files, imported_modules, includes, own_files, room_of

# Which other rooms each room of the core may include, headers, sources and tests alike.
ALLOWED = {
    "base": set(),
    "canonical": {"base"},
    "wire/json": {"base"},
    "wire/shopify": {"base", "canonical", "wire/json"},
    "wire/hubspot": {"base", "canonical", "wire/json"},
    "columns": {"base", "canonical"},
    "inventory": {"base", "canonical", "columns"},
    "diff": {"base", "canonical", "columns"},
    "plan": {"base", "canonical", "diff"},
    "sales": {"base", "canonical"},
    "http": {"base"},
}
# The CMake target of each room is crossdock::<this>.
TARGETS = {room: room.replace("/", "_").replace("wire_json", "json") for room in ALLOWED}

# Within the addon: which folders each folder may import from.
ADDON_ALLOWED = {
    "sync": {"sync"},
    "engine": {"engine", "sync"},
    "models": {"models", "engine", "sync"},
    "controllers": {"controllers", "models", "engine", "sync"},
    "wizards": {"wizards", "models", "engine", "sync"},
}

LINES_MAX = 600
CORE_FILES = files(ROOMS, ".h", ".cc", ".cpp")
BINDING_FILES = files(ROOT / "bindings", ".h", ".cpp")
RELATIVE = {"ids": lambda path: str(path.relative_to(ROOT))}


def test_there_is_a_core_to_look_at():
    assert {room_of(str(path.relative_to(ROOMS))) for path in CORE_FILES} == set(ALLOWED)


@pytest.mark.parametrize("room", ALLOWED)
def test_includes_run_one_way(room):
    for path in CORE_FILES:
        if room_of(str(path.relative_to(ROOMS))) != room:
            continue
        for include in includes(path):
            if include.startswith("crossdock/"):
                other = room_of(include.removeprefix("crossdock/"))
                assert other == room or other in ALLOWED[room], f"{path} includes {include}"
                assert (ROOT / "cpp" / include).is_file(), f"{path} includes {include}, which is not there"


def test_order_of_rooms_has_no_circle():
    placed: set[str] = set()
    while len(placed) < len(ALLOWED):
        ready = {room for room, others in ALLOWED.items() if others <= placed} - placed
        assert ready, f"circle among {set(ALLOWED) - placed}"
        placed |= ready


@pytest.mark.parametrize("room", ALLOWED)
def test_cmake_target_names_exactly_what_its_room_includes(room):
    text = (ROOMS / room / "CMakeLists.txt").read_text()
    named = set(re.findall(r"crossdock::(\w+)", text)) - {"options", "warnings", TARGETS[room]}
    included = {
        TARGETS[room_of(include.removeprefix("crossdock/"))]
        for path in CORE_FILES
        if room_of(str(path.relative_to(ROOMS))) == room
        for include in includes(path)
        if include.startswith("crossdock/")
    } - {TARGETS[room]}
    assert named <= {TARGETS[other] for other in ALLOWED[room]}
    assert included <= named, "includes a room that its CMakeLists.txt does not name"


@pytest.mark.parametrize("path", CORE_FILES, **RELATIVE)
def test_outside_libraries_stay_in_their_rooms(path):
    room = room_of(str(path.relative_to(ROOMS)))
    for include in includes(path):
        assert not include.lower().startswith(("python", "pybind11")), "the core knows no Python"
        if "simdjson" in include:
            assert room.startswith("wire/"), "only wire/ includes simdjson"
        if include.startswith("curl/"):
            assert room == "http", "only http/ includes curl"


@pytest.mark.parametrize("path", BINDING_FILES, **RELATIVE)
def test_bindings_reach_outside_libraries_through_rooms(path):
    for include in includes(path):
        assert "simdjson" not in include and not include.startswith("curl/")


@pytest.mark.parametrize("path", [*CORE_FILES, *BINDING_FILES], **RELATIVE)
def test_headers_are_guarded_and_sources_are_built(path):
    if path.suffix == ".h":
        assert "#pragma once" in path.read_text()
        return
    cmake = (path.parent / "CMakeLists.txt").read_text()
    cmake += "".join(module.read_text() for module in files(ROOMS, ".cmake"))
    name = rf"(?<![\w.]){re.escape(path.name)}(?![\w.])"
    assert re.search(name, cmake), "no target builds this file"


def test_module_registers_every_room_that_has_bindings():
    module = (ROOT / "bindings" / "module.cpp").read_text()
    registered = set(re.findall(r"register_(\w+)\(module\)", module))
    written = {path.stem.removeprefix("register_") for path in BINDING_FILES if path.match("register_*.cpp")}
    assert registered == written


def test_every_module_of_the_core_has_stubs_and_tests():
    package = ROOT / "bindings" / "crossdock_core"
    assert (package / "py.typed").is_file()
    tests = " ".join(path.read_text() for path in files(ROOT / "tests" / "bindings", ".py"))
    for module in files(package, ".py"):
        if module.stem == "errors":
            continue  # Written in Python with its own annotations.
        assert module.with_suffix(".pyi").is_file(), f"{module} has no stub"
        # The areas of a package are used through the package.
        name = module.relative_to(package).parts[0].removesuffix(".py")
        if name != "__init__":
            assert re.search(rf"crossdock_core(\.{name}\b| import .*\b{name}\b)", tests), module


def test_thin_python_of_the_core_knows_no_odoo():
    for path in files(ROOT / "bindings" / "crossdock_core", ".py", ".pyi"):
        assert not [name for name in imported_modules(path) if name.split(".")[0] == "odoo"], path


@pytest.mark.parametrize("folder", ADDON_ALLOWED)
def test_imports_of_the_addon_run_one_way(folder):
    prefix = f"odoo_addon.{ADDON.name}."
    for path in files(ADDON / folder, ".py"):
        for name in imported_modules(path):
            inner = name.replace(f"odoo.addons.{ADDON.name}.", prefix)
            if inner.startswith(prefix):
                other = inner.removeprefix(prefix).split(".")[0]
                assert other not in ADDON_ALLOWED or other in ADDON_ALLOWED[folder], f"{path} imports {name}"


@pytest.mark.parametrize("path", [path for path in files(ADDON, ".py") if "tests" not in path.parts], **RELATIVE)
def test_addon_sends_through_the_core_alone(path):
    others = {"requests", "httpx", "aiohttp", "urllib3", "urllib.request", "http.client", "pycurl"}
    assert not imported_modules(path) & others


@pytest.mark.parametrize("path", [path for path in files(ADDON, ".py") if "tests" not in path.parts], **RELATIVE)
def test_addon_commits_in_one_place(path):
    commits = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]
    assert not commits or path == ADDON / "engine" / "transactions.py", f"commits in lines {commits}"


def test_simulators_know_nothing_of_the_product():
    for path in files(ROOT / "tests" / "simulators", ".py"):
        for name in imported_modules(path):
            assert name.split(".")[0] not in {"crossdock_core", "odoo", "odoo_addon"}, f"{path} imports {name}"


def test_versions_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    cmake = re.search(r"project\(crossdock VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text())
    manifest = ast.literal_eval((ADDON / "__manifest__.py").read_text())
    assert cmake is not None and cmake[1] == project["version"]
    assert manifest["version"] == f"19.0.{project['version']}"


def test_installed_core_is_this_one():
    import crossdock_core

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert crossdock_core.__version__ == project["version"]


WRITTEN = [path for path in own_files() if path.suffix in {".py", ".pyi", ".h", ".cc", ".cpp", ".sh", ".js", ".cmake"}]


def test_no_file_is_longer_than_a_file_should_be():
    lines = {str(path.relative_to(ROOT)): path.read_text().count("\n") for path in WRITTEN}
    assert {name: count for name, count in lines.items() if count > LINES_MAX} == {}


def test_no_line_is_left_unfinished():
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    own = ROOT / "tests" / "codebase"
    unfinished = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in WRITTEN
        if not path.is_relative_to(own)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if marks.search(line)
    ]
    assert unfinished == []
