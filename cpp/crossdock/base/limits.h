#pragma once

#include <cstddef>
#include <cstdint>

// Every bound of the core that decides about documents from outside, in one place, with its unit last in its
// name.
//
// A document beyond a bound is refused with a LimitError that carries the name without its `k` in snake case
// (kJsonDepthMax is "json_depth_max"). Bounds that a vendor sets name the vendor's rule.
namespace crossdock::base {

// One JSON document. Parsing keeps a copy of it and its values, and Odoo gives a worker 2.5 GB of address
// space.
inline constexpr std::size_t kDocumentBytesMax = std::size_t{32} << 20;
// Nested containers; the deepest published payload of either vendor has fewer than 10.
inline constexpr std::size_t kJsonDepthMax = 64;
// Values and keys of one document together: 20 bytes of memory each, and 8 to 16 more for a key of many.
inline constexpr std::size_t kJsonValuesMax = 4'000'000;

// One line of a JSONL file; a longer one costs itself and is skipped to its end without being kept.
inline constexpr std::size_t kJsonlLineBytesMax = std::size_t{1} << 20;
// How much of a JSONL file is in memory at a time, beside one line.
inline constexpr std::size_t kJsonlChunkBytes = std::size_t{1} << 18;
// Errors that are kept with their line numbers; beyond it they are only counted.
inline constexpr std::size_t kJsonlErrorsMax = 1000;
// Variants and levels of one bulk file, each.
inline constexpr std::size_t kCatalogueRowsMax = 20'000'000;
// Levels of such a file that wait for the line of their variant, because their own does not name their item;
// 64 bytes of memory each.
inline constexpr std::size_t kCatalogueWaitingLevelsMax = 1'000'000;
// Text of a bulk file whose lines are put together to whole objects, all of which is held because a child may
// come last.
inline constexpr std::size_t kBulkTextBytesMax = std::size_t{256} << 20;
// Lines of such a file: about 100 bytes of memory each, beside their text.
inline constexpr std::size_t kBulkLinesMax = 5'000'000;
// Objects within objects of such a file; Shopify's queries nest connections twice.
inline constexpr std::size_t kBulkDepthMax = 8;
// Kinds of children in one table of such a file.
inline constexpr std::size_t kBulkChildrenMax = 64;

// Shopify: any array in an input has at most 250 elements (usage limits of the Admin API).
inline constexpr std::size_t kInventoryQuantitiesMax = 250;
// Shopify: quantities are refused beyond a thousand million units either way (INVALID_QUANTITY_TOO_HIGH,
// _TOO_LOW).
inline constexpr std::int64_t kInventoryQuantityMax = 1'000'000'000;

// Shopify: the same of any array in an input whose own documentation says nothing else.
inline constexpr std::size_t kInputArrayMax = 250;
// Shopify: metafields of one metafieldsSet.
inline constexpr std::size_t kMetafieldsSetMax = 25;
// Shopify: options and variants of one product; an option has at most one value a variant.
inline constexpr std::size_t kProductOptionsMax = 3;
inline constexpr std::size_t kProductVariantsMax = 2048;
// Shopify: the file of variables of one bulk mutation. Longer input goes into further files.
inline constexpr std::size_t kBulkMutationFileBytesMax = 100'000'000;
// Lines of the variables of one bulk mutation, as its result is read: a byte of memory each.
inline constexpr std::size_t kBulkMutationLinesMax = 10'000'000;

// HubSpot: inputs of one batch call on CRM objects.
inline constexpr std::size_t kHubspotBatchInputsMax = 100;
// HubSpot: results of one page of a search, and of all its pages together; paging beyond is refused.
inline constexpr std::size_t kHubspotSearchResultsMax = 200;
inline constexpr std::size_t kHubspotSearchTotalMax = 10'000;
// HubSpot: what one search may ask.
inline constexpr std::size_t kHubspotSearchGroupsMax = 5;
inline constexpr std::size_t kHubspotSearchGroupFiltersMax = 6;
inline constexpr std::size_t kHubspotSearchFiltersMax = 18;
inline constexpr std::size_t kHubspotSearchQueryCharactersMax = 3000;
// HubSpot: inputs of one batch call on associations (v4): 2,000 are written, 1,000 read.
inline constexpr std::size_t kHubspotAssociationWritesMax = 2000;
inline constexpr std::size_t kHubspotAssociationReadsMax = 1000;

// Rows of one table of columns; row numbers of a comparison have 32 bits.
inline constexpr std::size_t kTableRowsMax = 100'000'000;
// PostgreSQL: columns of one table.
inline constexpr std::size_t kTableColumnsMax = 1600;
// Comparing two tables: memory beside them and the result's 4 bytes a row. 10 million rows on each side take
// two rounds.
inline constexpr std::size_t kDiffWorkBytesMax = std::size_t{256} << 20;
// One row of a binary COPY that is fed in pieces: what is kept until the row is whole.
inline constexpr std::size_t kCopyRowBytesMax = std::size_t{64} << 20;

// Operations of one plan: about 200 bytes of memory each, beside their texts.
inline constexpr std::size_t kPlanOperationsMax = 10'000'000;
// Keys, names and contents of the operations of one plan together.
inline constexpr std::size_t kPlanTextBytesMax = std::size_t{1} << 30;
// What the bounds of a batch may be at most, in bytes or points, so that sums stay far from 64 bits.
inline constexpr std::int64_t kPlanBatchLoadMax = std::int64_t{1} << 38;
// Operations of a circle that its error names.
inline constexpr std::size_t kPlanCircleNamesMax = 10;

}  // namespace crossdock::base
