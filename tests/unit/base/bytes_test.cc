// SPDX-License-Identifier: MIT
#include "harness/base/bytes.h"

#include <set>

#include <gtest/gtest.h>

namespace echocheck {
namespace {

using namespace std::string_literals;

TEST(EscapeBytesTest, IsPrintableAsciiWhateverSingleByteComes) {
  for (int value = 0; value < 256; ++value) {
    for (const char c : EscapeBytes(Bytes(1, static_cast<char>(value)))) {
      EXPECT_TRUE(c >= 0x20 && c < 0x7f) << value;
    }
  }
}

TEST(EscapeBytesTest, NamesTheUsualOnes) {
  EXPECT_EQ(EscapeBytes("hoge\n\r\t\0\\\"\x1b[31m\x7f\xe3"s),
            R"(hoge\n\r\t\0\\\"\x1b[31m\x7f\xe3)");
}

TEST(EscapeBytesTest, ShowsPrintableUtf8AsText) {
  EXPECT_EQ(EscapeBytes("こんにちは\n"), "こんにちは\\n");
  EXPECT_EQ(EscapeBytes("é Ω 한 𠮟 \xf0\x9f\x98\x80"), "é Ω 한 𠮟 \xf0\x9f\x98\x80");
  EXPECT_EQ(EscapeBytes("が"), "が");                          // one letter,
  EXPECT_EQ(EscapeBytes("か\xe3\x82\x99"), "か\xe3\x82\x99");  // and the same of two
}

TEST(EscapeBytesTest, EscapesWhatIsNotPrintable) {
  EXPECT_EQ(EscapeBytes("\xc2\x9b"), "\\xc2\\x9b");                 // a C1 control
  EXPECT_EQ(EscapeBytes("a\xe2\x80\xae z"), "a\\xe2\\x80\\xae z");  // turns the direction
  EXPECT_EQ(EscapeBytes("\xe2\x80\x8b"), "\\xe2\\x80\\x8b");        // no width
  EXPECT_EQ(EscapeBytes("\xd8\x81"), "\\xd8\\x81");                 // a format character
  EXPECT_EQ(EscapeBytes("\xd7\x90"), "\\xd7\\x90");                 // written from right to left
  EXPECT_EQ(EscapeBytes("\xcd\xb8"), "\\xcd\\xb8");                 // not assigned
  EXPECT_EQ(EscapeBytes("\xe2\x8c\x9a"), "\\xe2\\x8c\\x9a");        // of one column or two
  EXPECT_EQ(EscapeBytes("\xc2\xa0"), "\\xc2\\xa0");                 // looks like a space
  EXPECT_EQ(EscapeBytes("\xee\x80\x80"), "\\xee\\x80\\x80");        // for private use
  EXPECT_EQ(EscapeBytes("\xef\xbf\xbf"), "\\xef\\xbf\\xbf");        // no character
  EXPECT_EQ(EscapeBytes("\xe3\x82\x99"), "\\xe3\\x82\\x99");        // combines with nothing,
  EXPECT_EQ(EscapeBytes("\n\xe3\x82\x99"), "\\n\\xe3\\x82\\x99");   // and with no escape
}

TEST(EscapeBytesTest, EscapesWhatIsNotUtf8) {
  EXPECT_EQ(EscapeBytes("\x81\x93こ\xe3\x81"), "\\x81\\x93こ\\xe3\\x81");  // cut at both ends
  EXPECT_EQ(EscapeBytes("\xed\xa0\x80"), "\\xed\\xa0\\x80");               // a surrogate
  EXPECT_EQ(EscapeBytes("\xc0\xaf"), "\\xc0\\xaf");                        // too long a form
}

TEST(EscapeBytesTest, CountsColumnsNotBytes) {
  EXPECT_EQ(EscapeBytes("こんにちは", 10), "こんにちは");
  EXPECT_EQ(EscapeBytes("こんにちは", 9), "こんに...");
  EXPECT_EQ(EscapeBytes("こんにちは", 8), "こん...");
}

TEST(EscapeBytesTest, CutsBetweenEscapesOnly) {
  EXPECT_EQ(EscapeBytes("abcdef", 6), "abcdef");
  EXPECT_EQ(EscapeBytes("abcdefg", 6), "abc...");
  EXPECT_EQ(EscapeBytes("ab\x1bzzzz", 8), "ab...");
  EXPECT_EQ(EscapeBytes("\x1b\x1b", 6), "...");
  EXPECT_EQ(EscapeBytes("abc", 2), "..");
}

TEST(EscapeTextTest, KeepsUtf8AndLines) { EXPECT_EQ(EscapeText("ほげ\n\tcafé"), "ほげ\n\tcafé"); }

TEST(EscapeTextTest, DisarmsControlsAndBrokenSequences) {
  EXPECT_EQ(EscapeText("\x1b]0;x\x07"), R"(\x1b]0;x\x07)");
  EXPECT_EQ(EscapeText("a\rb"), R"(a\rb)");
  EXPECT_EQ(EscapeText("\xc2\x9b"
                       "31m"),
            R"(\xc2\x9b31m)");  // C1 CSI, in UTF-8
  EXPECT_EQ(EscapeText("\xff\xe3\x81"), R"(\xff\xe3\x81)");
}

TEST(Utf8Test, KnowsWellFormedFromBroken) {
  EXPECT_TRUE(IsUtf8("\xf0\x9f\x90\x9f"));
  EXPECT_FALSE(IsUtf8("\xc0\xaf"));          // overlong
  EXPECT_FALSE(IsUtf8("\xe0\x80\xaf"));      // overlong
  EXPECT_FALSE(IsUtf8("\xed\xa0\x80"));      // surrogate
  EXPECT_FALSE(IsUtf8("\xf4\x90\x80\x80"));  // beyond U+10FFFF
  EXPECT_FALSE(IsUtf8("\xe3\x81"));          // cut
}

TEST(Utf8Test, FindsTheFirstBadByte) {
  EXPECT_EQ(FirstBadUtf8("abc エ"), std::nullopt);
  EXPECT_EQ(FirstBadUtf8("ab\xff"), 2U);
  EXPECT_EQ(FirstBadUtf8("エ\xe3\x82"), 3U);        // cut inside a character
  EXPECT_EQ(FirstBadUtf8("a\xc0\x80"), 1U);         // overlong
  EXPECT_EQ(FirstBadUtf8("\x80"), 0U);              // nothing to continue
  EXPECT_EQ(FirstBadUtf8("\xf5\x80\x80\x80"), 0U);  // beyond Unicode
}

TEST(Utf8Test, ReplacesWhatIsBroken) {
  EXPECT_EQ(ToValidUtf8("a\xff"
                        "b"),
            "a\xef\xbf\xbd"
            "b");
  EXPECT_TRUE(IsUtf8(ToValidUtf8("\xe3\x81\xff\xc0")));
}

TEST(StreamHashTest, DoesNotDependOnThePieces) {
  const Bytes stream = "0123456789abcdefghijklmnopqrstuvwxyz";
  StreamHash whole;
  whole.Add(stream);
  for (std::size_t first = 0; first <= stream.size(); ++first) {
    for (std::size_t second = first; second <= stream.size(); ++second) {
      StreamHash pieces;
      pieces.Add(BytesView(stream).substr(0, first));
      pieces.Add(BytesView(stream).substr(first, second - first));
      pieces.Add(BytesView(stream).substr(second));
      EXPECT_EQ(whole.value(), pieces.value()) << first << " " << second;
    }
  }
}

TEST(StreamHashTest, TellsStreamsApart) {
  std::set<std::uint64_t> values;
  const Bytes stream = "0123456789abcdefghijklmnopqrstuvwxyz";
  for (std::size_t size = 0; size <= stream.size(); ++size) {
    StreamHash prefix;
    prefix.Add(BytesView(stream).substr(0, size));
    values.insert(prefix.value());
  }
  for (std::size_t at = 0; at < stream.size(); ++at) {
    Bytes changed = stream;
    changed[at] = static_cast<char>(changed[at] ^ 0x80);
    StreamHash hash;
    hash.Add(changed);
    values.insert(hash.value());
  }
  StreamHash zeros;
  zeros.Add(Bytes(8, '\0'));
  values.insert(zeros.value());
  EXPECT_EQ(values.size(), 2 * stream.size() + 2);
}

// GitHub's runner looks for these in all that a step prints.
TEST(EscapeTest, NoWorkflowCommandOfTheOldFormIsLeft) {
  EXPECT_EQ(EscapeBytes("a ##[error]b"), "a ##\\x5berror]b");
  EXPECT_EQ(EscapeText("a ##[error]b"), "a ##\\x5berror]b");
  EXPECT_EQ(EscapeText("###[[ #[ ## ["), "###\\x5b[ #[ ## [");
}

}  // namespace
}  // namespace echocheck
