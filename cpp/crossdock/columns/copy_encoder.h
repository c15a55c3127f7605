#pragma once

#include <cstddef>
#include <string>

#include "crossdock/columns/table.h"

// Writes a table as PostgreSQL's `COPY ... FROM STDIN (FORMAT binary)` wants it (layout in copy_format.h), at
// once or in chunks, so that a table of any length needs the memory of one chunk:
//
//   CopyEncoder encoder(table);
//   std::string chunk;
//   while (encoder.append_to(chunk, bytes)) { send(chunk); chunk.clear(); }
namespace crossdock::columns {

class CopyEncoder {
 public:
  // The table outlives the encoder and does not change meanwhile.
  explicit CopyEncoder(const Table& table) : table_(table) {}

  // Appends whole rows until at least `bytes_wanted` have been added, or all is written; false when there was
  // nothing left to append. The header comes first, the trailer last.
  bool append_to(std::string& chunk, std::size_t bytes_wanted);

  [[nodiscard]] bool is_done() const { return has_trailer_; }

 private:
  const Table& table_;
  std::size_t row_ = 0;
  bool has_header_ = false;
  bool has_trailer_ = false;
};

}  // namespace crossdock::columns
