// SPDX-License-Identifier: MIT
#include "harness/capture/pcapng_reader.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "harness/capture/datalink.h"
#include "harness/capture/pcapng_stamp.h"

namespace echocheck {
namespace {

namespace block_type {
constexpr std::uint32_t kInterfaceDescription = 1;
constexpr std::uint32_t kObsoletePacket = 2;
constexpr std::uint32_t kSimplePacket = 3;
constexpr std::uint32_t kEnhancedPacket = 6;
constexpr std::uint32_t kSectionHeader = 0x0a0d0d0a;
}  // namespace block_type

constexpr std::uint32_t kBlockHeader = 8;  // type and length
constexpr std::uint32_t kTrailer = 4;      // the length again

// As libpcap and Wireshark have it, for the link types that we read.
constexpr std::uint32_t kMostBytesOfAFrame = 262'144;
// Of one section. Numbers of interfaces are 32 bits wide, and a description has 20 bytes.
constexpr std::size_t kMostInterfaces = 65'536;

Error Damaged(std::string reason) { return EnvironmentError(std::move(reason)); }

}  // namespace

Status PcapngReader::Begin() {
  while (!any_interface_) {
    const auto opened = OpenBlock();
    if (!opened) return opened.error();
    if (!*opened) return {};
    if (block_.type == block_type::kObsoletePacket || block_.type == block_type::kSimplePacket ||
        block_.type == block_type::kEnhancedPacket) {
      return Damaged("a frame comes before the first interface");
    }
    ECHOCHECK_TRY(ReadDescription());
    ECHOCHECK_TRY(CloseBlock());
  }
  return {};
}

Result<std::optional<Frame>> PcapngReader::Next() {
  for (;;) {
    const auto opened = OpenBlock();
    if (!opened) return opened.error();
    if (!*opened) return std::optional<Frame>();
    switch (block_.type) {
      case block_type::kObsoletePacket:
      case block_type::kSimplePacket:
      case block_type::kEnhancedPacket: {
        const auto frame = ReadPacket();
        if (!frame) return frame.error();
        ECHOCHECK_TRY(CloseBlock());
        return std::optional<Frame>(*frame);
      }
      default:
        ECHOCHECK_TRY(ReadDescription());
    }
    ECHOCHECK_TRY(CloseBlock());
  }
}

Result<bool> PcapngReader::OpenBlock() {
  std::array<std::uint8_t, kBlockHeader> header{};
  const std::size_t count = fread_unlocked(header.data(), 1, header.size(), stream_);
  if (count == 0 && std::feof(stream_) != 0) return false;
  block_.left = 0;
  if (count < header.size()) {
    return Damaged(std::ferror(stream_) != 0 ? std::strerror(errno) : "a block's header is cut");
  }
  // The type of a section header reads the same in both byte orders; the other numbers need it.
  if (Number32(header.data()) == block_type::kSectionHeader) {
    std::array<std::uint8_t, 4> magic{};
    block_.left = magic.size();
    ECHOCHECK_TRY(Read(magic.data(), magic.size()));
    constexpr std::array<std::uint8_t, 4> kBig = {0x1a, 0x2b, 0x3c, 0x4d};
    constexpr std::array<std::uint8_t, 4> kLittle = {0x4d, 0x3c, 0x2b, 0x1a};
    if (magic != kBig && magic != kLittle) return Damaged("a section without a byte order");
    big_endian_ = magic == kBig;
  } else if (!in_section_) {
    return Damaged("a block comes before the first section");
  }
  block_.type = Number32(header.data());
  block_.length = Number32(header.data() + 4);
  const bool is_section = block_.type == block_type::kSectionHeader;
  const std::uint32_t taken = kBlockHeader + (is_section ? 4 : 0);
  if (block_.length % 4 != 0 || block_.length < taken + kTrailer) {
    return Damaged(fmt::format("a block of {} bytes", block_.length));
  }
  block_.left = block_.length - taken - kTrailer;
  return true;
}

Status PcapngReader::CloseBlock() {
  ECHOCHECK_TRY(Skip(block_.left));
  block_.left = kTrailer;
  const auto length = Read32();
  if (!length) return length.error();
  if (*length != block_.length) {
    return Damaged(fmt::format("a block that begins with length {} ends with length {}",
                               block_.length, *length));
  }
  return {};
}

// Of frames that follow. Names, statistics and what others have added are passed over.
Status PcapngReader::ReadDescription() {
  if (block_.type == block_type::kSectionHeader) return ReadSection();
  return block_.type == block_type::kInterfaceDescription ? ReadInterface() : Status();
}

Status PcapngReader::ReadSection() {
  const auto major = Read16();
  if (!major) return major.error();
  if (*major != 1) return Damaged(fmt::format("pcapng of version {}", *major));
  in_section_ = true;
  interfaces_.clear();
  return {};
}

Status PcapngReader::ReadInterface() {
  Interface interface;
  const auto link_type = Read16();
  if (!link_type) return link_type.error();
  ECHOCHECK_TRY(Skip(2));
  const auto snapshot_length = Read32();
  if (!snapshot_length) return snapshot_length.error();
  interface.link_type = LinkTypeOf(*link_type);
  interface.snapshot_length = *snapshot_length;
  ECHOCHECK_TRY(ReadOptions(interface));
  if (interfaces_.size() == kMostInterfaces) {
    return Damaged(fmt::format("more than {} interfaces", kMostInterfaces));
  }
  interfaces_.push_back(interface);
  if (any_interface_) return {};
  any_interface_ = true;
  link_type_ = interface.link_type;
  snapshot_length_ = interface.snapshot_length;
  return {};
}

// Options that are too long for their block end the list: nothing else depends on them.
Status PcapngReader::ReadOptions(Interface& interface) {
  constexpr std::uint16_t kEnd = 0;
  constexpr std::uint16_t kResolution = 9;
  constexpr std::uint16_t kOffset = 14;
  while (block_.left >= 4) {
    const auto code = Read16();
    if (!code) return code.error();
    const auto length = Read16();
    if (!length) return length.error();
    const std::uint32_t padded = (std::uint32_t{*length} + 3) / 4 * 4;
    if (*code == kEnd || padded > block_.left) return {};
    std::array<std::uint8_t, 8> value{};
    const bool is_resolution = *code == kResolution && *length == 1;
    const bool is_offset = *code == kOffset && *length == 8;
    const std::uint32_t taken = is_resolution ? 1 : is_offset ? 8 : 0;
    ECHOCHECK_TRY(Read(value.data(), taken));
    if (is_resolution) interface.resolution = value[0];
    if (is_offset) {
      const std::uint64_t first = Number32(value.data());
      const std::uint64_t second = Number32(value.data() + 4);
      interface.offset =
          static_cast<std::int64_t>(big_endian_ ? first << 32 | second : second << 32 | first);
    }
    ECHOCHECK_TRY(Skip(padded - taken));
  }
  return {};
}

Result<Frame> PcapngReader::ReadPacket() {
  if (block_.type == block_type::kSimplePacket) {
    if (interfaces_.empty()) return Damaged("a frame of an interface that was not described");
    const auto wire_length = Read32();
    if (!wire_length) return wire_length.error();
    const std::uint32_t limit = interfaces_[0].snapshot_length;
    auto frame = TakeFrame(interfaces_[0],
                           limit == 0 ? *wire_length : std::min(limit, *wire_length), *wire_length);
    if (frame) frame->stamp = latest_;  // it has none of its own
    return frame;
  }
  std::array<std::uint8_t, 20> fixed{};
  ECHOCHECK_TRY(Read(fixed.data(), fixed.size()));
  // The obsolete block has a 16-bit number, and then how many frames were dropped.
  const std::uint32_t number =
      block_.type == block_type::kEnhancedPacket
          ? Number32(fixed.data())
          : (big_endian_ ? fixed[0] << 8 | fixed[1] : fixed[1] << 8 | fixed[0]);
  if (number >= interfaces_.size())
    return Damaged("a frame of an interface that was not described");
  const Interface& interface = interfaces_[number];
  const std::uint64_t units =
      std::uint64_t{Number32(fixed.data() + 4)} << 32 | Number32(fixed.data() + 8);
  auto frame = TakeFrame(interface, Number32(fixed.data() + 12), Number32(fixed.data() + 16));
  if (frame) {
    latest_ = StampOfUnits(units, interface.resolution, interface.offset);
    frame->stamp = latest_;
  }
  return frame;
}

Result<Frame> PcapngReader::TakeFrame(const Interface& interface, std::uint32_t captured,
                                      std::uint32_t wire_length) {
  if (captured > kMostBytesOfAFrame || captured > block_.left) {
    return Damaged(fmt::format("a frame of {} bytes in a block of {}", captured, block_.length));
  }
  if (data_.size() < captured) data_.resize(captured);
  ECHOCHECK_TRY(Read(data_.data(), captured));
  Frame frame;
  if (interface.link_type != link_type_) frame.link = interface.link_type;
  frame.wire_length = wire_length;
  frame.data = std::span<const std::uint8_t>(data_).first(captured);
  return frame;
}

Status PcapngReader::Read(std::uint8_t* out, std::uint32_t size) {
  if (size > block_.left) return Damaged("a block that is too short for what it has to hold");
  block_.left -= size;
  if (fread_unlocked(out, 1, size, stream_) == size) return {};
  return Damaged(std::ferror(stream_) != 0 ? std::strerror(errno) : "the file ends inside a block");
}

// By reading: a pipe cannot do otherwise.
Status PcapngReader::Skip(std::uint32_t size) {
  if (size == 0) return {};
  std::array<std::uint8_t, 4096> unused{};
  while (size > 0) {
    const std::uint32_t part = std::min<std::uint32_t>(size, unused.size());
    ECHOCHECK_TRY(Read(unused.data(), part));
    size -= part;
  }
  return {};
}

Result<std::uint16_t> PcapngReader::Read16() {
  std::array<std::uint8_t, 2> bytes{};
  ECHOCHECK_TRY(Read(bytes.data(), bytes.size()));
  return static_cast<std::uint16_t>(big_endian_ ? bytes[0] << 8 | bytes[1]
                                                : bytes[1] << 8 | bytes[0]);
}

Result<std::uint32_t> PcapngReader::Read32() {
  std::array<std::uint8_t, 4> bytes{};
  ECHOCHECK_TRY(Read(bytes.data(), bytes.size()));
  return Number32(bytes.data());
}

std::uint32_t PcapngReader::Number32(const std::uint8_t* bytes) const {
  std::uint32_t value = 0;
  for (unsigned i = 0; i < 4; ++i)
    value |= std::uint32_t{bytes[i]} << 8 * (big_endian_ ? 3 - i : i);
  return value;
}

}  // namespace echocheck
