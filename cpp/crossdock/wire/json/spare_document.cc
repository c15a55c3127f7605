#include "crossdock/wire/json/spare_document.h"

#include <utility>

namespace crossdock::json {
namespace {

// The longest document whose memory a thread keeps.
constexpr std::size_t kSpareDocumentBytesMax = std::size_t{1} << 18;

thread_local std::unique_ptr<Document> spare;

}  // namespace

SpareDocument::SpareDocument() : document_(std::move(spare)) {
  if (document_ == nullptr) document_ = std::make_unique<Document>();
}

SpareDocument::~SpareDocument() {
  if (document_->bytes().size() <= kSpareDocumentBytesMax) spare = std::move(document_);
}

}  // namespace crossdock::json
