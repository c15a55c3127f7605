#include <bit>
#include <cstddef>
#include <cstring>

#include "crossdock/base/timestamp.h"
#include "crossdock/wire/json/lines.h"
#include "crossdock/wire/json/text.h"
#include "crossdock/wire/shopify/catalogue_line.h"

// The plain shape of catalogue_line.h: an object of the fields of our query and no others, each once, in any
// order and with any spacing; escapes in titles and keys alone, numbers of at most 18 digits. Slashes of
// global ids may be written as "\/", as some of Shopify's files have them.
namespace crossdock::shopify {
namespace {

constexpr std::size_t kPlainDigitsMax = 18;

// The fields of a line's object, and of the objects within it; a set of them is the sum of its members.
enum Field : unsigned {
  kId = 1U << 0U,
  kSku = 1U << 1U,
  kBarcode = 1U << 2U,
  kTitle = 1U << 3U,
  kProduct = 1U << 4U,
  kItem = 1U << 5U,
  kTracked = 1U << 6U,
  kLocation = 1U << 7U,
  kUpdatedAt = 1U << 8U,
  kQuantities = 1U << 9U,
  kParent = 1U << 10U,
  kName = 1U << 11U,
  kQuantity = 1U << 12U,
};

constexpr unsigned kVariantNeeds = kId | kProduct | kItem;
constexpr unsigned kVariantMay = kSku | kBarcode | kTitle;
constexpr unsigned kLevelNeeds = kId | kLocation | kQuantities | kParent;
constexpr unsigned kLevelMay = kUpdatedAt;

constexpr bool is_digit(char character) { return character >= '0' && character <= '9'; }

template <typename Word>
Word load(const char* from) {
  Word word = 0;
  std::memcpy(&word, from, sizeof word);
  return word;
}

// Whether two texts of `Length` bytes are the same: by words instead of a call, of which the last overlaps.
template <std::size_t Length>
bool same(const char* given, const char* expected) {
  if constexpr (Length >= 8) {
    std::uint64_t differences = 0;
    for (std::size_t at = 0; at + 8 <= Length; at += 8)
      differences |= load<std::uint64_t>(given + at) ^ load<std::uint64_t>(expected + at);
    differences |= load<std::uint64_t>(given + Length - 8) ^ load<std::uint64_t>(expected + Length - 8);
    return differences == 0;
  } else if constexpr (Length >= 4) {
    return ((load<std::uint32_t>(given) ^ load<std::uint32_t>(expected)) |
            (load<std::uint32_t>(given + Length - 4) ^ load<std::uint32_t>(expected + Length - 4))) == 0;
  } else {
    return std::memcmp(given, expected, Length) == 0;
  }
}

// Whether the 8 bytes are all digits; then `value` is the number they say.
bool eight_digits(const char* from, std::uint64_t& value) {
  if constexpr (std::endian::native != std::endian::little) return false;
  constexpr std::uint64_t kEveryByte = 0x0101010101010101;
  const auto word = load<std::uint64_t>(from);
  // The upper halves of '0' to '9' are 3, and stay 3 when 6 is added, as they do not for ':' to '?'.
  const std::uint64_t upper =
      (word & (0xf0 * kEveryByte)) | (((word + 6 * kEveryByte) >> 4) & (0x0f * kEveryByte));
  if (upper != 0x33 * kEveryByte) return false;
  // Neighbours are joined to numbers of two, four and eight digits.
  const std::uint64_t digits = word - '0' * kEveryByte;
  const std::uint64_t pairs = (digits * 10 + (digits >> 8)) & 0x00ff00ff00ff00ff;
  const std::uint64_t fours = (pairs * 100 + (pairs >> 16)) & 0x0000ffff0000ffff;
  value = (fours * 10'000 + (fours >> 32)) & 0x00000000ffffffff;
  return true;
}

// Goes through a line from its front; each step says whether the line goes on as expected. No step passes the
// line's end: nothing that is expected holds the newline or zero that stands there.
class PlainLine {
 public:
  PlainLine(std::string_view text, CatalogueLine& line)
      : text_(text), position_(text.data()), end_(text.data() + text.size()), line_(line) {}

  bool read() {
    line_.variant = {};
    line_.level = {};
    unsigned seen = 0;
    if (!object([&] { return root_field(seen); })) return false;
    space();
    if (position_ != end_) return false;
    const unsigned needs = line_.is_level ? kLevelNeeds : kVariantNeeds;
    const unsigned may = line_.is_level ? kLevelMay : kVariantMay;
    if ((seen & needs) != needs || (seen & ~(needs | may)) != 0) return false;
    if (parent_item_ != 0) line_.level.inventory_item_id = parent_item_;
    return true;
  }

 private:
  template <std::size_t Size>
  bool literal(const char (&expected)[Size]) {
    constexpr std::size_t kLength = Size - 1;
    static_assert(kLength <= json::kLinePaddingBytes);
    if (!same<kLength>(position_, expected)) return false;
    position_ += kLength;
    return true;
  }

  void space() {
    while (*position_ == ' ' || *position_ == '\t' || *position_ == '\r') ++position_;
  }

  bool token(char character) {
    space();
    if (*position_ != character) return false;
    ++position_;
    space();
    return true;
  }

  // An object of at least one field; `field` reads a key and its value.
  template <typename ReadField>
  bool object(ReadField field) {
    if (!token('{')) return false;
    do {
      if (!field()) return false;
    } while (token(','));
    return token('}');
  }

  // A key in its quotes that has not been there, and the colon behind it.
  template <std::size_t Size>
  bool key(const char (&quoted)[Size], Field field, unsigned& seen) {
    if (!literal(quoted) || (seen & field) != 0) return false;
    seen |= field;
    return token(':');
  }

  // Keys are told apart by their first letters: one jump instead of a comparison with each.
  bool root_field(unsigned& seen) {
    switch (position_[1]) {
      case 'i':
        if (position_[2] == 'd') return key(R"("id")", kId, seen) && root_id();
        return key(R"("inventoryItem")", kItem, seen) && item();
      case 's':
        return key(R"("sku")", kSku, seen) && text(line_.variant.sku);
      case 'b':
        return key(R"("barcode")", kBarcode, seen) && text(line_.variant.barcode);
      case 't':
        return key(R"("title")", kTitle, seen) && text(line_.variant.title);
      case 'p':
        return key(R"("product")", kProduct, seen) && product();
      case 'u':
        return key(R"("updatedAt")", kUpdatedAt, seen) && time(line_.level.updated_at_us);
      case 'l':
        return key(R"("location")", kLocation, seen) && location();
      case 'q':
        return key(R"("quantities")", kQuantities, seen) && quantities();
      case '_':
        return key(R"("__parentId")", kParent, seen) && parent();
      default:
        return false;
    }
  }

  bool root_id() {
    if (!gid_front()) return false;
    line_.is_level = literal("InventoryLevel");
    if (!line_.is_level) return literal("ProductVariant") && gid_back(line_.variant.variant_id);
    std::int64_t level_id = 0;
    if (!slash() || !id(level_id)) return false;
    if (*position_ == '?' && !(literal("?inventory_item_id=") && id(line_.level.inventory_item_id)))
      return false;
    return literal("\"");
  }

  bool parent() {
    if (!gid_front()) return false;
    if (literal("ProductVariant")) return gid_back(line_.level.variant_id);
    return literal("InventoryItem") && gid_back(parent_item_);
  }

  bool product() {
    unsigned seen = 0;
    const auto field = [&] {
      if (position_[1] == 'i') return key(R"("id")", kId, seen) && gid("Product", line_.variant.product_id);
      return key(R"("title")", kTitle, seen) && text(line_.variant.product_title);
    };
    return object(field) && (seen & kId) != 0;
  }

  bool item() {
    unsigned seen = 0;
    const auto field = [&] {
      if (position_[1] == 'i')
        return key(R"("id")", kId, seen) && gid("InventoryItem", line_.variant.inventory_item_id);
      return key(R"("tracked")", kTracked, seen) && boolean(line_.variant.tracked);
    };
    return object(field) && seen == (kId | kTracked);
  }

  bool location() {
    unsigned seen = 0;
    return object([&] { return key(R"("id")", kId, seen) && gid("Location", line_.level.location_id); });
  }

  bool quantities() {
    if (!token('[')) return false;
    do {
      std::string_view name;
      std::int64_t quantity = 0;
      unsigned seen = 0;
      const auto field = [&] {
        if (position_[1] == 'n') return key(R"("name")", kName, seen) && plain_text(name);
        return key(R"("quantity")", kQuantity, seen) && integer(quantity);
      };
      if (!object(field) || seen != (kName | kQuantity)) return false;
      if (name == "available") line_.level.quantity = quantity;
    } while (token(','));
    return token(']');
  }

  // A global id in its quotes, in three parts: before its kind, between kind and number, and the rest.
  bool gid_front() {
    if (!literal("\"gid:")) return false;
    slashes_escaped_ = *position_ == '\\';
    return slashes_escaped_ ? literal(R"(\/\/shopify\/)") : literal("//shopify/");
  }
  bool slash() { return slashes_escaped_ ? literal("\\/") : literal("/"); }
  bool gid_back(std::int64_t& number) { return slash() && id(number) && literal("\""); }

  template <std::size_t Size>
  bool gid(const char (&kind)[Size], std::int64_t& number) {
    return gid_front() && literal(kind) && gid_back(number);
  }

  bool id(std::int64_t& number) { return digits(number) && number > 0; }

  bool digits(std::int64_t& number) {
    std::uint64_t value = 0;
    const char* const start = position_;
    if (eight_digits(position_, value)) position_ += 8;
    while (is_digit(*position_)) value = value * 10 + static_cast<std::uint64_t>(*position_++ - '0');
    number = static_cast<std::int64_t>(value);
    const auto count = static_cast<std::size_t>(position_ - start);
    return count > 0 && count <= kPlainDigitsMax;
  }

  // A number of JSON's without fraction and exponent.
  bool integer(std::int64_t& number) {
    const bool is_negative = *position_ == '-';
    if (is_negative) ++position_;
    if (position_[0] == '0' && is_digit(position_[1])) return false;
    if (!digits(number)) return false;
    if (is_negative) number = -number;
    return *position_ != '.' && *position_ != 'e' && *position_ != 'E';
  }

  bool boolean(bool& value) {
    value = *position_ == 't';
    return value ? literal("true") : literal("false");
  }

  // A string without escapes, in UTF-8; where it is another, nothing is passed.
  bool plain_text(std::string_view& content) {
    if (*position_ != '"') return false;
    const char* const start = position_ + 1;
    const char* const stop = json::find_string_stop(start);
    if (*stop != '"') return false;
    content = {start, static_cast<std::size_t>(stop - start)};
    if (!json::is_utf8(content)) return false;
    position_ = stop + 1;
    return true;
  }

  // Any string without the character NUL, or null, which is an empty one.
  bool text(std::string_view& content) {
    if (*position_ != '"') {
      content = {};
      return literal("null");
    }
    return plain_text(content) || escaped_text(content);
  }

  // An empty text counts as none.
  bool text(std::optional<std::string_view>& content) {
    std::string_view given;
    if (!text(given)) return false;
    content = given.empty() ? std::nullopt : std::optional(given);
    return true;
  }

  bool escaped_text(std::string_view& content) {
    std::size_t fault = 0;
    const auto start = static_cast<std::size_t>(position_ - text_.data());
    const std::optional<json::StringSpan> span = json::scan_string(text_, start, fault);
    if (!span.has_value() || !span->escaped) return false;
    const std::string_view inside = text_.substr(start + 1, span->end - start - 2);
    std::string& says = line_.unescaped[unescaped_++];
    says = json::unescape(inside);
    content = says;
    position_ = text_.data() + span->end;
    return says.find('\0') == std::string::npos && json::is_utf8(inside);
  }

  // A time in UTC, or null.
  bool time(std::int64_t& utc_us) {
    if (literal("null")) return true;
    std::string_view content;
    if (!plain_text(content)) return false;
    const std::optional<base::Timestamp> moment = base::Timestamp::parse(content);
    if (!moment.has_value() || moment->offset_minutes != 0) return false;
    utc_us = moment->utc_us;
    return true;
  }

  std::string_view text_;
  const char* position_;
  const char* end_;
  CatalogueLine& line_;
  std::int64_t parent_item_ = 0;
  std::size_t unescaped_ = 0;
  bool slashes_escaped_ = false;
};

}  // namespace

bool read_plain_line(std::string_view text, CatalogueLine& line) { return PlainLine(text, line).read(); }

}  // namespace crossdock::shopify
