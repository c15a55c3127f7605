#include "crossdock/wire/json/spare_document.h"

#include <gtest/gtest.h>

#include <string>

namespace crossdock::json {
namespace {

const Source kSource{"test", "spare"};

TEST(SpareDocument, TheNextCallOfAThreadTakesTheMemoryOver) {
  const Document* first = nullptr;
  {
    const SpareDocument document;
    ASSERT_TRUE(document->parse(R"({"a": [1, 2], "b": "long enough to be overwritten"})", kSource).ok());
    first = &*document;
  }
  const SpareDocument document;
  EXPECT_EQ(&*document, first);
  ASSERT_TRUE(document->parse(R"({"c": 3})", kSource).ok());
  EXPECT_EQ(document->root().find("c").raw(), "3");
  EXPECT_FALSE(document->root().find("a").exists());
}

TEST(SpareDocument, WhatReadsWithinAReaderGetsAnotherDocument) {
  const SpareDocument outer;
  ASSERT_TRUE(outer->parse(R"({"outer": 1})", kSource).ok());
  {
    const SpareDocument inner;
    EXPECT_NE(&*inner, &*outer);
    ASSERT_TRUE(inner->parse(R"({"inner": 2})", kSource).ok());
  }
  EXPECT_EQ(outer->root().find("outer").raw(), "1");
}

TEST(SpareDocument, AfterAFaultTheNextDocumentIsReadAsAnyOther) {
  {
    const SpareDocument document;
    EXPECT_FALSE(document->parse(R"({"a": 1, "a": 2})", kSource).ok());
  }
  const SpareDocument document;
  ASSERT_TRUE(document->parse(R"({"a": 1})", kSource).ok());
  EXPECT_EQ(document->root().find("a").raw(), "1");
}

TEST(SpareDocument, WhatALargeDocumentNeededIsGivenBack) {
  const std::string large = '"' + std::string(std::size_t{1} << 19, 'x') + '"';
  {
    const SpareDocument document;
    ASSERT_TRUE(document->parse(large, kSource).ok());
  }
  const SpareDocument document;
  EXPECT_EQ(document->bytes().size(), 0) << "a document that nothing was parsed into yet";
}

}  // namespace
}  // namespace crossdock::json
