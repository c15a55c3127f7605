"""Odoo of this checkout: one-off commands, shells and servers, always as the unprivileged user."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import psutil
from cryptography.fernet import Fernet

from tools.environment.cluster import start_cluster
from tools.environment.locks import exclusive
from tools.environment.paths import (
    CACHE,
    LOGS,
    PYTHON,
    ROOT,
    RUN,
    SetupError,
    odoo_launcher,
    odoo_library,
    service_account,
    service_can_read,
    service_environment,
    service_folder,
    service_popen_arguments,
)

READY_SECONDS_MAX = 180
STOP_SECONDS_MAX = 30
KILL_SECONDS_MAX = 10
LOG_TAIL_LINES = 60
COMPLAINT = re.compile(r" (WARNING|ERROR|CRITICAL) | crossdock\.engine\.")


def _write_for_service(path: Path, content: str) -> None:
    """Writes a file that the unprivileged user alone (and root) can read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        if os.geteuid() == 0:
            account = service_account()
            os.fchown(descriptor, account.pw_uid, account.pw_gid)
        handle.write(content)


def credentials_key() -> str:
    """The key by which Crossdock encrypts credentials here: of CROSSDOCK_KEY, else made once and kept."""
    if given := os.environ.get("CROSSDOCK_KEY"):
        return given
    path = CACHE / "crossdock.key"
    with exclusive("key"):
        if not path.exists():
            _write_for_service(path, Fernet.generate_key().decode())
        return path.read_text().strip()


def readable_addons(folder: Path) -> Path:
    """The folder of addons, or a fresh copy of it where the unprivileged user cannot read the checkout."""
    if not folder.is_relative_to(ROOT) or service_can_read(folder):
        return folder
    copy = CACHE / "addons" / folder.relative_to(ROOT)
    with exclusive("addons"):
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("__pycache__"))
        subprocess.run(["chmod", "-R", "a+rX", CACHE / "addons"], check=True)
    return copy


def addons_path() -> list[Path]:
    """The folders of addons: the checkout's, then Odoo's."""
    library = odoo_library()
    folders = (ROOT / "odoo_addon", library / "addons", library / "odoo" / "addons")
    return [folder for folder in folders if folder.is_dir()]


def odoo_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of every Odoo process."""
    mine = {"PYTHONPATH": str(odoo_library()), "CROSSDOCK_KEY": credentials_key()}
    return service_environment() | mine | dict(extra or {})


def write_configuration(name: str, options: Mapping[str, object] | None = None) -> Path:
    """Writes Odoo's configuration file `name` for this cluster and these addons; `options` win over the
    defaults."""
    where = start_cluster()
    settings: dict[str, object] = {
        "addons_path": ",".join(map(str, addons_path())),
        "data_dir": service_folder(CACHE / "data", 0o700),
        "db_host": where.host,
        "db_port": where.port,
        "db_user": where.user,
        "http_interface": "127.0.0.1",
        "list_db": False,
        "with_demo": False,
    }
    if where.password:
        settings["db_password"] = where.password
    settings |= dict(options or {})
    addons = [readable_addons(Path(folder)) for folder in str(settings["addons_path"]).split(",")]
    settings["addons_path"] = ",".join(map(str, addons))
    path = service_folder(RUN) / f"{name}.conf"
    lines = [f"{key} = {value}\n" for key, value in settings.items()]
    _write_for_service(path, "[options]\n" + "".join(lines))
    return path


def odoo_command(arguments: list[str], configuration: Path) -> list[str]:
    """The command line of Odoo with this configuration. A leading word without a dash is a subcommand, as in
    Odoo."""
    subcommand = [] if not arguments or arguments[0].startswith("-") else [arguments[0]]
    rest = arguments[len(subcommand) :]
    return [str(PYTHON), str(odoo_launcher()), *subcommand, "-c", str(configuration), *rest]


def run_odoo(*arguments: str, stdin: str | None = None, env: Mapping[str, str] | None = None) -> str:
    """Runs Odoo's command line to its end and gives everything that it printed; SetupError when it fails."""
    completed = subprocess.run(
        odoo_command(list(arguments), write_configuration("command")),
        input=stdin or "",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env=odoo_environment(env),
        **service_popen_arguments(),
    )
    if completed.returncode:
        raise SetupError(f"odoo {' '.join(arguments)} failed ({completed.returncode}):\n{completed.stdout[-8000:]}")
    return completed.stdout


def odoo_shell(database: str, script: str, *, env: Mapping[str, str] | None = None) -> str:
    """Runs Python in an Odoo shell, with `env` in scope; gives what it printed; SetupError when it raises.

    The script commits by itself (`env.cr.commit()`).
    """
    # Odoo's shell goes on after an exception and exits with 0, so the script has to end by saying that it
    # came so far.
    marker = "crossdock-shell-script-completed"
    output = run_odoo("shell", "-d", database, "--no-http", stdin=f"{script}\nprint({marker!r})\n", env=env)
    if marker not in output:
        raise SetupError(f"the script did not end in the shell of {database}:\n{output[-8000:]}")
    return output.replace(f"{marker}\n", "")


def free_port() -> int:
    """A TCP port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class OdooServer:
    """A running Odoo for one database. Use it with `with`, or call `stop()`.

    `url` is its address, `log` the file that it writes to, `process` the master process.
    """

    def __init__(self, database: str, port: int, log: Path, process: subprocess.Popen) -> None:
        self.database = database
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.log = log
        self.process = process

    def __enter__(self) -> "OdooServer":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    @property
    def alive(self) -> bool:
        """Whether the master process still runs."""
        return self.process.poll() is None

    def wait_until_ready(self, seconds_max: float = READY_SECONDS_MAX) -> None:
        """Returns once the server answers; SetupError with the end of its log when it dies or takes too
        long."""
        until = time.monotonic() + seconds_max
        while time.monotonic() < until:
            if not self.alive:
                raise SetupError(f"Odoo ended with {self.process.returncode}:\n{self.log_tail()}")
            try:
                with urllib.request.urlopen(f"{self.url}/web/health", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise SetupError(f"Odoo did not answer within {seconds_max:.0f} s:\n{self.log_tail()}")

    def log_tail(self, lines: int = LOG_TAIL_LINES) -> str:
        """The last lines of the server's log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def complaints(self, lines: int = LOG_TAIL_LINES) -> list[str]:
        """The last warnings and errors that the server wrote, and when the addon said that work waits."""
        written = self.log.read_text(errors="replace").splitlines()
        return [line for line in written if COMPLAINT.search(line)][-lines:]

    def child_pids(self) -> list[int]:
        """The process ids of the workers (HTTP, cron and long polling), in the order of their starts."""
        return [child.pid for child in self._children()]

    def _children(self) -> list[psutil.Process]:
        try:
            children = psutil.Process(self.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []
        return sorted(children, key=lambda child: child.create_time())

    def stop(self, seconds_max: float = STOP_SECONDS_MAX) -> None:
        """Ends the server as its administrator would, and by force when it does not follow. Safe to
        repeat."""
        if self.alive:
            self.process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds_max)
        self.kill()

    def kill(self) -> None:
        """SIGKILL to every process of the server at once, as when the power fails. Safe to repeat.

        Returns when all are gone, so that their locks and connections are on their way out.
        """
        children = self._children()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        psutil.wait_procs(children, timeout=KILL_SECONDS_MAX)


def start_odoo(
    database: str,
    *,
    workers: int = 2,
    cron_threads: int = 3,
    port: int | None = None,
    extra_conf: Mapping[str, object] | None = None,
    env: Mapping[str, str] | None = None,
    wait: bool = True,
) -> OdooServer:
    """Starts Odoo for one database and returns when it answers (with `wait=False` at once).

    `workers=0` is the threaded server. `extra_conf` goes to the configuration file, `env` to the environment.
    """
    port = port or free_port()
    options = {
        "db_name": database,
        "dbfilter": f"^{database}$",
        "http_port": port,
        "gevent_port": free_port(),
        "workers": workers,
        "max_cron_threads": cron_threads,
    }
    configuration = write_configuration(f"odoo-{database}-{port}", options | dict(extra_conf or {}))
    log = service_folder(LOGS / "odoo") / f"{database}-{port}.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            odoo_command([], configuration),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=odoo_environment(env),
            **service_popen_arguments(),
        )
    server = OdooServer(database, port, log, process)
    if wait:
        try:
            server.wait_until_ready()
        except BaseException:
            server.kill()
            raise
    return server
