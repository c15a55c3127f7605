"""From a canonical order to the values that Odoo's ``sale.order`` and its partners are created with."""

from ._core.sales import Lack, PartnerMapping, SaleMapping, expected_total

__all__ = ["Lack", "PartnerMapping", "SaleMapping", "expected_total"]
