// SPDX-License-Identifier: MIT
// pcapng by its bytes, and read back.
#include "harness/capture/pcapng.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <optional>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/capture/capture_file.h"

namespace echocheck {
namespace {

using ::testing::HasSubstr;

std::uint64_t Little(const Bytes& bytes, std::size_t at, std::size_t width) {
  std::uint64_t value = 0;
  for (std::size_t i = width; i-- > 0;) {
    value = value << 8 | static_cast<unsigned char>(bytes.at(at + i));
  }
  return value;
}

struct Option {
  std::uint64_t code = 0;
  Bytes value;
};

struct ReadBlock {
  std::uint64_t type = 0;
  Bytes body;  // between both lengths
};

// Holds the lengths of blocks against each other, and against the end.
std::vector<ReadBlock> BlocksOf(const Bytes& file) {
  std::vector<ReadBlock> blocks;
  for (std::size_t at = 0; at < file.size();) {
    const std::uint64_t length = Little(file, at + 4, 4);
    EXPECT_EQ(length % 4, 0U);
    EXPECT_EQ(Little(file, at + length - 4, 4), length);
    blocks.push_back({Little(file, at, 4), file.substr(at + 8, length - 12)});
    at += length;
  }
  return blocks;
}

// Those that begin at `at` in a block, up to the end mark, which has to be the last.
std::vector<Option> OptionsOf(const Bytes& body, std::size_t at) {
  std::vector<Option> options;
  while (Little(body, at, 2) != 0) {
    const std::uint64_t length = Little(body, at + 2, 2);
    options.push_back({Little(body, at, 2), body.substr(at + 4, length)});
    const std::uint64_t padded = (length + 3) / 4 * 4;
    EXPECT_EQ(body.substr(at + 4 + length, padded - length), Bytes(padded - length, '\0'));
    at += 4 + padded;
  }
  EXPECT_EQ(Little(body, at + 2, 2), 0U);
  EXPECT_EQ(body.size(), at + 4);
  return options;
}

class Capture {
 public:
  Capture& With(const PcapngHeader& header) {
    AppendPcapngHeader(header, bytes_);
    return *this;
  }
  Capture& Add(std::int64_t stamp, BytesView data, std::uint32_t wire_length,
               std::string_view comment) {
    Frame frame;
    frame.stamp = Nanoseconds(stamp);
    frame.wire_length = wire_length;
    frame.data = {reinterpret_cast<const std::uint8_t*>(data.data()), data.size()};
    EXPECT_TRUE(AppendPcapngFrame(frame, comment, bytes_));
    return *this;
  }
  const Bytes& bytes() const { return bytes_; }
  ReadBlock Last() const { return BlocksOf(bytes_).back(); }

 private:
  Bytes bytes_;
};

TEST(Pcapng, BeginsWithASectionThatSaysWhoMadeIt) {
  PcapngHeader header;
  header.application = "echocheck 1.2";
  header.hardware = "x86_64";
  header.operating_system = "Linux 6";
  header.comment = "scenario basic";
  const Bytes file = Capture().With(header).bytes();
  EXPECT_EQ(file.substr(0, 4), "\x0a\x0d\x0d\x0a");
  EXPECT_EQ(file.substr(8, 4), "\x4d\x3c\x2b\x1a");  // little-endian, whatever this machine is
  const ReadBlock section = BlocksOf(file).at(0);
  EXPECT_EQ(Little(section.body, 4, 2), 1U);
  EXPECT_EQ(Little(section.body, 6, 2), 0U);
  EXPECT_EQ(Little(section.body, 8, 8), ~std::uint64_t{0});
  const std::vector<Option> options = OptionsOf(section.body, 16);
  ASSERT_EQ(options.size(), 4U);
  EXPECT_EQ(options[0].code, 1U);
  EXPECT_EQ(options[0].value, "scenario basic");
  EXPECT_EQ(options[1].code, 2U);
  EXPECT_EQ(options[1].value, "x86_64");
  EXPECT_EQ(options[2].code, 3U);
  EXPECT_EQ(options[2].value, "Linux 6");
  EXPECT_EQ(options[3].code, 4U);
  EXPECT_EQ(options[3].value, "echocheck 1.2");
}

TEST(Pcapng, DescribesTheInterface) {
  PcapngHeader header;
  header.link_type = LinkType::kLinuxSll2;
  header.snapshot_length = 66'000;
  header.interface_name = "lo";
  header.interface_description = "loopback";
  const auto blocks = BlocksOf(Capture().With(header).bytes());
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_TRUE(OptionsOf(blocks[0].body, 16).empty());  // nothing was known of the section
  EXPECT_EQ(blocks[1].type, 1U);
  EXPECT_EQ(Little(blocks[1].body, 0, 2), 276U);
  EXPECT_EQ(Little(blocks[1].body, 2, 2), 0U);
  EXPECT_EQ(Little(blocks[1].body, 4, 4), 66'000U);
  const std::vector<Option> options = OptionsOf(blocks[1].body, 8);
  ASSERT_EQ(options.size(), 3U);
  EXPECT_EQ(options[0].code, 2U);
  EXPECT_EQ(options[0].value, "lo");
  EXPECT_EQ(options[1].code, 3U);
  EXPECT_EQ(options[1].value, "loopback");
  EXPECT_EQ(options[2].code, 9U);
  EXPECT_EQ(options[2].value, "\x09");  // nanoseconds
}

TEST(Pcapng, AFrameHasItsStampItsLengthsItsBytesAndItsComment) {
  const std::int64_t stamp = 0x1234'5678'9abc'def0;
  const ReadBlock block = Capture().Add(stamp, "abcde", 1500, "grüße").Last();
  EXPECT_EQ(block.type, 6U);
  EXPECT_EQ(Little(block.body, 0, 4), 0U);
  EXPECT_EQ(Little(block.body, 4, 4), 0x1234'5678U);
  EXPECT_EQ(Little(block.body, 8, 4), 0x9abc'def0U);
  EXPECT_EQ(Little(block.body, 12, 4), 5U);
  EXPECT_EQ(Little(block.body, 16, 4), 1500U);
  EXPECT_EQ(block.body.substr(20, 8), Bytes("abcde\0\0\0", 8));
  const std::vector<Option> options = OptionsOf(block.body, 28);
  ASSERT_EQ(options.size(), 1U);
  EXPECT_EQ(options[0].code, 1U);
  EXPECT_EQ(options[0].value, "grüße");
}

TEST(Pcapng, PadsWhateverTheLengthsAre) {
  for (std::size_t size = 0; size < 9; ++size) {
    const Bytes data(size, 'd');
    const Bytes comment(size, 'c');
    const ReadBlock block = Capture().Add(1, data, 9, comment).Last();
    const std::size_t padded = (size + 3) / 4 * 4;
    EXPECT_EQ(block.body.substr(20, padded), data + Bytes(padded - size, '\0'));
    if (size == 0) {
      EXPECT_EQ(block.body.size(), 20U);  // no comment: no options at all
    } else {
      EXPECT_EQ(OptionsOf(block.body, 20 + padded).at(0).value, comment);
    }
  }
}

// The caller writes `out` piece by piece, and may have anything in it.
TEST(Pcapng, PadsFromTheBeginningOfEachBlock) {
  const std::uint8_t data[] = {1, 2, 3};
  Frame frame;
  frame.data = data;
  Bytes alone;
  ASSERT_TRUE(AppendPcapngFrame(frame, "c", alone));
  Bytes behind = "x";
  ASSERT_TRUE(AppendPcapngFrame(frame, "c", behind));
  EXPECT_EQ(behind, "x" + alone);
}

TEST(Pcapng, CutsTooLongACommentBetweenTwoCharacters) {
  Bytes comment(65'534, 'x');
  const ReadBlock fits = Capture().Add(1, "", 0, comment + "y").Last();
  EXPECT_EQ(OptionsOf(fits.body, 20).at(0).value, comment + "y");
  const ReadBlock cut = Capture().Add(1, "", 0, comment + "ü, and more").Last();
  EXPECT_EQ(OptionsOf(cut.body, 20).at(0).value, comment);
}

TEST(Pcapng, RefusesAFrameThatNoBlockCanHold) {
  Frame frame;
  frame.number = 7;
  const std::uint8_t first = 0;
  frame.data = {&first, (std::size_t{1} << 30) + 1};  // never looked at
  Bytes out;
  const Status appended = AppendPcapngFrame(frame, "comment", out);
  ASSERT_FALSE(appended);
  EXPECT_THAT(appended.error().message.english(), HasSubstr("frame 7 has 1073741825 bytes"));
  EXPECT_EQ(out, "");
}

TEST(Pcapng, IsReadBackAsItWasWritten) {
  PcapngHeader header;
  header.link_type = LinkType::kRaw;
  header.snapshot_length = 128;
  header.comment = "three frames";
  const Bytes text = Capture()
                         .With(header)
                         .Add(10'123'456'789, "abcde", 5, "the first")
                         .Add(9'000'000'001, "", 0, "")
                         .Add(1'796'000'000'999'999'999, Bytes(128, '\xff'), 65'535, "the last")
                         .bytes();
  UniqueFd memory(memfd_create("capture", 0));
  ASSERT_EQ(write(memory.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
  lseek(memory.get(), 0, SEEK_SET);
  auto file = CaptureFile::Open(std::move(memory), "x.pcapng");
  ASSERT_TRUE(file) << file.error().message.english();
  EXPECT_EQ(file->link_type(), LinkType::kRaw);
  EXPECT_EQ(file->snapshot_length(), 128U);
  const auto expect = [&](std::int64_t stamp, const Bytes& data, std::uint32_t wire_length) {
    const auto frame = file->Next();
    ASSERT_TRUE(frame && *frame);
    EXPECT_EQ((*frame)->stamp, Nanoseconds(stamp));
    EXPECT_EQ((*frame)->wire_length, wire_length);
    EXPECT_EQ(Bytes((*frame)->data.begin(), (*frame)->data.end()), data);
  };
  expect(10'123'456'789, "abcde", 5);
  expect(9'000'000'001, "", 0);
  expect(1'796'000'000'999'999'999, Bytes(128, '\xff'), 65'535);
  const auto end = file->Next();
  ASSERT_TRUE(end) << end.error().message.english();
  EXPECT_FALSE(*end);
}

}  // namespace
}  // namespace echocheck
