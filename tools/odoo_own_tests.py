"""Runs Odoo's own tests of other addons with Crossdock installed; those that fail are run without it, too.

    python -m tools.odoo_own_tests [sale sale_stock stock account]

What fails with Crossdock and passes without it is a failure. Tests run in a registry that is loaded whole, whatever
moment of an installation they are meant for, so some of Odoo's fail by themselves; they are counted. Those that drive
a browser are left out.
"""

import argparse
import json
import sys
import time

from tools.environment import copy_database, drop_database, odoo_shell
from tools.environment.database import BASE, TEMPLATE

DATABASE = "crossdock_own_tests"
MODULES = ["sale", "sale_stock", "stock", "account"]
MARKER = "OWN TESTS "

# Runs in Odoo's shell, behind the lines that set `modules` and `only`, the ids of tests or None for all.
SCRIPT = """
import json, logging
from odoo.modules import module
from odoo.tests.common import HttpCase
from odoo.tests.loader import make_suite
from odoo.tests.result import OdooTestResult
from odoo.tests.suite import OdooSuite
from odoo.tools import config

class Result(OdooTestResult):
    failed = set()

    def addError(self, test, err):
        self.failed.add(test.id())
        super().addError(test, err)

    def addFailure(self, test, err):
        self.failed.add(test.id())
        super().addFailure(test, err)

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.failed.add(test.id())
        super().addSubTest(test, subtest, err)

env.cr.rollback()
config["test_enable"] = True
config["test_tags"] = ",".join("/" + name for name in modules)
tests = [
    test
    for position in ("at_install", "post_install")
    for test in make_suite(modules, position)
    if not isinstance(test, HttpCase) and (only is None or test.id() in only)
]
module.current_test = True
result = Result()
OdooSuite(tests)(result)
module.current_test = False
print("OWN TESTS " + json.dumps({"run": result.testsRun, "failed": sorted(result.failed)}))
"""


def run(source: str, modules: list[str], only: list[str] | None) -> dict:
    """Run the tests in a copy of a database: {"run": how many, "failed": ids}. `only`: ids of tests, or all."""
    copy_database(DATABASE, source=source)
    try:
        output = odoo_shell(DATABASE, f"modules, only = {modules!r}, {only!r}\n{SCRIPT}")
    finally:
        drop_database(DATABASE)
    [line] = [line for line in output.splitlines() if line.startswith(MARKER)]
    return json.loads(line.removeprefix(MARKER))


def classes(failed: list[str]) -> list[str]:
    """Ids of single tests only: a class that could not be set up names none, so all of its tests are asked for."""
    return [one for one in failed if not one.startswith("setUpClass")]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", help=f"whose tests; {' '.join(MODULES)} unless named")
    modules = parser.parse_args().modules or MODULES
    started = time.monotonic()
    ours = run(TEMPLATE, modules, None)
    print(f"  with Crossdock: {len(ours['failed'])} of {ours['run']} fail", flush=True)
    only = classes(ours["failed"]) if len(classes(ours["failed"])) == len(ours["failed"]) else None
    bare = run(BASE, modules, only) if ours["failed"] else {"run": 0, "failed": []}
    broken = sorted(set(ours["failed"]) - set(bare["failed"]))
    for one in broken:
        print(f"  fails with Crossdock alone: {one}")
    print(
        f"Odoo's own tests of {', '.join(modules)}: {ours['run']} tests, {len(broken)} fail because of Crossdock,"
        f" {len(ours['failed']) - len(broken)} fail without it, too; {time.monotonic() - started:.0f} s"
    )
    return 1 if broken or not ours["run"] else 0


if __name__ == "__main__":
    sys.exit(main())
