"""Companies: the workers' user must be given each new one, or its connections would stand still."""

from odoo import Command, api, models


class ResCompany(models.Model):
    _inherit = "res.company"

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        companies._crossdock_admit_workers()
        return companies

    def _crossdock_admit_workers(self):
        """Add these companies to those of the technical user."""
        # sudo: whoever may create a company need not be able to change users.
        worker = self.env.ref("crossdock.user_technical", raise_if_not_found=False)
        if worker and self:
            worker.sudo().write({"company_ids": [Command.link(company.id) for company in self]})
