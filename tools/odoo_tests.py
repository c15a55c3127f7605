"""Runs the addon's own tests in Odoo's test runner, then shows that it updates and uninstalls cleanly.

    python -m tools.odoo_tests [--tags /crossdock] [--beside sale_mrp] [--seconds 1800] [--keep]

The addon is installed into a copy of the plain Odoo database, so that the installation itself is tried each
time. All of its tests run as two parts side by side, each in a database of its own. Odoo's exit code is not
enough: tests that were skipped for want of a browser and errors that were only logged fail here too.
"""

import argparse
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from tools.environment import copy_database, drop_database, odoo_shell, query
from tools.environment.database import BASE
from tools.environment.paths import CACHE, LOGS, ROOT, service_folder, service_popen_arguments
from tools.environment.server import free_port, odoo_command, odoo_environment, write_configuration

DATABASE = "crossdock_odoo_test"
ADDON = "crossdock"
ALL = f"/{ADDON}"
RUN_SECONDS_MAX = 1800
# Classes of tests that together take about as long as all others; a second Odoo runs them.
LONG = ("TestOrderTable", "TestRandomOrders", "TestRestockPrepared", "TestRestockReceived")

LOG_LINE = re.compile(r"^\S+ \S+ \d+ (?P<level>[A-Z]+) \S+ (?P<logger>[\w.]+): (?P<message>.*)$")
RESULT = re.compile(r"(?P<failed>\d+) failed, (?P<errors>\d+) error\(s\) of (?P<run>\d+) tests")
TOUR_SUCCEEDED = re.compile(r"\b(tour succeeded|test successful)\b")

UNINSTALL = """
module = env["ir.module.module"]._get("crossdock")
module.button_immediate_uninstall()
"""
# What an uninstalled addon may not leave behind.
LEFTOVERS = {
    "tables": "SELECT tablename FROM pg_tables WHERE tablename LIKE 'crossdock%%'",
    "columns": "SELECT table_name || '.' || column_name FROM information_schema.columns"
    " WHERE table_schema = 'public' AND column_name LIKE 'crossdock%%'",
    "crons": "SELECT cron_name FROM ir_cron WHERE cron_name ILIKE '%%crossdock%%'",
    "external ids": "SELECT name FROM ir_model_data WHERE module = 'crossdock'",
    "triggers": "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'crossdock%%'",
    "functions": "SELECT proname FROM pg_proc WHERE proname LIKE 'crossdock%%'",
}


class Log:
    """What a run of Odoo said: counts of tests, and the lines that a clean run does not have."""

    def __init__(self) -> None:
        self.run = self.failed = self.tours = 0
        self.skipped: list[str] = []
        self.problems: list[str] = []
        self._in_problem = False

    def take(self, line: str) -> str | None:
        """Reads one line; gives what a person who watches should see of it."""
        match = LOG_LINE.match(line)
        if not match:
            # What follows a line of the log without a head of its own is its traceback.
            return line if self._in_problem else None
        self._in_problem = match["level"] in ("ERROR", "CRITICAL")
        message = match["message"]
        if result := RESULT.search(message):
            self.run += int(result["run"])
            self.failed += int(result["failed"]) + int(result["errors"])
            return None
        if self._in_problem:
            self.problems.append(line)
            return line
        if message.startswith("skipped "):
            self.skipped.append(message)
        elif message.startswith("Starting Test"):
            return f"  {message.removeprefix('Starting ').removesuffix(' ... ')}"
        elif TOUR_SUCCEEDED.search(message):
            self.tours += 1
        return None


def run(arguments: list[str], log: Log, *, name: str, seconds_max: float = RUN_SECONDS_MAX) -> int:
    """Runs Odoo to its end, shows which test it is at, and gives its exit code. The whole log is kept."""
    ports = {"http_port": free_port(), "gevent_port": free_port(), "max_cron_threads": 0}
    ports["screenshots"] = service_folder(CACHE / "screenshots")
    configuration = write_configuration(f"odoo-tests-{name}", ports)
    path = LOGS / f"odoo-tests-{name}.log"
    process = subprocess.Popen(
        odoo_command(arguments, configuration),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=odoo_environment(),
        **service_popen_arguments(),
    )
    until = time.monotonic() + seconds_max
    assert process.stdout is not None
    with path.open("w") as kept:
        for line in process.stdout:
            kept.write(line)
            if shown := log.take(line.rstrip("\n")):
                print(shown, flush=True)
            if time.monotonic() > until:
                process.kill()
                log.problems.append(f"Odoo took longer than {seconds_max:.0f} s")
    return process.wait()


def browser_tests_exist() -> bool:
    """Whether the addon has tests that drive a browser."""
    tests = (ROOT / "odoo_addon" / ADDON / "tests").glob("test_*.py")
    return any(re.search(r"\b(start_tour|browser_js)\(", path.read_text()) for path in tests)


def parts_of(tags: str) -> dict[str, str]:
    """The tags of each run, by the name of its database."""
    if tags != ALL:
        return {DATABASE: tags}
    others = ",".join([ALL, *(f"-{ALL}:{name}" for name in LONG)])
    return {DATABASE: others, f"{DATABASE}_long": ",".join(f"{ALL}:{name}" for name in LONG)}


def check_part(database: str, tags: str, beside: list[str], seconds_max: float) -> tuple[Log, list[str]]:
    """Installs the addon with these tests; gives what ran and the complaints."""
    log = Log()
    arguments = ["-d", database, "-i", ",".join([ADDON, *beside]), "--test-tags", tags, "--stop-after-init"]
    status = run(arguments, log, name=database.removeprefix("crossdock_"), seconds_max=seconds_max)
    complaints = list(log.problems)
    if status:
        complaints.append(f"Odoo's exit code is {status}")
    if log.failed:
        complaints.append(f"{log.failed} of {log.run} tests failed")
    if not log.run:
        complaints.append("no test ran")
    return log, complaints + log.skipped


def check_tests(tags: str, beside: list[str], seconds_max: float) -> tuple[Log, list[str]]:
    """Runs the tests, all of them in two parts at once; gives what ran and the complaints."""
    parts = parts_of(tags)
    for database in parts:
        copy_database(database, source=BASE)
    with ThreadPoolExecutor(len(parts)) as pool:
        done = list(pool.map(lambda part: check_part(*part, beside, seconds_max), parts.items()))
    log = Log()
    for one, _complaints in done:
        log.run, log.failed, log.tours = log.run + one.run, log.failed + one.failed, log.tours + one.tours
    complaints = [complaint for _log, told in done for complaint in told]
    if tags == ALL and browser_tests_exist() and not log.tours:
        complaints.append("there are browser tests, but no browser reported success")
    return log, complaints


def check_update() -> list[str]:
    """Updates the installed addon; a clean update logs no error and no warning of the addon's."""
    log = Log()
    status = run(["-d", DATABASE, "-u", ADDON, "--stop-after-init", "--no-http"], log, name="update")
    return [*log.problems, *([f"the update's exit code is {status}"] if status else [])]


def check_uninstall() -> list[str]:
    """Uninstalls the addon; gives what it leaves behind."""
    odoo_shell(DATABASE, UNINSTALL)
    state = query(DATABASE, "SELECT state FROM ir_module_module WHERE name = %s", (ADDON,))
    complaints = [] if state == [("uninstalled",)] else [f"after uninstalling, the addon is {state}"]
    for kind, statement in LEFTOVERS.items():
        if left := sorted(row[0] for row in query(DATABASE, statement, ())):
            complaints.append(f"uninstalling left {len(left)} {kind}: {', '.join(left[:20])}")
    return complaints


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tags", default=ALL, help="which tests, as Odoo's --test-tags")
    parser.add_argument(
        "--beside", nargs="*", default=[], help="addons of Odoo to install as well; the rest is left out"
    )
    parser.add_argument("--seconds", type=float, default=RUN_SECONDS_MAX, help="after how long the tests are given up")
    parser.add_argument("--keep", action="store_true", help="keep the database for a look")
    options = parser.parse_args()
    started = time.monotonic()
    log, complaints = check_tests(options.tags, options.beside, options.seconds)
    for title, check in () if options.beside else (("update", check_update), ("uninstall", check_uninstall)):
        print(f"  {title}", flush=True)
        complaints += check()
    for database in () if options.keep else parts_of(options.tags):
        drop_database(database)
    for complaint in complaints:
        print(f"  problem: {complaint}")
    print(
        f"Odoo's runner: {log.run} tests, {log.tours} browser runs, {len(complaints)} problems"
        f" in {time.monotonic() - started:.0f} s; logs in {LOGS}/odoo-tests-*.log"
    )
    print(f"{log.run - log.failed} passed, {log.failed or bool(complaints):d} failed", flush=True)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
