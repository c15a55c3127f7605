"""A PostgreSQL cluster, Odoo databases, Odoo servers and simulators of this checkout, for ./dev and for the
tests.

    from tools.environment import copy_database, drop_database, start_odoo

    copy_database("crossdock_example")          # a copy of the prepared template, in about a second
    with start_odoo("crossdock_example") as server:
        print(server.url, server.log)
    drop_database("crossdock_example")

`python -m tools.environment --help` has the same for the shell.
"""

from tools.environment.cluster import connect, query, start_cluster, stop_cluster
from tools.environment.database import copy_database, drop_database, template_database
from tools.environment.paths import CACHE, NPM_MODULES, ROOT, SetupError
from tools.environment.server import OdooServer, odoo_shell, run_odoo, start_odoo
from tools.environment.simulator import Simulator, start_simulator

__all__ = [
    "CACHE",
    "NPM_MODULES",
    "ROOT",
    "OdooServer",
    "SetupError",
    "Simulator",
    "connect",
    "copy_database",
    "drop_database",
    "odoo_shell",
    "query",
    "run_odoo",
    "start_cluster",
    "start_odoo",
    "start_simulator",
    "stop_cluster",
    "template_database",
]
