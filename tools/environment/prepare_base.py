# Runs in the shell of the base database, with Odoo's `env` in scope: what a company has before it connects a
# store.
from odoo.tools.misc import file_path

company = env.ref("base.main_company")
company.write({"name": "Crossdock Example Company", "country_id": env.ref("base.us").id})
if not company.chart_template:
    env["account.chart.template"].try_loading("generic_coa", company=company, install_demo=False)
for kind in ("sale", "purchase"):
    tax = env["account.tax"].search([("company_id", "=", company.id), ("type_tax_use", "=", kind)], limit=1)
    assert tax, f"the chart of accounts brought no {kind} tax"
assert env["stock.warehouse"].search([("company_id", "=", company.id)]), "the company has no warehouse"

# Debian leaves out this file of the mail addon, since its licence is unclear; the browser's complaint about
# it would fail every tour. Nothing here uses it: it blurs the background of video calls.
BLUR = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"
try:
    file_path(BLUR)
except FileNotFoundError:
    env["ir.asset"].create(
        {
            "name": "Not in Debian's package",
            "bundle": "web.assets_backend",
            "directive": "remove",
            "path": BLUR,
        }
    )
env.cr.commit()
