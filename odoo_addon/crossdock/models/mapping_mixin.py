"""What all mappings share: who maps what was missing lets go what was held for want of it."""

from odoo import api, models


class CrossdockMappingMixin(models.AbstractModel):
    _name = "crossdock.mapping.mixin"
    _description = "Crossdock: mapping"

    def _awaited(self):
        """(code, key) of what is held as long as this mapping is missing."""
        raise NotImplementedError

    @api.model_create_multi
    def create(self, vals_list):
        mappings = super().create(vals_list)
        mappings._release()
        return mappings

    def write(self, vals):
        result = super().write(vals)
        self._release()
        return result

    def _release(self):
        """What waited for these mappings goes through by itself."""
        for mapping in self:
            mapping.connection_id._release_held(*mapping._awaited())
