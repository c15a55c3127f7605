#include <simdjson.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "crossdock/base/decode_error.h"
#include "crossdock/base/fuzz_for_test.h"
#include "crossdock/base/limit_error.h"
#include "crossdock/wire/json/document.h"
#include "crossdock/wire/json/text.h"
#include "crossdock/wire/json/writer.h"

namespace {

using crossdock::fuzz::require;
using crossdock::json::Document;
using crossdock::json::Source;
using crossdock::json::Type;
using crossdock::json::Value;

const Source kSource{"fuzz", "fuzz"};

// Writes the value anew, all strings unescaped and escaped again.
void rewrite(crossdock::json::Writer& writer, const Value& value) {
  require(!value.path().empty());
  if (value.is(Type::kObject)) {
    writer.begin_object();
    for (const std::string& key : value.keys()) {
      require(value.find(key).exists());
      writer.key(key);
      rewrite(writer, value.find(key));
    }
    writer.end_object();
  } else if (value.is(Type::kArray)) {
    writer.begin_array();
    for (const Value& element : value.elements()) rewrite(writer, element);
    writer.end_array();
  } else if (value.is(Type::kString)) {
    writer.text(value.text());
  } else {
    writer.raw(value.raw());
  }
}

// Whether simdjson's DOM takes the bytes, which is the other judge of what JSON is.
bool simdjson_accepts(std::string_view bytes) {
  if (bytes.empty()) return false;  // simdjson 3.0 hands memcpy a null pointer then
  simdjson::dom::parser parser;
  return parser.parse(bytes.data(), bytes.size()).error() == simdjson::SUCCESS;
}

// What we refuse and simdjson does not, on purpose: keys that repeat, halves of surrogate pairs, our bounds.
bool is_refused_by_us_alone(const absl::Status& status) {
  const auto error = crossdock::base::decode_error_of(status);
  if (!error.has_value()) return true;
  return error->expected == "each key once" || error->expected == "a string in JSON's notation";
}

}  // namespace

// What is accepted can be written again and is then accepted, twice with the same bytes; what is refused is
// refused with one of the two errors; what simdjson's DOM and the scanner accept is the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Document document;
  const absl::Status status = document.parse(bytes, kSource);
  if (!status.ok()) {
    require(crossdock::base::decode_error_of(status).has_value() ||
            crossdock::base::limit_error_of(status).has_value());
    require(!simdjson_accepts(bytes) || is_refused_by_us_alone(status));
    return 0;
  }
  require(simdjson_accepts(bytes));
  require(!crossdock::json::find_invalid_utf8(bytes).has_value());
  crossdock::json::Writer writer;
  rewrite(writer, document.root());
  const std::string once = writer.take();
  Document again;
  require(again.parse(once, kSource).ok());
  rewrite(writer = crossdock::json::Writer(), again.root());
  require(writer.take() == once);
  return 0;
}
