"""The project's own PostgreSQL cluster, reached over a Unix socket that only its owner and root may enter.

With `PGHOST` set nothing is made: that server is used, with PGPORT, PGUSER and PGPASSWORD. Its user must be
allowed to create databases.
"""

import hashlib
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
import psycopg2.extensions
from psycopg2.sql import Composed

from tools.environment.locks import exclusive
from tools.environment.paths import CACHE, LOGS, SERVICE_USER, SetupError, service_environment, service_folder
from tools.environment.paths import service_popen_arguments as as_service

POSTGRES = CACHE / "postgres"
DATA = POSTGRES / "data"
PORT = 5432  # Names the socket file only: the cluster listens on no network address, so no port can be taken.
SOCKET_PATH_BYTES_MAX = 107
START_SECONDS_MAX = 60

# A real cluster as to durability (fsync and synchronous_commit stay on), sized for a small machine.
SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "shared_buffers": "256MB",
    "max_connections": "100",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "effective_io_concurrency": "100",
    "log_line_prefix": "'%m [%p] %d '",
    "log_lock_waits": "on",
}


@dataclass(frozen=True)
class Address:
    """How to reach PostgreSQL. `own` says whether the cluster is the project's."""

    host: str
    port: int
    user: str
    password: str | None
    own: bool

    def environment(self) -> dict[str, str]:
        """The variables by which libpq's programs and Odoo find this server."""
        variables = {"PGHOST": self.host, "PGPORT": str(self.port), "PGUSER": self.user}
        return variables | ({"PGPASSWORD": self.password} if self.password else {})


def socket_folder() -> Path:
    """Beside the data, or below /tmp where the path would be longer than a Unix socket's address may be."""
    beside = POSTGRES / "socket"
    if len(os.fsencode(beside / f".s.PGSQL.{PORT}")) <= SOCKET_PATH_BYTES_MAX:
        return beside
    return Path("/tmp") / f"crossdock-{hashlib.sha256(os.fsencode(CACHE)).hexdigest()[:12]}"


def address() -> Address:
    """Where PostgreSQL is, without starting it."""
    if host := os.environ.get("PGHOST"):
        user = os.environ.get("PGUSER") or SERVICE_USER
        port = int(os.environ.get("PGPORT") or 5432)
        return Address(host, port, user, os.environ.get("PGPASSWORD"), own=False)
    return Address(str(socket_folder()), PORT, "crossdock", None, own=True)


def binaries() -> Path:
    """The folder of the newest PostgreSQL server programs on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: float(path.parts[-3]))
    if not found:
        raise SetupError("no PostgreSQL server programs below /usr/lib/postgresql; run ./dev setup first")
    return found[-1].parent


def _run(*command: str | Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=service_environment(),
        check=False,
        **as_service(),
    )


def is_running() -> bool:
    """Whether the project's own cluster answers."""
    if not (DATA / "postmaster.pid").exists():
        return False
    return _run(binaries() / "pg_isready", "-q", "-h", socket_folder(), "-p", str(PORT)).returncode == 0


def _initialise() -> None:
    service_folder(DATA, 0o700)
    options = (
        "--auth-local=trust",
        "--auth-host=reject",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-instructions",
    )
    made = _run(binaries() / "initdb", "-D", DATA, "-U", "crossdock", *options)
    if made.returncode:
        raise SetupError(f"initdb failed:\n{made.stdout}")
    with (DATA / "postgresql.auto.conf").open("a") as configuration:
        configuration.writelines(f"{name} = {value}\n" for name, value in SETTINGS.items())


def start_cluster() -> Address:
    """Makes the cluster where it is missing, starts it where it stands still, and says where it is. Safe to
    repeat."""
    where = address()
    if not where.own or is_running():
        return where
    with exclusive("postgres"):
        if is_running():
            return where
        service_folder(POSTGRES)
        if not (DATA / "PG_VERSION").exists():
            _initialise()
        service_folder(socket_folder(), 0o700)
        log = service_folder(LOGS / "postgres") / "server.log"
        options = f"-c unix_socket_directories='{socket_folder()}' -c port={PORT}"
        started = _run(
            binaries() / "pg_ctl",
            "-D",
            DATA,
            "-l",
            log,
            "-w",
            "-t",
            str(START_SECONDS_MAX),
            "-o",
            options,
            "start",
        )
        if started.returncode:
            raise SetupError(f"PostgreSQL does not start; its log is {log}:\n{started.stdout}")
    return where


def stop_cluster() -> bool:
    """Stops the project's own cluster; says whether there was one to stop."""
    with exclusive("postgres"):
        if not address().own or not is_running():
            return False
        return _run(binaries() / "pg_ctl", "-D", DATA, "-m", "fast", "-w", "stop").returncode == 0


def connect(database: str, *, autocommit: bool = True) -> psycopg2.extensions.connection:
    """A psycopg2 connection to a database of the cluster, which is started first."""
    where = start_cluster()
    connection = psycopg2.connect(
        host=where.host, port=where.port, user=where.user, password=where.password, dbname=database
    )
    connection.autocommit = autocommit
    return connection


def query(database: str, statement: str | Composed, parameters: tuple | dict | None = None) -> list[tuple[Any, ...]]:
    """Runs one statement in a transaction of its own and gives its rows (none for a statement without
    rows)."""
    connection = connect(database)
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()
