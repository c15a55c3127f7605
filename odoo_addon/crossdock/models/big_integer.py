"""A field for the 64-bit ids of remote systems (Odoo's Integer has 32 bits)."""

from odoo import fields


class BigInteger(fields.Integer):
    """An int8 column; never aggregated, because it holds ids and counts, not amounts."""

    _column_type = ("int8", "int8")
    aggregator = None
