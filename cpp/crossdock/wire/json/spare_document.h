#pragma once

#include <memory>

#include "crossdock/wire/json/document.h"

// A document for one reader's call, in memory that the thread's next call takes over.
//
//   SpareDocument spare;
//   if (absl::Status status = spare->parse(body, source); !status.ok()) return status;
//
// Most documents are small, and asking for their memory and giving it back takes as long as half a scan. What
// a large one needed is given back. A thread that reads within a reader gets another document.
namespace crossdock::json {

class SpareDocument {
 public:
  SpareDocument();
  ~SpareDocument();
  SpareDocument(const SpareDocument&) = delete;
  SpareDocument& operator=(const SpareDocument&) = delete;

  [[nodiscard]] Document& operator*() const { return *document_; }
  [[nodiscard]] Document* operator->() const { return document_.get(); }

 private:
  std::unique_ptr<Document> document_;
};

}  // namespace crossdock::json
