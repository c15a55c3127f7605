"""Odoo databases: a prepared template that is built once for each state of the addons, and copies of it in a
second.

`crossdock_base` is plain Odoo (sales, inventory, accounting, a chart of accounts, no demo data);
`crossdock_template` is that with Crossdock installed. Each carries the hash of what it was made from as its
comment.
"""

import hashlib
import secrets
import shutil
import subprocess
import uuid
from pathlib import Path

from psycopg2 import sql

from tools.environment.cluster import connect, query
from tools.environment.locks import exclusive
from tools.environment.paths import CACHE, ROOT, odoo_library, service_folder, service_popen_arguments
from tools.environment.server import odoo_shell, run_odoo

BASE = "crossdock_base"
TEMPLATE = "crossdock_template"
MAINTENANCE = "postgres"  # The database one connects to in order to create and drop others.
BASE_MODULES = "sale_management,stock,account"
PREPARE_BASE = Path(__file__).with_name("prepare_base.py")
PREPARE_TEMPLATE = Path(__file__).with_name("prepare_template.py")
IGNORED_PARTS = {"__pycache__", "node_modules"}


def _hash_of(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _hash_of_tree(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not IGNORED_PARTS & set(path.parts))
    contents = [part for path in files for part in (str(path.relative_to(folder)).encode(), path.read_bytes())]
    return _hash_of(*contents)


def base_hash() -> str:
    """What the base database depends on: Odoo's version and what is done to it."""
    release = (odoo_library() / "odoo" / "release.py").read_bytes()
    package = CACHE / "odoo" / "VERSION"
    version = package.read_bytes() if package.exists() else b""
    return _hash_of(BASE_MODULES.encode(), str(odoo_library()).encode(), release, version, PREPARE_BASE.read_bytes())


def template_hash() -> str:
    """What the template depends on: the base and every file of the addons."""
    addons = _hash_of_tree(ROOT / "odoo_addon")
    return _hash_of(base_hash().encode(), addons.encode(), PREPARE_TEMPLATE.read_bytes())


def _administer(statement: str, **names: str) -> None:
    """Runs a statement about databases; `names` are quoted as identifiers."""
    composed = sql.SQL(statement).format(**{key: sql.Identifier(name) for key, name in names.items()})
    connection = connect(MAINTENANCE)
    try:
        with connection.cursor() as cursor:
            cursor.execute(composed)
    finally:
        connection.close()


def database_exists(name: str) -> bool:
    """Whether the cluster has a database of this name."""
    return bool(query(MAINTENANCE, "SELECT 1 FROM pg_database WHERE datname = %s", (name,)))


def _made_from(name: str) -> str | None:
    """The hash that a prepared database was made from, if it exists and was finished."""
    statement = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    rows = query(MAINTENANCE, statement, (name,))
    return rows[0][0] if rows else None


def filestore(name: str) -> Path:
    """The folder of a database's attachments."""
    return CACHE / "data" / "filestore" / name


def drop_database(name: str) -> None:
    """Drops a database with its filestore, whoever is connected to it. Nothing happens where there is
    none."""
    if database_exists(name):
        _administer("ALTER DATABASE {name} IS_TEMPLATE false", name=name)
        _administer("DROP DATABASE {name} WITH (FORCE)", name=name)
    shutil.rmtree(filestore(name), ignore_errors=True)


def _clone(source: str, name: str) -> None:
    """Copies a database and its filestore. The files of a filestore never change, so hard links are
    enough."""
    drop_database(name)
    _administer("CREATE DATABASE {name} TEMPLATE {source}", name=name, source=source)
    if filestore(source).is_dir():
        service_folder(filestore(name).parent)
        subprocess.run(
            ["cp", "--archive", "--link", filestore(source), filestore(name)],
            check=True,
            **service_popen_arguments(),
        )


def _publish(work: str, name: str, made_from: str) -> None:
    """Turns a finished database into the template `name`, which nobody can connect to and so everybody can
    copy."""
    query(work, "VACUUM (ANALYZE)")
    drop_database(name)
    _administer("ALTER DATABASE {work} RENAME TO {name}", work=work, name=name)
    if filestore(work).is_dir():
        filestore(work).rename(filestore(name))
    _administer("ALTER DATABASE {name} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false", name=name)
    # Last, so that a database without the comment is one whose making was interrupted.
    comment = sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(made_from))
    query(MAINTENANCE, comment)


def base_is_prepared() -> bool:
    """Whether the plain Odoo database stands and is of this Odoo."""
    return _made_from(BASE) == base_hash()


def base_database() -> str:
    """The plain Odoo database, made first where it is missing or stale; about a minute."""
    wanted = base_hash()
    with exclusive("base-database"):
        if _made_from(BASE) != wanted:
            work = f"{BASE}_new"
            drop_database(work)
            run_odoo("-d", work, "-i", BASE_MODULES, "--stop-after-init", "--no-http")
            odoo_shell(work, PREPARE_BASE.read_text())
            _publish(work, BASE, wanted)
    return BASE


def template_database() -> str:
    """The database with Crossdock installed, made first where it is missing or stale."""
    base_database()
    wanted = template_hash()
    with exclusive("template-database"):
        if _made_from(TEMPLATE) != wanted:
            work = f"{TEMPLATE}_new"
            _clone(BASE, work)
            run_odoo("-d", work, "-i", "crossdock", "--stop-after-init", "--no-http")
            odoo_shell(work, PREPARE_TEMPLATE.read_text())
            _publish(work, TEMPLATE, wanted)
    return TEMPLATE


def copy_database(name: str, *, source: str | None = None) -> str:
    """Makes the database `name` anew, with its filestore, as a copy of the template (or of another `source`).

    As after Odoo's own "duplicate", the copy has a database uuid and a secret of its own. Gives the name.
    """
    if source is None:
        source = template_database()
    elif source == BASE:
        base_database()
    _clone(source, name)
    renewed = {"database.uuid": str(uuid.uuid4()), "database.secret": secrets.token_hex(32)}
    for key, value in renewed.items():
        query(name, "UPDATE ir_config_parameter SET value = %s WHERE key = %s", (value, key))
    return name
