"""From a canonical order to the values that Odoo's ``sale.order`` is created with."""

from ._core.sales import Lack, SaleMapping, expected_total

__all__ = ["Lack", "SaleMapping", "expected_total"]
