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

// `span` of a container that is not closed yet: everything that follows is inside.
constexpr std::uint32_t kOpen = std::numeric_limits<std::uint32_t>::max();
// Integers of fewer digits always fit in 64 bits.
constexpr std::size_t kSafeDigits = 18;
// Numbers of fewer digits before the point, and without exponent, are within a double's range.
constexpr std::size_t kSafeWholeDigits = 300;
// A table in which keys had to step over more places than these is given up: its keys were chosen to collide.
constexpr std::size_t kStepsPerKeyMax = 8;

// A mark is one of 64: the upper six bits of a hash of 32, which are its best.
constexpr int kMarkShift = 26;
// Up to so many keys, a table is made larger: keys step over each other less, and its memory is no matter.
constexpr std::size_t kSparseKeysMax = 1024;

// The usual document has a place of a table in every so many bytes; memory for them is taken at once.
constexpr std::size_t kBytesPerPlace = 6;

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

// The hash of a key in the document, behind which 8 bytes can be read: without a branch on its length, which
// nothing predicts.
std::uint32_t hash_in_document(std::string_view key) {
  if constexpr (std::endian::native != std::endian::little) return key_hash(key);
  // The bytes that a key of fewer than 8 has, by its length.
  static constexpr std::array<std::uint64_t, 9> kMasks = {
      0x0,          0xff,           0xffff,           0xffffff,          0xffffffff,
      0xffffffffff, 0xffffffffffff, 0xffffffffffffff, 0xffffffffffffffff};
  const std::size_t size = key.size();
  const std::size_t counted = std::min<std::size_t>(size, 8);
  const char* const start = key.data();
  return key_hash(size, word_at<8>(start) & kMasks[counted],
                  word_at<8>(start + size - counted) & kMasks[counted]);
}

// Where the scanner is: the byte it looks at and the place of the next node. Both travel by value, so that
// they stay in registers; a step that fails gives one without a position.
struct Cursor {
  const char* position = nullptr;
  Node* node = nullptr;

  [[nodiscard]] bool failed() const { return position == nullptr; }
};

constexpr Cursor kFailed{};

class Scanner {
 public:
  Scanner(std::string_view document, NodeList& list)
      : document_(document), list_(list), end_(document.data() + document.size()) {
    if (list_.places.size() < kNodesMin) list_.places.resize(kNodesMin);
    use_places();
  }

  std::optional<ScanFault> run() {
    list_.clear();
    Cursor at = values(Cursor{document_.data(), nodes_});
    if (!at.failed()) at = skip_space(at);
    if (!at.failed() && at.position < end_) at = fail(at, "the end of the document", "more behind it");
    if (at.failed()) return std::move(fault_);
    keep(at);
    if (list_.count > base::kJsonValuesMax) fail_values();
    return std::move(fault_);
  }

 private:
  // Closes nothing: there is no container.
  static constexpr char kNoClosing = '\0';

  // A container that is not closed yet.
  struct Open {
    std::uint32_t index = 0;
    std::uint32_t keys = 0;
    char closing = kNoClosing;  // What closes it.
  };

  // One turn of the loop adds a key and a value at most.
  static constexpr std::size_t kNodesPerTurn = 2;
  static constexpr std::size_t kNodesMin = 64;

  static constexpr bool is_space(char character) {
    return character == ' ' || character == '\n' || character == '\t' || character == '\r';
  }

  static Cursor skip_space(Cursor at) {
    // One look is enough where there is none, as in what programs write.
    while (static_cast<unsigned char>(*at.position) <= ' ' && is_space(*at.position)) ++at.position;
    return at;
  }

  [[nodiscard]] std::uint32_t offset_of(const char* position) const {
    return static_cast<std::uint32_t>(position - document_.data());
  }
  [[nodiscard]] std::uint32_t index_of(const Node* node) const {
    return static_cast<std::uint32_t>(node - nodes_);
  }

  void use_places() {
    nodes_ = list_.places.data();
    room_end_ = nodes_ + (list_.places.size() - kNodesPerTurn);
  }

  // What was added up to here are the nodes.
  void keep(Cursor at) { list_.count = index_of(at.node); }

  [[gnu::noinline, gnu::cold]] Cursor fail(Cursor at, std::string_view expected, std::string_view found) {
    keep(at);
    if (at.position >= end_) found = document_.empty() ? "no bytes" : "the end of the bytes";
    fault_ = ScanFault{path_of(document_, list_.nodes(), list_.count == 0 ? 0 : list_.count - 1), expected,
                       found, offset_of(at.position), std::nullopt};
    return kFailed;
  }

  [[gnu::noinline, gnu::cold]] Cursor fail_limit(std::string name, std::size_t limit) {
    fault_.emplace();
    fault_->limit = base::LimitError{std::move(name), static_cast<std::int64_t>(limit),
                                     static_cast<std::int64_t>(limit) + 1};
    return kFailed;
  }

  Cursor fail_values() { return fail_limit("json_values_max", base::kJsonValuesMax); }
  Cursor fail_depth() { return fail_limit("json_depth_max", base::kJsonDepthMax); }

  // There is room for what one more turn adds.
  [[gnu::noinline, gnu::cold]] Cursor make_room(Cursor at) {
    const std::uint32_t count = index_of(at.node);
    if (count > base::kJsonValuesMax) return fail_values();
    list_.places.resize(2 * list_.places.size());
    use_places();
    return {at.position, nodes_ + count};
  }

  // Adds the node from here to `end` and goes there.
  [[nodiscard, gnu::always_inline]] Cursor push(Cursor at, Type type, const char* end, bool escaped = false,
                                                std::uint32_t hash = 0) const {
    *at.node = Node{
        offset_of(at.position), static_cast<std::uint32_t>(end - at.position), 1, hash, type, escaped, 0};
    return {end, at.node + 1};
  }

  // The root with all that is in it. Each turn reads a value, in an object with its key, and what closes
  // behind it.
  Cursor values(Cursor at) {
    while (true) {
      if (at.node > room_end_) at = make_room(at);
      if (at.failed()) return at;
      if (is_in_object()) at = key(at);
      if (at.failed()) return at;
      at = skip_space(at);
      if (*at.position == '{' || *at.position == '[') {
        at = open(at);
        if (at.failed()) return at;
        if (!is_closing(at)) continue;
      } else {
        at = scalar(at);
        if (at.failed()) return at;
      }
      if (*at.position != ',' || innermost_ == open_.data()) {
        at = close_all(skip_space(at));
        if (at.failed() || innermost_ == open_.data()) return at;
        if (*at.position != ',') return fail_behind_value(at);
      }
      ++at.position;
    }
  }

  Cursor fail_behind_value(Cursor at) {
    return fail(at, is_in_object() ? "a comma or }" : "a comma or ]", "another character");
  }

  // A value that holds no other.
  [[gnu::always_inline]] Cursor scalar(Cursor at) {
    switch (*at.position) {
      case '"':
        return string(at);
      case 't':
        return literal(at, "true", Type::kTrue);
      case 'f':
        return literal(at, "false", Type::kFalse);
      case 'n':
        return literal(at, "null", Type::kNull);
      default:
        return number(at);
    }
  }

  // Opens a container and goes to what is first in it.
  [[gnu::always_inline]] Cursor open(Cursor at) {
    if (innermost_ == &open_.back()) return fail_depth();
    const bool is_object = *at.position == '{';
    closing_ = is_object ? '}' : ']';
    ++innermost_;
    *innermost_ = Open{index_of(at.node), 0, closing_};
    at = push(at, is_object ? Type::kObject : Type::kArray, at.position + 1);
    at.node[-1].span = kOpen;
    return skip_space(at);
  }

  // Whether the innermost container that is open is an object, or ends here.
  [[nodiscard]] bool is_in_object() const { return closing_ == '}'; }
  [[nodiscard]] bool is_closing(Cursor at) const { return *at.position == closing_; }

  // Closes every container that ends here.
  [[gnu::always_inline]] Cursor close_all(Cursor at) {
    while (innermost_ != open_.data() && is_closing(at)) {
      const Open& closed = *innermost_;
      if (is_in_object() && closed.keys > 1 && !keys_differ(closed, at)) return kFailed;
      ++at.position;
      Node& container = nodes_[closed.index];
      container.length = offset_of(at.position) - container.offset;
      container.span = index_of(at.node) - closed.index;
      --innermost_;
      closing_ = innermost_->closing;
      at = skip_space(at);
    }
    return at;
  }

  // A key with its colon.
  [[gnu::always_inline]] Cursor key(Cursor at) {
    if (*at.position != '"') at = skip_space(at);
    if (*at.position != '"') return fail(at, "a key in quotes", "another character");
    const char* const stop = find_string_stop(at.position + 1);
    if (*stop == '"') {
      const std::string_view inside(at.position + 1, static_cast<std::size_t>(stop - at.position - 1));
      at = push(at, Type::kString, stop + 1, false, hash_in_document(inside));
    } else {
      at = escaped_string(at);
      if (at.failed()) return at;
      at.node[-1].extra = key_hash(text_of(document_, at.node[-1]));
    }
    ++innermost_->keys;
    if (*at.position != ':') at = skip_space(at);
    if (*at.position != ':') return fail(at, "a colon", "another character");
    ++at.position;
    return at;
  }

  Cursor literal(Cursor at, std::string_view word, Type type) {
    if (std::memcmp(at.position, word.data(), word.size()) != 0)
      return fail(at, "a JSON value", "another word");
    return push(at, type, at.position + word.size());
  }

  [[gnu::always_inline]] Cursor string(Cursor at) {
    const char* const stop = find_string_stop(at.position + 1);
    return *stop == '"' ? push(at, Type::kString, stop + 1) : escaped_string(at);
  }

  // A string with something in it that is not what it says, or that is no string.
  [[gnu::noinline]] Cursor escaped_string(Cursor at) {
    std::size_t fault = 0;
    const std::optional<StringSpan> span = scan_string(document_, offset_of(at.position), fault);
    if (!span.has_value()) {
      at.position = document_.data() + fault;
      return fail(at, "a string in JSON's notation", "a control character or an escape that means nothing");
    }
    return push(at, Type::kString, document_.data() + span->end, span->escaped);
  }

  static const char* digits_from(const char* position) {
    while (is_digit(*position)) ++position;
    return position;
  }

  [[gnu::always_inline]] Cursor number(Cursor at) {
    const char* const whole = at.position + (*at.position == '-' ? 1 : 0);
    const char* end = digits_from(whole);
    const auto whole_digits = static_cast<std::size_t>(end - whole);
    if (whole_digits == 0) return fail(at, "a JSON value", "another character");
    if (whole_digits > 1 && *whole == '0')
      return fail(at, "a number without leading zeros", "a leading zero");
    bool is_integer = true;
    if (*end == '.') {
      is_integer = false;
      const char* const fraction = end + 1;
      end = digits_from(fraction);
      if (end == fraction) return fail(at, "digits behind the decimal point", "none");
    }
    const bool has_exponent = *end == 'e' || *end == 'E';
    if (has_exponent) {
      is_integer = false;
      const char* const exponent = end + 1 + (end[1] == '+' || end[1] == '-' ? 1 : 0);
      end = digits_from(exponent);
      if (end == exponent) return fail(at, "digits in the exponent", "none");
    }
    const std::string_view token(at.position, static_cast<std::size_t>(end - at.position));
    if (is_integer && token.size() > kSafeDigits && !fits_in_64_bits(token)) {
      return fail_number(at, end, "an integer within 64 bits", "a larger integer");
    }
    if ((has_exponent || whole_digits > kSafeWholeDigits) && !is_integer && !is_finite(token)) {
      return fail_number(at, end, "numbers within the range of 64 bits", "a number beyond it");
    }
    return push(at, Type::kNumber, end);
  }

  // The number itself is in the path of its fault.
  [[gnu::noinline, gnu::cold]] Cursor fail_number(Cursor at, const char* end, std::string_view expected,
                                                  std::string_view found) {
    return fail(Cursor{at.position, push(at, Type::kNumber, end).node}, expected, found);
  }

  // Readers disagree about which of two equal keys counts, so a document with such a pair means nothing.
  [[gnu::noinline]] bool keys_differ(const Open& object, Cursor at) {
    if (object.keys <= kKeysWithoutTable ? few_keys_differ(object) : fill_table(object)) return true;
    keep(at);
    fault_ = ScanFault{path_of(document_, list_.nodes(), object.index), "each key once", "a key that repeats",
                       nodes_[object.index].offset, std::nullopt};
    return false;
  }

  [[nodiscard]] bool same_key(const Node& left, const Node& right) const {
    if (left.extra != right.extra) return false;
    if (!left.escaped) return text_equals(document_, right, inside_of(document_, left));
    return text_equals(document_, right, text_of(document_, left));
  }

  // The key that follows a key's value.
  [[nodiscard]] static const Node* key_behind(const Node* key) { return key + 1 + key[1].span; }

  [[nodiscard]] bool few_keys_differ(const Open& object) const {
    // A bit for each hash: as long as none meets another, no key repeats.
    std::uint64_t marks = 0;
    std::uint64_t marks_met = 0;
    const Node* key = nodes_ + object.index + 1;
    for (std::size_t left = object.keys; left != 0; --left, key = key_behind(key)) {
      const std::uint64_t mark = std::uint64_t{1} << (key->extra >> kMarkShift);
      marks_met |= marks & mark;
      marks |= mark;
    }
    return marks_met == 0 || pairs_differ(object);
  }

  [[gnu::noinline]] bool pairs_differ(const Open& object) const {
    const Node* key = nodes_ + object.index + 1;
    for (std::size_t left = object.keys; left != 0; --left, key = key_behind(key)) {
      const Node* other = key_behind(key);
      for (std::size_t behind = left - 1; behind != 0; --behind, other = key_behind(other)) {
        if (same_key(*key, *other)) return false;
      }
    }
    return true;
  }

  // Fills the object's table; false when a key is there already.
  bool fill_table(const Open& object) {
    const std::size_t spread = object.keys <= kSparseKeysMax ? 4 : 2;
    const std::size_t places = std::bit_ceil(spread * object.keys);
    const std::size_t mask = places - 1;
    const auto bits = static_cast<std::uint16_t>(std::countr_zero(places));
    const std::size_t begin = list_.tables.size();
    list_.tables.resize(begin + places);
    std::uint32_t* const table = list_.tables.data() + begin;
    std::size_t steps_left = (object.keys + 1) * kStepsPerKeyMax;
    const Node* key = nodes_ + object.index + 1;
    for (std::size_t left = object.keys; left != 0; --left, key = key_behind(key)) {
      std::size_t place = place_of(key->extra, bits);
      for (; table[place] != 0; place = (place + 1) & mask) {
        if (same_key(nodes_[table[place]], *key)) return false;
        if (--steps_left == 0) return give_up_table(begin, object);
      }
      table[place] = index_of(key);
    }
    nodes_[object.index].extra = static_cast<std::uint32_t>(begin);
    nodes_[object.index].table_bits = bits;
    return true;
  }

  // Sorting compares as few keys whatever their hashes.
  bool give_up_table(std::size_t begin, const Open& object) {
    list_.tables.resize(begin);
    std::vector<std::string_view> keys;
    std::deque<std::string> unescaped;
    const Node* key = nodes_ + object.index + 1;
    for (std::size_t left = object.keys; left != 0; --left, key = key_behind(key)) {
      keys.push_back(key->escaped ? unescaped.emplace_back(text_of(document_, *key))
                                  : inside_of(document_, *key));
    }
    std::sort(keys.begin(), keys.end());
    return std::adjacent_find(keys.begin(), keys.end()) == keys.end();
  }

  std::string_view document_;
  NodeList& list_;
  Node* nodes_ = nullptr;     // Where the list's places are.
  Node* room_end_ = nullptr;  // Up to this place, a turn finds room.
  const char* end_;
  std::array<Open, base::kJsonDepthMax + 1> open_{};  // The first stands for the document.
  Open* innermost_ = open_.data();
  char closing_ = kNoClosing;  // Of the innermost container.
  std::optional<ScanFault> fault_;
};

}  // namespace

std::optional<ScanFault> scan(std::string_view document, NodeList& list) {
  list.tables.reserve(document.size() / kBytesPerPlace);
  return Scanner(document, list).run();
}

}  // namespace crossdock::json
