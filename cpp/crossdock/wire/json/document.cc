#include "crossdock/wire/json/document.h"

#include <simdjson.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "crossdock/base/decode_error.h"
#include "crossdock/base/limit_error.h"
#include "crossdock/base/limits.h"
#include "crossdock/wire/json/scanner.h"
#include "crossdock/wire/json/text.h"

namespace crossdock::json {
namespace {

base::DecodeError error_at(const Source& source, std::string path, std::string_view expected,
                           std::string_view found, std::optional<std::size_t> offset) {
  base::DecodeError error{source.system,         source.topic,       std::move(path),
                          std::string(expected), std::string(found), std::nullopt};
  if (offset.has_value()) error.offset = static_cast<std::int64_t>(*offset);
  return error;
}

// The usual document has a value or key in every so many bytes; memory for them is taken at once.
constexpr std::size_t kBytesPerNode = 10;

}  // namespace

absl::Status Document::parse(std::string_view bytes, const Source& source) {
  list_.clear();
  length_ = 0;
  if (bytes.size() > base::kDocumentBytesMax) {
    return to_status(base::LimitError{"document_bytes_max",
                                      static_cast<std::int64_t>(base::kDocumentBytesMax),
                                      static_cast<std::int64_t>(bytes.size())});
  }
  buffer_.reserve(bytes.size() + kPaddingBytes);
  buffer_.assign(bytes.begin(), bytes.end());
  buffer_.resize(bytes.size() + kPaddingBytes);
  length_ = bytes.size();
  const std::size_t usual = std::min(length_ / kBytesPerNode, base::kJsonValuesMax);
  if (list_.places.size() < usual) list_.places.resize(usual);

  const bool is_utf8 = simdjson::validate_utf8(buffer_.data(), length_);
  const std::optional<ScanFault> fault = scan(this->bytes(), list_);
  // Text that ends within a character is cut off rather than wrong.
  if (!is_utf8 && !(fault.has_value() && !fault->limit.has_value() && fault->offset == length_)) {
    list_.clear();
    return to_status(
        error_at(source, "$", "text in UTF-8", "bytes that are not UTF-8", find_invalid_utf8(this->bytes())));
  }
  if (!fault.has_value()) return absl::OkStatus();
  if (fault->limit.has_value()) return to_status(*fault->limit);
  return to_status(error_at(source, fault->path, fault->expected, fault->found, fault->offset));
}

std::string_view Value::raw() const {
  if (!exists()) return {};
  return {document_->bytes().data() + node().offset, node().length};
}

std::string Value::text() const {
  return is(Type::kString) ? text_of(document_->bytes(), node()) : std::string();
}

void Value::copy_text(std::string& to) const {
  if (!is(Type::kString)) {
    to.clear();
  } else if (node().escaped) {
    to = text();
  } else {
    to.assign(inside_of(document_->bytes(), node()));
  }
}

std::string_view Value::text_view(std::string& kept) const {
  if (!is(Type::kString)) return {};
  if (!node().escaped) return inside_of(document_->bytes(), node());
  kept = text();
  return kept;
}

std::string Value::path() const {
  return exists() ? path_of(document_->bytes(), document_->nodes(), index_) : std::string("$");
}

std::string_view Value::shape() const {
  if (!exists()) return "nothing";
  switch (node().type) {
    case Type::kNull:
      return "null";
    case Type::kFalse:
    case Type::kTrue:
      return "a boolean";
    case Type::kNumber:
      return "a number";
    case Type::kString:
      return "a string";
    case Type::kArray:
      return "an array";
    case Type::kObject:
      return "an object";
  }
  return "nothing";
}

std::vector<Value> Value::elements() const {
  std::vector<Value> values;
  for_each([&values](const Value& value) {
    values.push_back(value);
    return true;
  });
  return values;
}

std::vector<std::string> Value::keys() const {
  std::vector<std::string> names;
  if (!is(Type::kObject)) return names;
  const std::span<const Node> nodes = document_->nodes();
  for (std::size_t index = index_ + 1; index < index_ + node().span; index += 1 + nodes[index + 1].span) {
    names.push_back(text_of(document_->bytes(), nodes[index]));
  }
  return names;
}

}  // namespace crossdock::json
