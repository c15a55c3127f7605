"""The floor that webhooks are measured against: an Odoo controller that inserts its body and commits, nothing else."""

import psycopg2
from odoo import http
from odoo.http import request


class FloorController(http.Controller):
    @http.route("/crossdock_bench/floor", type="http", auth="none", methods=["POST"], csrf=False, save_session=False)
    def floor(self):
        body = request.httprequest.get_data(cache=False)
        request.env.cr.execute("INSERT INTO crossdock_bench_floor (body) VALUES (%s)", (psycopg2.Binary(body),))
        return request.make_response("{}", headers=[("Content-Type", "application/json")])
