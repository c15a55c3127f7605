#include "crossdock/diff/product.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "crossdock/diff/product_fields.h"
#include "crossdock/diff/product_states.h"
#include "crossdock/diff/states.h"

namespace crossdock::diff {
namespace {

using canonical::Metafield;
template <typename Element>
using Section = std::optional<std::vector<Element>>;

bool is_in(const std::vector<std::int64_t>& ids, std::int64_t id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

class ProductComparison {
 public:
  ProductComparison(const Product& desired, const Product& observed, const Product& agreed, Parts parts)
      : desired_(desired),
        observed_(observed),
        agreed_(agreed),
        states_(desired, observed, agreed),
        found_(parts) {}

  std::vector<Difference> run() && {
    found_.compare<Product>(Part::kProduct, {}, {}, {&desired_, &observed_, &agreed_}, kProductFields);
    compare_tags();
    if (!desired_.options.empty()) compare_options();
    if (!desired_.variants.empty()) compare_variants();
    compare_media();
    compare_collections();
    compare_publications();
    compare_metafields(Part::kMetafield, {}, desired_.metafields, observed_.metafields, agreed_.metafields);
    return std::move(found_).take();
  }

 private:
  // A section's lists where it is to be compared at all.
  template <typename Element>
  std::optional<Lists<Element>> lists_of(Part part, const Places& parent, const Section<Element>& desired,
                                         const Section<Element>& observed, const Section<Element>& agreed) {
    if (!desired) return std::nullopt;
    if (!observed && observed_.id != 0) {
      found_.append(
          {.part = part, .kind = DifferenceKind::kUnknown, .whose = Whose::kNobody, .parent = parent});
      return std::nullopt;
    }
    const auto list = [](const Section<Element>& section) {
      return section ? std::span<const Element>(*section) : std::span<const Element>();
    };
    return Lists<Element>{*desired, list(observed), list(agreed)};
  }

  void compare_tags() {
    const Lists<std::string> lists{desired_.tags, observed_.tags, agreed_.tags};
    const auto aligned = align_by(lists, [](const std::string& tag) { return std::string_view(tag); });
    found_.compare_each<std::string>(Part::kTag, aligned, {}, lists, {});
  }

  void compare_collections() {
    const auto lists = lists_of(Part::kCollection, {}, desired_.collection_ids, observed_.collection_ids,
                                agreed_.collection_ids);
    if (!lists) return;
    const auto aligned = align_by(*lists, [](std::int64_t id) { return id; });
    found_.compare_each<std::int64_t>(Part::kCollection, aligned, {}, *lists, {});
  }

  void compare_metafields(Part part, const Places& parent, const Section<Metafield>& desired,
                          const Section<Metafield>& observed, const Section<Metafield>& agreed) {
    const auto lists = lists_of(part, parent, desired, observed, agreed);
    if (!lists) return;
    const auto aligned = align_by(*lists, [](const Metafield& field) {
      return std::pair<std::string_view, std::string_view>(field.name_space, field.key);
    });
    found_.compare_each<Metafield>(part, aligned, parent, *lists, kMetafieldFields);
  }

  void compare_publications();
  void compare_media();
  void compare_options();
  void compare_variants();
  void compare_variant(const Places& places);
  [[nodiscard]] bool is_left_alone(const Places& places) const;
  [[nodiscard]] bool is_unread(const Places& places) const;

  const Product& desired_;
  const Product& observed_;
  const Product& agreed_;
  ProductStates states_;
  Collector found_;
};

// On a publication where it neither is shown nor will be, a product is as on one that is not named.
bool is_shown_or_will_be(const PublicationState& state) { return state.published || state.publish_date; }

void ProductComparison::compare_publications() {
  const auto lists =
      lists_of(Part::kPublication, {}, desired_.publications, observed_.publications, agreed_.publications);
  if (!lists) return;
  auto aligned = align_by(*lists, [](const PublicationState& state) { return state.publication_id; });
  for (Places& places : aligned) {
    const Objects<PublicationState> objects = objects_at(*lists, places);
    if (objects.desired != nullptr && !is_shown_or_will_be(*objects.desired)) places.desired = kNoRow;
    if (objects.observed != nullptr && !is_shown_or_will_be(*objects.observed)) places.observed = kNoRow;
    if (objects.agreed != nullptr && !is_shown_or_will_be(*objects.agreed)) places.agreed = kNoRow;
  }
  found_.compare_each<PublicationState>(Part::kPublication, aligned, {}, *lists, kPublicationFields);
}

void ProductComparison::compare_media() {
  const Lists<ProductMedia> lists{desired_.media, observed_.media, agreed_.media};
  const auto aligned = align(lists, [&](State left, State right) {
    const auto gid_in = [&](State state) {
      return [list = lists.in(state)](std::uint32_t place) -> std::optional<std::string_view> {
        if (list[place].gid.empty()) return std::nullopt;
        return list[place].gid;
      };
    };
    // Media that do not exist in the store yet are known by where they are taken from.
    const auto url_in = [&](State state) {
      return [list = lists.in(state)](std::uint32_t place) -> std::optional<std::string_view> {
        if (!list[place].gid.empty() || !list[place].url) return std::nullopt;
        return *list[place].url;
      };
    };
    Partners partners(lists.in(left).size(), kNoRow);
    const std::size_t right_count = lists.in(right).size();
    find_partners<std::string_view>(partners.size(), right_count, gid_in(left), gid_in(right), false,
                                    partners);
    find_partners<std::string_view>(partners.size(), right_count, url_in(left), url_in(right), false,
                                    partners);
    return partners;
  });
  found_.compare_each<ProductMedia>(Part::kMedia, aligned, {}, lists, kMediaFields);
  found_.compare_order(Part::kMedia, aligned, {});
}

void ProductComparison::compare_options() {
  const Lists<ProductOption>& lists = states_.option_lists();
  found_.compare_each<ProductOption>(Part::kOption, states_.options(), {}, lists, kOptionFields);
  found_.compare_order(Part::kOption, states_.options(), {});
  for (const Places& option : states_.options()) {
    // An option that comes or goes does so with its values.
    if (option.desired == kNoRow || option.observed == kNoRow || lists.desired[option.desired].values.empty())
      continue;
    const ProductStates::Values values = states_.values(option);
    const Lists<std::string_view> texts{values.texts[0], values.texts[1], values.texts[2]};
    found_.compare_each<std::string_view>(Part::kOptionValue, values.places, option, texts,
                                          kOptionValueFields);
    found_.compare_order(Part::kOptionValue, values.places, option);
  }
}

// A variant that the desired product names without telling anything about it.
bool ProductComparison::is_left_alone(const Places& places) const {
  if (places.desired != kNoRow) return false;
  const Objects<ProductVariant> variants = objects_at(states_.variant_lists(), places);
  const ProductVariant& known = variants.observed != nullptr ? *variants.observed : *variants.agreed;
  return is_in(desired_.unlisted_variant_ids, known.id) ||
         (variants.observed == nullptr && is_in(observed_.unlisted_variant_ids, known.id));
}

// A desired variant that may be one of those which the observation only names.
bool ProductComparison::is_unread(const Places& places) const {
  if (places.desired == kNoRow || places.observed != kNoRow) return false;
  if (observed_.unlisted_variant_ids.empty()) return false;
  const std::int64_t id = desired_.variants[places.desired].id;
  return id == 0 || is_in(observed_.unlisted_variant_ids, id);
}

void ProductComparison::compare_variants() {
  std::vector<Places> read;
  for (const Places& places : states_.variants()) {
    if (is_left_alone(places)) continue;
    if (is_unread(places)) {
      found_.append({.part = Part::kVariant,
                     .kind = DifferenceKind::kUnknown,
                     .whose = Whose::kNobody,
                     .places = {.desired = places.desired}});
      continue;
    }
    read.push_back(places);
    compare_variant(places);
  }
  found_.compare_order(Part::kVariant, read, {});
}

void ProductComparison::compare_variant(const Places& places) {
  const Objects<ProductVariant> variants = objects_at(states_.variant_lists(), places);
  const auto item_of = [](const ProductVariant* variant) {
    return variant == nullptr ? nullptr : &variant->item;
  };
  const Objects<InventoryItem> items{item_of(variants.desired), item_of(variants.observed),
                                     item_of(variants.agreed)};
  const bool is_in_both = variants.desired != nullptr && variants.observed != nullptr;
  bool is_changed_within = false;
  if (!is_in_both) {
    const auto price = judge_objects<ProductVariant>(variants, kPriceFields);
    const auto item = judge_objects<InventoryItem>(items, kItemFields);
    is_changed_within = (price && price->fields.all() != 0) || (item && item->fields.all() != 0);
  }
  const auto view_in = [&](State state) -> std::optional<VariantView> {
    if (places.in(state) == kNoRow) return std::nullopt;
    return states_.view(state, places.in(state));
  };
  const auto desired = view_in(State::kDesired);
  const auto observed = view_in(State::kObserved);
  const bool is_two_way = variants.observed == variants.agreed;
  const auto agreed = is_two_way ? std::nullopt : view_in(State::kAgreed);
  const auto pointer = [](const std::optional<VariantView>& view) { return view ? &*view : nullptr; };
  found_.compare<VariantView>(
      Part::kVariant, places, {},
      {pointer(desired), pointer(observed), is_two_way ? pointer(observed) : pointer(agreed)}, kVariantFields,
      is_changed_within);
  // A variant that comes or goes does so with its price and all else.
  if (!is_in_both) return;
  found_.compare<ProductVariant>(Part::kPrice, places, {}, variants, kPriceFields);
  found_.compare<InventoryItem>(Part::kItem, places, {}, items, kItemFields);
  compare_metafields(Part::kVariantMetafield, places, variants.desired->metafields,
                     variants.observed->metafields,
                     variants.agreed == nullptr ? std::nullopt : variants.agreed->metafields);
}

}  // namespace

std::vector<Difference> diff_products(const Product& desired, const Product& observed, Parts parts) {
  return ProductComparison(desired, observed, observed, parts).run();
}

std::vector<Difference> diff_products(const Product& desired, const Product& observed, const Product& agreed,
                                      Parts parts) {
  return ProductComparison(desired, observed, agreed, parts).run();
}

}  // namespace crossdock::diff
