#pragma once

#include <vector>

#include "crossdock/canonical/product.h"
#include "crossdock/diff/difference.h"

// What must change so that a product becomes as desired, and whose change each difference is: the smallest
// set, part by part, as difference.h names the parts.
//
//   for (const Difference& change : diff_products(desired, observed))
//     if (change.part == Part::kPrice) set_price(observed.variants[change.places.observed], ...);
//
// A section that is none in the desired product is left alone, and so are its options and variants where it
// has none at all: every product has some, so it does not tell them. A section that is desired but not told
// by the observation of a product that exists is kUnknown, and so is each desired variant that may be one of
// those which the observation only names. Decimals compare by value, moments by instant; sets (tags,
// collections, publications, metafields) in any order.
//
// What products are compared by is in product_fields.h, what belongs together in product_states.h.
namespace crossdock::diff {

// From two states; all differences are ours. Cost: O(n log n) in the elements.
[[nodiscard]] std::vector<Difference> diff_products(const canonical::Product& desired,
                                                    const canonical::Product& observed,
                                                    Parts parts = Parts::all());

// From three; `agreed` is the whole product as both sides last had it. judge.h has the table of what is
// whose.
[[nodiscard]] std::vector<Difference> diff_products(const canonical::Product& desired,
                                                    const canonical::Product& observed,
                                                    const canonical::Product& agreed,
                                                    Parts parts = Parts::all());

}  // namespace crossdock::diff
