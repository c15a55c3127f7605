#include "crossdock/wire/json/scanner.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <deque>
#include <limits>
#include <utility>

#include "crossdock/base/limits.h"
#include "crossdock/wire/json/text.h"

namespace crossdock::json {
namespace {

// `next` of a container that is not closed yet: everything that follows is inside.
constexpr std::uint32_t kOpen = std::numeric_limits<std::uint32_t>::max();
// Integers of fewer digits always fit in 64 bits.
constexpr std::size_t kSafeDigits = 18;
// Numbers of fewer digits before the point, and without exponent, are within a double's range.
constexpr std::size_t kSafeWholeDigits = 300;
// A table in which keys had to step over more places than these is given up: its keys were chosen to collide.
constexpr std::size_t kStepsPerKeyMax = 8;

constexpr bool is_digit(char character) { return character >= '0' && character <= '9'; }

bool fits_in_64_bits(std::string_view integer) {
  const char* const end = integer.data() + integer.size();
  std::int64_t with_sign = 0;
  std::uint64_t without_sign = 0;
  return std::from_chars(integer.data(), end, with_sign).ec == std::errc() ||
         std::from_chars(integer.data(), end, without_sign).ec == std::errc();
}

// The exponent of a number that ends in it, held within bounds that no document's digits can make up for.
std::int64_t exponent_of(std::string_view digits) {
  constexpr std::int64_t kExponentMax = std::int64_t{1} << 40;
  const bool negative = digits.front() == '-';
  if (negative || digits.front() == '+') digits.remove_prefix(1);
  std::int64_t exponent = 0;
  for (const char digit : digits) exponent = std::min(exponent * 10 + (digit - '0'), kExponentMax);
  return negative ? -exponent : exponent;
}

// Whether a number rounds to a finite double. One too small for a double is a zero and within the range.
bool is_finite(std::string_view number) {
  double value = 0;
  if (std::from_chars(number.data(), number.data() + number.size(), value).ec == std::errc()) return true;
  // Too large or too small: the place of the first digit that is not zero tells which.
  const std::size_t mark = number.find_first_of("eE");
  const std::string_view digits = number.substr(0, mark);
  const std::size_t first = digits.find_first_of("123456789");
  if (first == std::string_view::npos) return true;
  const auto point = static_cast<std::int64_t>(std::min(digits.find('.'), digits.size()));
  const std::int64_t exponent = mark == std::string_view::npos ? 0 : exponent_of(number.substr(mark + 1));
  return point - static_cast<std::int64_t>(first) + exponent <= 0;
}

class Scanner {
 public:
  Scanner(std::string_view document, NodeList& list)
      : document_(document),
        list_(list),
        nodes_(list.nodes),
        position_(document.data()),
        end_(document.data() + document.size()) {}

  std::optional<ScanFault> run() {
    list_.clear();
    bool ok = value();
    while (ok && depth_ > 0) ok = is_object_ ? member() : element();
    if (ok) {
      skip_space();
      if (position_ < end_) fail("the end of the document", "more behind it");
    }
    return std::move(fault_);
  }

 private:
  // A container that is not closed yet.
  struct Open {
    std::size_t index = 0;
    std::size_t keys = 0;
  };

  void skip_space() {
    while (*position_ == ' ' || *position_ == '\n' || *position_ == '\t' || *position_ == '\r') ++position_;
  }

  [[nodiscard]] std::size_t offset() const { return static_cast<std::size_t>(position_ - document_.data()); }

  bool fail(std::string_view expected, std::string_view found) {
    if (position_ >= end_) found = document_.empty() ? "no bytes" : "the end of the bytes";
    fault_ = ScanFault{path_of(document_, nodes_, nodes_.empty() ? 0 : nodes_.size() - 1), expected, found,
                       offset(), std::nullopt};
    return false;
  }

  bool fail_limit(std::string name, std::size_t limit) {
    fault_.emplace();
    fault_->limit = base::LimitError{std::move(name), static_cast<std::int64_t>(limit),
                                     static_cast<std::int64_t>(limit) + 1};
    return false;
  }

  // Adds the node from here to `end` and goes there.
  bool push(Type type, const char* end, bool escaped = false) {
    if (nodes_.size() >= base::kJsonValuesMax) return fail_limit("json_values_max", base::kJsonValuesMax);
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    nodes_.push_back(Node{static_cast<std::uint32_t>(offset()), static_cast<std::uint32_t>(end - position_),
                          index + 1, 0, type, escaped, 0});
    position_ = end;
    return true;
  }

  bool open(Type type) {
    if (depth_ >= base::kJsonDepthMax) return fail_limit("json_depth_max", base::kJsonDepthMax);
    if (!push(type, position_ + 1)) return false;
    nodes_.back().next = kOpen;
    open_[depth_++] = Open{nodes_.size() - 1, 0};
    is_object_ = type == Type::kObject;
    fresh_ = true;
    return true;
  }

  bool close() {
    const Open& closed = open_[depth_ - 1];
    if (is_object_ && !keys_differ(closed)) return false;
    Node& container = nodes_[closed.index];
    ++position_;
    container.length = static_cast<std::uint32_t>(offset() - container.offset);
    container.next = static_cast<std::uint32_t>(nodes_.size());
    --depth_;
    is_object_ = depth_ > 0 && nodes_[open_[depth_ - 1].index].type == Type::kObject;
    fresh_ = false;
    return true;
  }

  // One value of the innermost array, or the array's end.
  bool element() {
    skip_space();
    if (*position_ == ']') return close();
    if (!fresh_) {
      if (*position_ != ',') return fail("a comma or ]", "another character");
      ++position_;
    }
    fresh_ = false;
    return value();
  }

  // One key and value of the innermost object, or the object's end.
  bool member() {
    skip_space();
    if (*position_ == '}') return close();
    if (!fresh_) {
      if (*position_ != ',') return fail("a comma or }", "another character");
      ++position_;
      skip_space();
    }
    fresh_ = false;
    return key() && value();
  }

  bool key() {
    if (*position_ != '"') return fail("a key in quotes", "another character");
    if (!string()) return false;
    Node& node = nodes_.back();
    node.extra = node.escaped ? key_hash(text_of(document_, node)) : key_hash(inside_of(document_, node));
    ++open_[depth_ - 1].keys;
    skip_space();
    if (*position_ != ':') return fail("a colon", "another character");
    ++position_;
    return true;
  }

  bool value() {
    skip_space();
    switch (*position_) {
      case '{':
        return open(Type::kObject);
      case '[':
        return open(Type::kArray);
      case '"':
        return string();
      case 't':
        return literal("true", Type::kTrue);
      case 'f':
        return literal("false", Type::kFalse);
      case 'n':
        return literal("null", Type::kNull);
      default:
        return number();
    }
  }

  bool literal(std::string_view word, Type type) {
    if (std::memcmp(position_, word.data(), word.size()) != 0) return fail("a JSON value", "another word");
    return push(type, position_ + word.size());
  }

  bool string() {
    const char* const stop = find_string_stop(position_ + 1);
    if (*stop == '"') return push(Type::kString, stop + 1);
    std::size_t fault = 0;
    const std::optional<StringSpan> span = scan_string(document_, offset(), fault);
    if (!span.has_value()) {
      position_ = document_.data() + fault;
      return fail("a string in JSON's notation", "a control character or an escape that means nothing");
    }
    return push(Type::kString, document_.data() + span->end, span->escaped);
  }

  static const char* digits_from(const char* position) {
    while (is_digit(*position)) ++position;
    return position;
  }

  bool number() {
    const char* const whole = position_ + (*position_ == '-' ? 1 : 0);
    const char* end = digits_from(whole);
    const auto whole_digits = static_cast<std::size_t>(end - whole);
    if (whole_digits == 0) return fail("a JSON value", "another character");
    if (whole_digits > 1 && *whole == '0') return fail("a number without leading zeros", "a leading zero");
    bool is_integer = true;
    if (*end == '.') {
      is_integer = false;
      const char* const fraction = end + 1;
      end = digits_from(fraction);
      if (end == fraction) return fail("digits behind the decimal point", "none");
    }
    const bool has_exponent = *end == 'e' || *end == 'E';
    if (has_exponent) {
      is_integer = false;
      const char* const exponent = end + 1 + (end[1] == '+' || end[1] == '-' ? 1 : 0);
      end = digits_from(exponent);
      if (end == exponent) return fail("digits in the exponent", "none");
    }
    const std::string_view token(position_, static_cast<std::size_t>(end - position_));
    if (is_integer && token.size() > kSafeDigits && !fits_in_64_bits(token)) {
      return fail_number(end, "an integer within 64 bits", "a larger integer");
    }
    if ((has_exponent || whole_digits > kSafeWholeDigits) && !is_integer && !is_finite(token)) {
      return fail_number(end, "numbers within the range of 64 bits", "a number beyond it");
    }
    return push(Type::kNumber, end);
  }

  // The number itself is in the path of its fault.
  bool fail_number(const char* end, std::string_view expected, std::string_view found) {
    const char* const start = position_;
    if (!push(Type::kNumber, end)) return false;
    position_ = start;
    return fail(expected, found);
  }

  // Readers disagree about which of two equal keys counts, so a document with such a pair means nothing.
  bool keys_differ(const Open& object) {
    const bool differ = object.keys <= kKeysWithoutTable ? few_keys_differ(object) : fill_table(object);
    if (differ) return true;
    fault_ = ScanFault{path_of(document_, nodes_, object.index), "each key once", "a key that repeats",
                       nodes_[object.index].offset, std::nullopt};
    return false;
  }

  [[nodiscard]] bool same_key(const Node& left, const Node& right) const {
    if (left.extra != right.extra) return false;
    if (!left.escaped) return text_equals(document_, right, inside_of(document_, left));
    return text_equals(document_, right, text_of(document_, left));
  }

  [[nodiscard]] bool few_keys_differ(const Open& object) const {
    std::array<const Node*, kKeysWithoutTable> keys{};
    std::size_t count = 0;
    for (std::size_t key = object.index + 1; count < object.keys; key = nodes_[key + 1].next) {
      for (std::size_t other = 0; other < count; ++other) {
        if (same_key(*keys[other], nodes_[key])) return false;
      }
      keys[count++] = &nodes_[key];
    }
    return true;
  }

  // Fills the object's table; false when a key is there already.
  bool fill_table(const Open& object) {
    const std::size_t places = std::bit_ceil(2 * object.keys);
    const std::size_t mask = places - 1;
    const std::size_t begin = list_.tables.size();
    list_.tables.resize(begin + places);
    std::uint32_t* const table = list_.tables.data() + begin;
    std::size_t steps_left = (object.keys + 1) * kStepsPerKeyMax;
    std::size_t key = object.index + 1;
    for (std::size_t count = 0; count < object.keys; ++count, key = nodes_[key + 1].next) {
      std::size_t place = nodes_[key].extra & mask;
      for (; table[place] != 0; place = (place + 1) & mask) {
        if (same_key(nodes_[table[place]], nodes_[key])) return false;
        if (--steps_left == 0) return give_up_table(begin, object);
      }
      table[place] = static_cast<std::uint32_t>(key);
    }
    nodes_[object.index].extra = static_cast<std::uint32_t>(begin);
    nodes_[object.index].table_bits = static_cast<std::uint8_t>(std::countr_zero(places));
    return true;
  }

  // Sorting compares as few keys whatever their hashes.
  bool give_up_table(std::size_t begin, const Open& object) {
    list_.tables.resize(begin);
    std::vector<std::string_view> keys;
    std::deque<std::string> unescaped;
    std::size_t key = object.index + 1;
    for (std::size_t count = 0; count < object.keys; ++count, key = nodes_[key + 1].next) {
      const Node& node = nodes_[key];
      keys.push_back(node.escaped ? unescaped.emplace_back(text_of(document_, node))
                                  : inside_of(document_, node));
    }
    std::sort(keys.begin(), keys.end());
    return std::adjacent_find(keys.begin(), keys.end()) == keys.end();
  }

  std::string_view document_;
  NodeList& list_;
  std::vector<Node>& nodes_;
  const char* position_;
  const char* end_;
  std::array<Open, base::kJsonDepthMax> open_{};
  std::size_t depth_ = 0;
  bool is_object_ = false;  // The innermost container.
  bool fresh_ = true;       // Nothing has been read of the innermost container.
  std::optional<ScanFault> fault_;
};

}  // namespace

std::optional<ScanFault> scan(std::string_view document, NodeList& list) {
  return Scanner(document, list).run();
}

}  // namespace crossdock::json
