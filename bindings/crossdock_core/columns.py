"""PostgreSQL's binary COPY to columns and back: large sets that stay in C++ until single rows are asked for."""

from ._core.columns import (
    CopyDecoder,
    CopyFile,
    ItemMap,
    LevelColumns,
    SalePolicies,
    StockRows,
    Table,
    read_items_copy,
    read_levels_copy,
    read_policies_copy,
    read_stock_copy,
    read_table_copy,
    write_table_copy,
)

__all__ = [
    "CopyDecoder",
    "CopyFile",
    "ItemMap",
    "LevelColumns",
    "SalePolicies",
    "StockRows",
    "Table",
    "read_items_copy",
    "read_levels_copy",
    "read_policies_copy",
    "read_stock_copy",
    "read_table_copy",
    "write_table_copy",
]
