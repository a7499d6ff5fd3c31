// SPDX-License-Identifier: MIT
#include "harness/record/octets_json.h"

#include <gtest/gtest.h>

#include "harness/base/base64.h"

namespace echocheck {
namespace {

TEST(OctetsJson, TextStaysReadable) {
  EXPECT_EQ(OctetsToJson("hoge\n").dump(), R"({"text":"hoge\n"})");
  EXPECT_EQ(OctetsToJson("").dump(), R"({"text":""})");
  EXPECT_EQ(OctetsToJson("\x1b[2J").dump(), R"({"text":"\u001b[2J"})");
}

TEST(OctetsJson, OtherOctetsAreBase64) {
  EXPECT_EQ(OctetsToJson("\xff").dump(), R"({"base64":"/w=="})");
  EXPECT_EQ(OctetsToJson("\xed\xa0\x80").dump(), R"({"base64":"7aCA"})");  // a lone surrogate
}

// RFC 4648, section 10.
TEST(Base64, EncodesAndDecodesTheVectorsOfTheRfc) {
  const std::pair<BytesView, std::string_view> vectors[] = {{"", ""},
                                                            {"f", "Zg=="},
                                                            {"fo", "Zm8="},
                                                            {"foo", "Zm9v"},
                                                            {"foob", "Zm9vYg=="},
                                                            {"fooba", "Zm9vYmE="},
                                                            {"foobar", "Zm9vYmFy"}};
  for (const auto& [octets, text] : vectors) {
    EXPECT_EQ(EncodeBase64(octets), text);
    const auto decoded = DecodeBase64(text);
    ASSERT_TRUE(decoded) << text;
    EXPECT_EQ(*decoded, octets);
  }
}

TEST(Base64, RefusesWhatNoEncoderWrites) {
  for (const std::string_view text : {"Z", "Zg", "Zg=", "Zg===", "====", "Z===", "Zh==", "Zm9=",
                                      "Zg==Zg==", "Z g=", "Zm9v\n", "-_8="}) {
    EXPECT_FALSE(DecodeBase64(text)) << text;
  }
}

}  // namespace
}  // namespace echocheck
