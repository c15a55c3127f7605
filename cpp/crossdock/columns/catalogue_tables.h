#pragma once

#include "crossdock/canonical/level_columns.h"
#include "crossdock/canonical/variant_columns.h"
#include "crossdock/columns/table.h"

// A store's variants and levels as tables, for a COPY or a comparison. The columns are moved, not copied.
//
//   variants  variant_id, product_id, inventory_item_id int8 not null | sku, barcode text
//             | title, product_title text not null | tracked bool not null
//   levels    inventory_item_id, location_id int8 not null | available int8 | updated_at timestamptz
//
// Texts must be UTF-8 without the character NUL and times within the years 1 to 9999, which the readers of
// the bulk file see to.
namespace crossdock::columns {

[[nodiscard]] Table variants_table(canonical::VariantColumns variants);
[[nodiscard]] Table levels_table(canonical::LevelColumns levels);

}  // namespace crossdock::columns
