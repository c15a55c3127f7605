#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

// Writes compact JSON; commas and quotes come by themselves.
//
//   Writer writer;
//   writer.begin_object().key("id").text("7").key("note").null().end_object();
//   writer.take()  ->  {"id":"7","note":null}
//
// The caller opens and closes containers in pairs and writes a key before each value of an object. Texts are
// UTF-8; only what RFC 8259 demands is escaped.
namespace crossdock::json {

class Writer {
 public:
  Writer() = default;
  // Writes behind what stands there already, such as the lines of a file.
  explicit Writer(std::string out) : out_(std::move(out)) {}

  Writer& begin_object();
  Writer& end_object();
  Writer& begin_array();
  Writer& end_array();
  Writer& key(std::string_view name);
  Writer& text(std::string_view content);
  Writer& integer(std::int64_t number);
  Writer& boolean(bool truth);
  Writer& null();
  // Bytes that are a JSON value already.
  Writer& raw(std::string_view json);

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void separate();
  void quote(std::string_view content);

  std::string out_;
  bool comma_ = false;  // The next element of the innermost container needs a comma in front.
};

}  // namespace crossdock::json
