"""What other end-to-end tests stand on: copies are databases of their own, servers run unprivileged."""

import os
import urllib.request

import psutil
import pytest

from tools.environment import SetupError, odoo_shell, query
from tools.environment.database import TEMPLATE
from tools.environment.paths import SERVICE_USER

STORED_ASSETS = "SELECT count(*) FROM ir_attachment WHERE url LIKE '/web/assets/%' AND store_fname IS NOT NULL"


@pytest.fixture(scope="module")
def server(odoo_server):
    return odoo_server()


def test_each_copy_has_a_uuid_and_a_secret_of_its_own(database):
    statement = "SELECT value FROM ir_config_parameter WHERE key IN ('database.uuid', 'database.secret') ORDER BY key"
    first, second = (query(database(), statement) for _copy in range(2))
    assert len(first) == len(second) == 2
    assert not set(first) & set(second)


def test_nobody_can_connect_to_the_template_so_that_it_can_always_be_copied(template_database):
    rows = query("postgres", "SELECT datallowconn, datistemplate FROM pg_database WHERE datname = %s", (TEMPLATE,))
    assert rows == [(False, True)]


def test_the_copy_brings_its_filestore_so_that_the_login_page_has_its_assets(server):
    assert query(server.database, STORED_ASSETS)[0][0] > 0
    with urllib.request.urlopen(f"{server.url}/web/login", timeout=60) as page:
        text = page.read().decode()
    links = [part.split('"')[0] for part in text.split('"/web/assets/')[1:]]
    assert links
    for link in links:
        with urllib.request.urlopen(f"{server.url}/web/assets/{link}", timeout=60) as asset:
            assert asset.status == 200
            assert len(asset.read()) > 1000


def test_the_company_has_a_chart_of_accounts_with_taxes_and_a_warehouse(server):
    rows = query(server.database, "SELECT DISTINCT type_tax_use FROM account_tax WHERE active ORDER BY 1")
    assert rows == [("purchase",), ("sale",)]
    assert query(server.database, "SELECT count(*) FROM stock_warehouse")[0][0] == 1


def test_odoo_runs_as_the_unprivileged_user_in_prefork_with_three_cron_workers(server):
    pids = [server.process.pid, *server.child_pids()]
    assert len(pids) == 1 + 2 + 1 + 3  # The master, two HTTP workers, long polling and the cron workers.
    assert {psutil.Process(pid).username() for pid in pids} == {SERVICE_USER}
    assert SERVICE_USER != "root" or os.geteuid() != 0


def test_a_killed_server_leaves_no_process_behind(odoo_server):
    server = odoo_server(workers=2, cron_threads=1)
    pids = server.child_pids()
    assert pids
    server.kill()
    alive = [pid for pid in pids if psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie"]
    assert alive == []


def test_a_script_that_raises_in_the_shell_is_an_error(server):
    with pytest.raises(SetupError, match="ZeroDivisionError"):
        odoo_shell(server.database, "1 / 0")
