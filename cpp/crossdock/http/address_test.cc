#include "crossdock/http/address.h"

#include <gtest/gtest.h>

namespace crossdock::http {
namespace {

TEST(Address, HttpsGoesAnywhere) {
  const auto address = check_address("https://shop.example:8443/admin/api?token=secret#x");
  ASSERT_TRUE(address.ok());
  EXPECT_EQ(address->place, "https://shop.example:8443");
  EXPECT_FALSE(address->is_plain);
}

TEST(Address, PlainHttpGoesToLoopbackAlone) {
  for (const char* url :
       {"http://127.0.0.1:8069/x", "http://127.9.9.9", "http://localhost:1", "http://[::1]:80/"}) {
    EXPECT_TRUE(check_address(url).ok()) << url;
  }
  for (const char* url :
       {"http://example.com/", "http://10.0.0.1/", "http://128.0.0.1/", "http://127.0.0.1.example/",
        "http://localhost.example/", "http://[::2]/", "http://0.0.0.0/"}) {
    EXPECT_FALSE(check_address(url).ok()) << url;
  }
}

TEST(Address, LoopbackInOtherSpellingsIsNotMistakenForAnotherHost) {
  // curl reads 2130706433 as 127.0.0.1 and 167772161 as 10.0.0.1; what it reads is what counts.
  EXPECT_TRUE(check_address("http://2130706433/").ok());
  EXPECT_FALSE(check_address("http://167772161/").ok());
}

TEST(Address, CredentialsInTheAddressAreRefusedAndNotRepeated) {
  const auto status = check_address("https://user:hunter2@shop.example/").status();
  EXPECT_FALSE(status.ok());
  EXPECT_EQ(status.message().find("hunter2"), absl::string_view::npos);
}

TEST(Address, NothingButHttpIsSpoken) {
  for (const char* url : {"", "shop.example", "/path", "ftp://shop.example/", "file:///etc/passwd",
                          "https://", "javascript:alert(1)", "https://a b/"}) {
    EXPECT_FALSE(check_address(url).ok()) << url;
  }
  EXPECT_FALSE(check_address(std::string_view("https://shop.example/\0x", 23)).ok());
}

TEST(Address, RefusalNamesNeitherPathNorQuery) {
  const auto status = check_address("http://shop.example/secret-path?token=secret").status();
  EXPECT_EQ(status.message().find("secret"), absl::string_view::npos);
  EXPECT_NE(status.message().find("http://shop.example"), absl::string_view::npos);
}

}  // namespace
}  // namespace crossdock::http
