# Runs in the shell of the template database, with Odoo's `env` in scope, after Crossdock was installed.
assert env["ir.module.module"]._get("crossdock").state == "installed", "Crossdock is not installed"
# Scripts and styles of the pages that every visitor sees, so that not every copy has to compile them anew.
for bundle in ("web.assets_web", "web.assets_frontend", "web.assets_frontend_minimal"):
    env["ir.qweb"]._get_asset_bundle(bundle, css=True, js=True).css()
    env["ir.qweb"]._get_asset_bundle(bundle, css=True, js=True).js()
env.cr.commit()
