#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crossdock/base/timestamp.h"
#include "crossdock/canonical/customer.h"
#include "crossdock/canonical/metafield.h"

// A group of products that the store shows together, and on which channels things are shown.
namespace crossdock::canonical {

// How search engines are shown an object; the store falls back to title and description.
struct Seo {
  OptionalText title;
  OptionalText description;

  bool operator==(const Seo&) const = default;
};

// Whether an object is shown on one publication (a sales channel or a catalogue).
struct PublicationState {
  std::int64_t publication_id = 0;
  bool published = false;  // False with a date ahead: scheduled.
  std::optional<base::Timestamp> publish_date;

  bool operator==(const PublicationState&) const = default;
};

// News that an object is shown on a publication, or was put ahead for it.
struct PublicationChange {
  std::string kind;                            // Of the object: "product" or "collection".
  std::int64_t object_id = 0;                  // The product or collection.
  std::optional<std::int64_t> publication_id;  // Told from 2026-04 on, of collections from 2026-07 on.
  bool published = false;                      // False with a date ahead: scheduled.
  std::optional<base::Timestamp> published_at;
  std::optional<base::Timestamp> updated_at;

  bool operator==(const PublicationChange&) const = default;
};

struct CollectionRule {
  std::string column;     // "tag", "title", "type", "variant_price", ...
  std::string relation;   // "equals", "contains", "greater_than", ...
  std::string condition;  // What the column is compared with.

  bool operator==(const CollectionRule&) const = default;
};

// By which the store itself decides what belongs to a collection.
struct CollectionRules {
  bool any = false;  // True: one rule is enough. False: all must hold.
  std::vector<CollectionRule> rules;

  bool operator==(const CollectionRules&) const = default;
};

struct Image {
  std::string url;
  OptionalText alt;

  bool operator==(const Image&) const = default;
};

// Sections that only some sources tell are none where this one does not; an empty one says that there is
// nothing.
struct Collection {
  std::int64_t id = 0;  // 0 where it does not exist in the store yet.
  std::string title;
  OptionalText handle;
  OptionalText description_html;
  OptionalText sort_order;  // "manual", "best_selling", "alpha_asc", ...
  OptionalText template_suffix;
  OptionalText published_scope;                 // "web" or "global"; told by webhooks only.
  std::optional<base::Timestamp> published_at;  // Told by webhooks only.
  std::optional<base::Timestamp> updated_at;
  std::optional<Seo> seo;
  std::optional<Image> image;
  std::optional<CollectionRules> rules;                  // None as well where products are added by hand.
  std::optional<std::vector<std::int64_t>> product_ids;  // In the store's order.
  std::optional<std::vector<PublicationState>> publications;  // By publication.
  std::optional<std::vector<Metafield>> metafields;           // By namespace and key.

  bool operator==(const Collection&) const = default;
};

}  // namespace crossdock::canonical
