#include "crossdock/wire/json/writer.h"

namespace crossdock::json {
namespace {

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
  if (byte < 0x20) {
    out += "\\u00";
    out += kHexadecimal[byte >> 4];
    out += kHexadecimal[byte & 0xf];
  } else {
    out += character;
  }
}

}  // namespace

void Writer::separate() {
  if (comma_) out_ += ',';
  comma_ = true;
}

void Writer::quote(std::string_view content) {
  out_ += '"';
  for (const char character : content) append_escaped(out_, character);
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

Writer& Writer::null() { return raw("null"); }

Writer& Writer::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

}  // namespace crossdock::json
