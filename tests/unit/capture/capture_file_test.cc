// SPDX-License-Identifier: MIT
#include "harness/capture/capture_file.h"

#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include <cstring>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/base/time_bounds.h"
#include "harness/capture/pcapng.h"

namespace echocheck {
namespace {

// A capture file written byte by byte, in this machine's byte order.
class PcapText {
 public:
  explicit PcapText(std::uint32_t magic = 0xa1b23c4d, std::uint32_t link_type = 1,
                    std::uint32_t snapshot_length = 262144) {
    Put32(magic).Put16(2).Put16(4).Put32(0).Put32(0).Put32(snapshot_length).Put32(link_type);
  }
  PcapText& Frame(std::uint32_t seconds, std::uint32_t fraction, const std::string& data,
                  std::uint32_t wire_length) {
    Put32(seconds).Put32(fraction).Put32(static_cast<std::uint32_t>(data.size()));
    Put32(wire_length);
    text_ += data;
    return *this;
  }
  PcapText& CutBy(std::size_t bytes) {
    text_.resize(text_.size() - bytes);
    return *this;
  }
  Result<CaptureFile> Open() const { return OpenText(text_); }
  std::string Gzip() const {
    UniqueFd file(memfd_create("packed", 0));
    gzFile packer = gzdopen(dup(file.get()), "wb");
    gzwrite(packer, text_.data(), static_cast<unsigned>(text_.size()));
    gzclose(packer);
    std::string packed(static_cast<std::size_t>(lseek(file.get(), 0, SEEK_END)), ' ');
    return pread(file.get(), packed.data(), packed.size(), 0) < 0 ? "" : packed;
  }
  static Result<CaptureFile> OpenText(const std::string& text) {
    UniqueFd file(memfd_create("capture", 0));
    if (write(file.get(), text.data(), text.size()) < 0) return InternalError("cannot write");
    lseek(file.get(), 0, SEEK_SET);
    return CaptureFile::Open(std::move(file), "x.pcap");
  }

 private:
  PcapText& Put32(std::uint32_t value) {
    text_.append(reinterpret_cast<const char*>(&value), sizeof value);
    return *this;
  }
  PcapText& Put16(std::uint16_t value) {
    text_.append(reinterpret_cast<const char*>(&value), sizeof value);
    return *this;
  }
  std::string text_;
};

TEST(CaptureFileTest, GivesTheFramesInOrder) {
  auto file = PcapText().Frame(10, 123'456'789, "abcd", 4).Frame(11, 5, "ef", 60).Open();
  ASSERT_TRUE(file);
  EXPECT_EQ(file->link_type(), LinkType::kEthernet);
  auto first = file->Next();
  ASSERT_TRUE(first && *first);
  EXPECT_EQ((*first)->number, 1U);
  EXPECT_EQ((*first)->stamp, Nanoseconds(10'123'456'789));
  EXPECT_EQ((*first)->data.size(), 4U);
  auto second = file->Next();
  ASSERT_TRUE(second && *second);
  EXPECT_EQ((*second)->number, 2U);
  EXPECT_EQ((*second)->wire_length, 60U);
  EXPECT_EQ((*second)->data[1], 'f');
  auto end = file->Next();
  ASSERT_TRUE(end);
  EXPECT_FALSE(*end);
}

// Some tools write a smaller one than their frames are: what is there is read.
TEST(CaptureFileTest, TheSnapshotLengthOfTheHeaderCutsNothing) {
  auto file = PcapText(0xa1b23c4d, 1, 2).Frame(1, 0, "abcd", 4).Open();
  ASSERT_TRUE(file);
  EXPECT_EQ(file->snapshot_length(), 2U);
  EXPECT_EQ((**file->Next()).data.size(), 4U);
}

TEST(CaptureFileTest, MicrosecondsBecomeNanoseconds) {
  auto file = PcapText(0xa1b2c3d4).Frame(1, 999'999, "x", 1).Open();
  ASSERT_TRUE(file);
  EXPECT_EQ((**file->Next()).stamp, Nanoseconds(1'999'999'000));
}

// pcapng lets a file choose the unit of its times, and where they count from.
TEST(CaptureFileTest, BoundsATimeThatIsTooFarAway) {
  Bytes text;
  AppendPcapngHeader(PcapngHeader(), text);
  const std::string nanoseconds("\x09\0\x01\0\x09\0\0\0", 8);  // the option if_tsresol
  ASSERT_NE(text.find(nanoseconds), std::string::npos);
  text[text.find(nanoseconds) + 4] = 0;  // seconds
  Frame frame;
  frame.stamp = kFarthestTime;
  ASSERT_TRUE(AppendPcapngFrame(frame, "", text));
  auto file = PcapText::OpenText(text);
  ASSERT_TRUE(file);
  auto read = file->Next();
  ASSERT_TRUE(read && *read);
  EXPECT_EQ((*read)->stamp, kFarthestTime);
}

TEST(CaptureFileTest, ACutFileGivesWhatItHasAndThenAnError) {
  auto file = PcapText().Frame(1, 0, "abcd", 4).Frame(2, 0, "efgh", 4).CutBy(2).Open();
  ASSERT_TRUE(file);
  EXPECT_TRUE(*file->Next());
  const auto cut = file->Next();
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().kind, ErrorKind::kEnvironment);
  EXPECT_THAT(cut.error().message.english(),
              testing::HasSubstr("x.pcap: cut or damaged after frame 1, before byte 62: "));
}

TEST(CaptureFileTest, ReadsWhatGzipMadeAndSaysIfThatIsCut) {
  PcapText text;
  text.Frame(10, 5, "abcd", 4);
  const std::string packed = text.Gzip();
  auto whole = PcapText::OpenText(packed);
  ASSERT_TRUE(whole);
  const auto frame = whole->Next();
  ASSERT_TRUE(frame && *frame);
  EXPECT_EQ((*frame)->stamp, Nanoseconds(10'000'000'005));
  EXPECT_FALSE(*whole->Next());
  auto cut = PcapText::OpenText(packed.substr(0, packed.size() - 8));  // all but the checksum
  ASSERT_TRUE(cut);
  EXPECT_TRUE(*cut->Next());
  EXPECT_THAT(cut->Next().error().message.english(),
              testing::HasSubstr("the compressed data ends too early"));
}

TEST(CaptureFileTest, TellsTheUsersMistakeFromADamagedCapture) {
  EXPECT_EQ(PcapText::OpenText("").error().kind, ErrorKind::kUsage);
  EXPECT_EQ(PcapText::OpenText("hello, this is no capture").error().kind, ErrorKind::kUsage);
  EXPECT_EQ(CaptureFile::OpenPath("/nowhere.pcap").error().kind, ErrorKind::kUsage);
  EXPECT_EQ(CaptureFile::OpenPath("/").error().kind, ErrorKind::kUsage);
  EXPECT_EQ(PcapText().CutBy(10).Open().error().kind, ErrorKind::kEnvironment);
  EXPECT_EQ(PcapText(0xa1b2c3d4, 105).Open().error().kind, ErrorKind::kEnvironment);
}

TEST(CaptureFileTest, SaysWhatItCannotRead) {
  EXPECT_THAT(
      PcapText::OpenText("hello, this is no capture at all").error().message.english(),
      testing::HasSubstr("x.pcap: not a capture: it begins neither like pcap nor like pcapng"));
  EXPECT_THAT(PcapText::OpenText("").error().message.english(), testing::HasSubstr("x.pcap"));
  EXPECT_THAT(PcapText(0xa1b2c3d4, 105).Open().error().message.english(),
              testing::HasSubstr("link type that we cannot read: IEEE802_11"));
}

}  // namespace
}  // namespace echocheck
