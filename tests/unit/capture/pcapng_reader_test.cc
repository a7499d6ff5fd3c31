// SPDX-License-Identifier: MIT
// pcapng as others write it: several interfaces and sections, every kind of packet block, damage.
#include <sys/mman.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/base/bytes.h"
#include "harness/base/time_bounds.h"
#include "harness/capture/capture_file.h"
#include "harness/capture/datalink.h"
#include "harness/capture/pcapng_stamp.h"

namespace echocheck {
namespace {

using testing::HasSubstr;

// Blocks one after another, in the byte order of their section.
class Blocks {
 public:
  Blocks& Section(bool big_endian = false, std::uint16_t version = 1) {
    big_endian_ = big_endian;
    return Block(0x0a0d0d0a, Put32(0x1a2b3c4d) + Put16(version) + Put16(0) + Bytes(8, '\xff'));
  }
  Blocks& Interface(std::uint16_t link, std::uint32_t snapshot, const Bytes& options = "") {
    return Block(1, Put16(link) + Put16(0) + Put32(snapshot) + options);
  }
  Blocks& Enhanced(std::uint32_t interface, std::uint64_t stamp, const Bytes& data,
                   std::uint32_t wire_length) {
    const auto high = static_cast<std::uint32_t>(stamp >> 32);
    return Block(6, Put32(interface) + Put32(high) + Put32(static_cast<std::uint32_t>(stamp)) +
                        Put32(static_cast<std::uint32_t>(data.size())) + Put32(wire_length) + data);
  }
  Blocks& Obsolete(std::uint16_t interface, std::uint32_t stamp, const Bytes& data) {
    const Bytes length = Put32(static_cast<std::uint32_t>(data.size()));
    return Block(2, Put16(interface) + Put16(9) + Put32(0) + Put32(stamp) + length + length + data);
  }
  Blocks& Simple(std::uint32_t wire_length, const Bytes& data) {
    return Block(3, Put32(wire_length) + data);
  }
  Blocks& Block(std::uint32_t type, Bytes body) {
    body.append((4 - body.size() % 4) % 4, '\0');
    const Bytes length = Put32(static_cast<std::uint32_t>(body.size() + 12));
    file_ += Put32(type) + length + body + length;
    return *this;
  }
  Blocks& Raw(const Bytes& bytes) {
    file_ += bytes;
    return *this;
  }
  Bytes Option(std::uint16_t code, Bytes value) const {
    const auto size = static_cast<std::uint16_t>(value.size());
    value.append((4 - value.size() % 4) % 4, '\0');
    return Put16(code) + Put16(size) + value;
  }
  Bytes Put16(std::uint16_t value) const { return Number(value, 2); }
  Bytes Put32(std::uint32_t value) const { return Number(value, 4); }

  Result<CaptureFile> Open() const {
    UniqueFd file(memfd_create("capture", MFD_CLOEXEC));
    if (write(file.get(), file_.data(), file_.size()) < 0) return InternalError("cannot write");
    lseek(file.get(), 0, SEEK_SET);
    return CaptureFile::Open(std::move(file), "x.pcapng");
  }

 private:
  Bytes Number(std::uint32_t value, unsigned size) const {
    Bytes bytes;
    for (unsigned i = 0; i < size; ++i) {
      bytes += static_cast<char>(value >> 8 * (big_endian_ ? size - 1 - i : i) & 0xff);
    }
    return bytes;
  }
  bool big_endian_ = false;
  Bytes file_;
};

// "1:abc@5" for each frame: link type, data, stamp in nanoseconds; then the error, if any.
std::string Read(const Blocks& blocks) {
  auto file = blocks.Open();
  if (!file) return file.error().message.english();
  std::string text;
  for (;;) {
    const auto frame = file->Next();
    if (!frame) return text + frame.error().message.english();
    if (!*frame) return text;
    const auto link = static_cast<std::uint32_t>((*frame)->link.value_or(file->link_type()));
    text += std::to_string(link) + ":" + Bytes((*frame)->data.begin(), (*frame)->data.end()) + "@" +
            std::to_string((*frame)->stamp.count()) + " ";
  }
}

TEST(PcapngReaderTest, InterfacesMayDifferInAnything) {
  for (const bool big_endian : {false, true}) {
    Blocks blocks;
    blocks.Section(big_endian);
    const Bytes nanoseconds = blocks.Option(9, "\x09") + blocks.Option(0, "");
    blocks.Interface(1, 65535).Interface(101, 96, nanoseconds);
    blocks.Enhanced(0, 5, "abc", 3).Enhanced(1, 5, "defgh", 60).Interface(276, 0);
    blocks.Enhanced(2, 7, "i", 1).Enhanced(0, 6, "", 0);
    EXPECT_EQ(Read(blocks), "1:abc@5000 101:defgh@5 276:i@7000 1:@6000 ") << big_endian;
  }
}

TEST(PcapngReaderTest, EachSectionHasItsInterfacesAndItsByteOrder) {
  Blocks blocks;
  blocks.Section().Interface(1, 0).Interface(113, 0).Enhanced(1, 1, "a", 1);
  blocks.Section(true).Interface(101, 0).Enhanced(0, 2, "b", 1).Enhanced(1, 3, "c", 1);
  EXPECT_THAT(Read(blocks), HasSubstr("113:a@1000 101:b@2000 x.pcapng: cut or damaged after frame "
                                      "2, before byte "));
  EXPECT_THAT(Read(blocks), HasSubstr("an interface that was not described"));
}

TEST(PcapngReaderTest, ReadsEveryKindOfPacketBlockAndPassesOthersOver) {
  Blocks blocks;
  blocks.Section().Interface(1, 4).Obsolete(0, 3, "old").Block(5, Bytes(100'000, 'x'));
  blocks.Simple(3, "new").Simple(9, "limit").Block(0xbad, "whatever");
  // The frame of a simple block has the stamp of the one before it.
  EXPECT_EQ(Read(blocks), "1:old@3000 1:new@3000 1:limi@3000 ");
}

TEST(PcapngReaderTest, ASnapshotLengthCutsNothing) {
  Blocks blocks;
  blocks.Section().Interface(1, 2).Enhanced(0, 1, "abcdef", 6);
  EXPECT_EQ(Read(blocks), "1:abcdef@1000 ");
  EXPECT_EQ(blocks.Open()->snapshot_length(), 2U);
}

TEST(PcapngReaderTest, RawIpHasOtherNumbersInSomeFiles) {
  for (const std::uint16_t number : {12, 14, 101}) {
    Blocks blocks;
    blocks.Section().Interface(number, 0).Enhanced(0, 0, "a", 1);
    EXPECT_EQ(Read(blocks), "101:a@0 ") << number;
  }
}

TEST(PcapngReaderTest, FramesOfAnUnknownLinkTypeAreAnErrorOnlyIfThereAreNoOthers) {
  Blocks blocks;
  blocks.Section().Interface(105, 0).Interface(1, 0).Enhanced(0, 0, "a", 1);
  EXPECT_EQ(Read(blocks),
            "105:a@0 x.pcapng: frames of a link type that we cannot read: IEEE802_11");
  blocks.Enhanced(1, 0, "b", 1);
  EXPECT_EQ(Read(blocks), "105:a@0 1:b@0 ");
  EXPECT_EQ(LinkTypeName(LinkType{54321}), "link type 54321");
}

TEST(PcapngReaderTest, RefusesBlocksThatContradictThemselves) {
  const auto reading = [](const auto& add) {
    Blocks blocks;
    blocks.Section().Interface(1, 0);
    add(blocks);
    return Read(blocks);
  };
  EXPECT_THAT(reading([](Blocks& b) { b.Enhanced(1, 0, "a", 1); }), HasSubstr("not described"));
  EXPECT_THAT(reading([](Blocks& b) { b.Block(6, b.Put32(0)); }), HasSubstr("too short"));
  EXPECT_THAT(
      reading([](Blocks& b) { b.Block(6, Bytes(12, '\0') + b.Put32(5) + b.Put32(5) + "abcd"); }),
      HasSubstr("a frame of 5 bytes in a block of 36"));
  EXPECT_THAT(reading([](Blocks& b) { b.Raw(b.Put32(6) + b.Put32(13)); }), HasSubstr("13 bytes"));
  EXPECT_THAT(reading([](Blocks& b) { b.Raw(b.Put32(6) + b.Put32(8)); }), HasSubstr("8 bytes"));
  EXPECT_THAT(reading([](Blocks& b) { b.Raw(b.Put32(5) + b.Put32(12) + b.Put32(16)); }),
              HasSubstr("begins with length 12 ends with length 16"));
  EXPECT_THAT(reading([](Blocks& b) { b.Raw(b.Put32(5) + b.Put32(0xffff'fff0)); }),
              HasSubstr("ends inside a block"));
  EXPECT_THAT(reading([](Blocks& b) { b.Raw("abc"); }), HasSubstr("header is cut"));
  EXPECT_THAT(reading([](Blocks& b) { b.Section(false, 2); }), HasSubstr("pcapng of version 2"));
}

TEST(PcapngReaderTest, RefusesFilesThatBeginWrong) {
  Blocks no_interface;
  no_interface.Section().Enhanced(0, 0, "a", 1);
  EXPECT_THAT(Read(no_interface), HasSubstr("before the first interface"));
  Blocks no_order;
  no_order.Raw(no_order.Put32(0x0a0d0d0a) + no_order.Put32(28) + Bytes(20, '\0'));
  EXPECT_THAT(Read(no_order), HasSubstr("without a byte order"));
  Blocks nothing;
  EXPECT_EQ(Read(nothing.Section()), "");
}

// Memory is bounded, whatever a file claims.
TEST(PcapngReaderTest, BoundsInterfacesAndFrames) {
  Blocks many;
  many.Section();
  for (int i = 0; i < 65'537; ++i) many.Interface(1, 0);
  EXPECT_THAT(Read(many), HasSubstr("more than 65536 interfaces"));
  Blocks large;
  large.Section().Interface(1, 0).Enhanced(0, 0, Bytes(262'145, 'x'), 262'145);
  EXPECT_THAT(Read(large), HasSubstr("a frame of 262145 bytes"));
}

TEST(PcapngReaderTest, OptionsThatAreTooLongEndTheList) {
  Blocks blocks;
  blocks.Section();
  const Bytes too_long = blocks.Put16(2) + blocks.Put16(100) + "abcd";
  blocks.Interface(1, 0, too_long).Enhanced(0, 1, "a", 1);
  EXPECT_EQ(Read(blocks), "1:a@1000 ");
}

TEST(PcapngStampTest, ConvertsAnyResolution) {
  EXPECT_EQ(StampOfUnits(5, 0, 0), Nanoseconds(5'000'000'000));
  EXPECT_EQ(StampOfUnits(5, 6, 0), Nanoseconds(5'000));
  EXPECT_EQ(StampOfUnits(5'999, 12, 0), Nanoseconds(5));
  EXPECT_EQ(StampOfUnits(3, 0x81, 0), Nanoseconds(1'500'000'000));
  EXPECT_EQ(StampOfUnits((std::uint64_t{3} << 40) + 1, 0x80 | 40, 0), Nanoseconds(3'000'000'000));
  EXPECT_EQ(StampOfUnits(5, 6, 100), Nanoseconds(100'000'005'000));
}

TEST(PcapngStampTest, BoundsWhatIsTooFarAway) {
  constexpr std::uint64_t kMost = ~std::uint64_t{0};
  for (const int resolution : {0, 6, 9, 127, 0x80, 0x80 | 30, 0xff}) {
    for (const std::int64_t offset : {INT64_MIN, std::int64_t{-1}, std::int64_t{0}, INT64_MAX}) {
      for (const std::uint64_t count : {std::uint64_t{0}, std::uint64_t{1}, kMost}) {
        const Nanoseconds stamp =
            StampOfUnits(count, static_cast<std::uint8_t>(resolution), offset);
        EXPECT_GE(stamp, Nanoseconds(0));
        EXPECT_LE(stamp, kFarthestTime);
      }
    }
  }
  EXPECT_EQ(StampOfUnits(kMost, 0, 0), kFarthestTime);
  EXPECT_EQ(StampOfUnits(1, 0, -5), Nanoseconds(0));
}

}  // namespace
}  // namespace echocheck
