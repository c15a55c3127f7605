#include "crossdock/wire/json/writer.h"

#include <algorithm>
#include <cstddef>

namespace crossdock::json {
namespace {

bool is_escaped(char character) {
  return static_cast<unsigned char>(character) < 0x20 || character == '"' || character == '\\';
}

constexpr char kHexadecimal[] = "0123456789abcdef";

void append_escaped(std::string& out, char character) {
  switch (character) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(character);
  out += "\\u00";
  out += kHexadecimal[byte >> 4];
  out += kHexadecimal[byte & 0xf];
}

}  // namespace

void Writer::separate() {
  if (comma_) out_ += ',';
  comma_ = true;
}

void Writer::quote(std::string_view content) {
  out_ += '"';
  while (!content.empty()) {
    const auto stop =
        static_cast<std::size_t>(std::find_if(content.begin(), content.end(), is_escaped) - content.begin());
    out_ += content.substr(0, stop);
    if (stop == content.size()) break;
    append_escaped(out_, content[stop]);
    content.remove_prefix(stop + 1);
  }
  out_ += '"';
}

Writer& Writer::begin_object() {
  separate();
  out_ += '{';
  comma_ = false;
  return *this;
}

Writer& Writer::end_object() {
  out_ += '}';
  comma_ = true;
  return *this;
}

Writer& Writer::begin_array() {
  separate();
  out_ += '[';
  comma_ = false;
  return *this;
}

Writer& Writer::end_array() {
  out_ += ']';
  comma_ = true;
  return *this;
}

Writer& Writer::key(std::string_view name) {
  separate();
  quote(name);
  out_ += ':';
  comma_ = false;
  return *this;
}

Writer& Writer::text(std::string_view content) {
  separate();
  quote(content);
  return *this;
}

Writer& Writer::integer(std::int64_t number) { return raw(std::to_string(number)); }

Writer& Writer::boolean(bool truth) { return raw(truth ? "true" : "false"); }

Writer& Writer::null() { return raw("null"); }

Writer& Writer::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

}  // namespace crossdock::json
