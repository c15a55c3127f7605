"""What installing and uninstalling do beyond the addon's own records."""

from odoo.tools import SQL


def post_init_hook(env):
    """The workers act for every company that exists already; ``res.company`` sees to those that come."""
    env["res.company"].with_context(active_test=False).search([])._crossdock_admit_workers()


def uninstall_hook(env):
    """Odoo removes what models own; the claims' lock is a table without a model."""
    env.cr.execute(SQL("DROP TABLE IF EXISTS crossdock_claim_mutex"))
