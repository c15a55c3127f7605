"""The environment for the shell: `python -m tools.environment COMMAND`; ./dev calls it."""

import argparse
import os
import subprocess
import sys

from tools.environment import cluster, database, server
from tools.environment.paths import SetupError, service_account, service_environment


def _become_service_user() -> None:
    if os.geteuid() == 0:
        account = service_account()
        os.setgroups([])
        os.setgid(account.pw_gid)
        os.setuid(account.pw_uid)


def odoo(arguments: list[str]) -> int:
    """Becomes Odoo with the caller's terminal, so that Ctrl-C and a shell work as usual."""
    command = server.odoo_command(arguments, server.write_configuration("command"))
    environment = server.odoo_environment() | {"TERM": os.environ.get("TERM", "dumb")}
    os.chdir(server.CACHE)
    _become_service_user()
    os.execve(command[0], command, environment)


def psql(arguments: list[str]) -> int:
    """Runs psql against the project's PostgreSQL."""
    where = cluster.start_cluster()
    environment = service_environment() | where.environment() | {"TERM": os.environ.get("TERM", "dumb")}
    return subprocess.run(["psql", *arguments], env=environment, check=False).returncode


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.environment", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("start", help="start PostgreSQL and say where it is")
    commands.add_parser("stop", help="stop PostgreSQL")
    commands.add_parser("status", help='print "prepared" when the plain Odoo database stands')
    commands.add_parser("base", help="prepare the plain Odoo database")
    commands.add_parser("template", help="prepare the database with Crossdock, which others are copied from")
    copy = commands.add_parser("copy", help="make a database as a copy of the template")
    copy.add_argument("name")
    copy.add_argument("--source", help="another database to copy from, e.g. crossdock_base")
    commands.add_parser("drop", help="drop a database and its filestore").add_argument("name")
    for passed_on in ("odoo", "psql"):
        commands.add_parser(passed_on, add_help=False, help=f"run {passed_on} with the arguments that follow")
    options, rest = parser.parse_known_args(arguments[:1] if arguments[:1] in (["odoo"], ["psql"]) else arguments)
    if rest:
        parser.error(f"unknown arguments: {' '.join(rest)}")
    match options.command:
        case "start":
            for name, value in cluster.start_cluster().environment().items():
                print(f"{name}={value}")
        case "stop":
            print("stopped" if cluster.stop_cluster() else "nothing was running")
        case "status":
            print("prepared" if database.base_is_prepared() else "missing")
        case "base":
            database.base_database()
        case "template":
            database.template_database()
        case "copy":
            print(database.copy_database(options.name, source=options.source))
        case "drop":
            database.drop_database(options.name)
        case "odoo":
            return odoo(arguments[1:])
        case "psql":
            return psql(arguments[1:])
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as error:
        sys.exit(f"error: {error}")
