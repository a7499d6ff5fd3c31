// SPDX-License-Identifier: MIT
#include "harness/base/base64.h"

#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

namespace echocheck {
namespace {

TEST(Base64Test, EncodesAndDecodesTheVectorsOfTheRfc) {
  const std::pair<BytesView, std::string_view> vectors[] = {{"", ""},
                                                            {"f", "Zg=="},
                                                            {"fo", "Zm8="},
                                                            {"foo", "Zm9v"},
                                                            {"foob", "Zm9vYg=="},
                                                            {"fooba", "Zm9vYmE="},
                                                            {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(EncodeBase64(bytes), text);
    ASSERT_TRUE(DecodeBase64(text)) << text;
    EXPECT_EQ(*DecodeBase64(text), bytes);
  }
}

TEST(Base64Test, EveryByteSurvives) {
  Bytes bytes;
  for (int value = 0; value < 256; ++value) bytes += static_cast<char>(value);
  EXPECT_EQ(*DecodeBase64(EncodeBase64(bytes)), bytes);
}

TEST(Base64Test, RefusesWhatNoEncoderWrites) {
  for (const std::string_view text : {"Z", "Zg", "Zg=", "Zg===", "====", "Z===", "Zh==", "Zm9=",
                                      "Zg==Zg==", "Z g=", "Zm9v\n", "-_8="}) {
    EXPECT_FALSE(DecodeBase64(text)) << text;
  }
}

TEST(Base64Test, SaysWhere) {
  const auto complaint = [](std::string_view text) {
    return DecodeBase64(text).error().message.english();
  };
  const std::string groups = "expected groups of four, the last filled up with \"=\"";
  EXPECT_EQ(complaint("Zg"), "column 3: " + groups);
  EXPECT_EQ(complaint("Zm9vY==="), "column 9: " + groups);
  EXPECT_EQ(complaint("Zg==Zg=="), "column 3: \"=\" before the end");
  EXPECT_EQ(complaint("Zm9v\nZm9v"), "column 5: not in the base64 alphabet");
  EXPECT_EQ(complaint("Zh=="), "column 2: bits beyond the last byte are not zero");
}

}  // namespace
}  // namespace echocheck
