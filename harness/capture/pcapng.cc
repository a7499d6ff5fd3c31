// SPDX-License-Identifier: MIT
#include "harness/capture/pcapng.h"

#include <cstddef>
#include <limits>

namespace echocheck {
namespace {

enum class BlockType : std::uint32_t {
  kSectionHeader = 0x0a0d0d0a,
  kInterfaceDescription = 1,
  kEnhancedPacket = 6,
};

// Numbers of options mean different things in different blocks.
namespace option {
constexpr std::uint16_t kEnd = 0;
constexpr std::uint16_t kComment = 1;
constexpr std::uint16_t kSectionHardware = 2;
constexpr std::uint16_t kSectionOs = 3;
constexpr std::uint16_t kSectionApplication = 4;
constexpr std::uint16_t kInterfaceName = 2;
constexpr std::uint16_t kInterfaceDescription = 3;
constexpr std::uint16_t kInterfaceResolution = 9;
}  // namespace option

constexpr std::size_t kLongestOption = std::numeric_limits<std::uint16_t>::max();
// Far beyond what any capture library reads; with a comment it still fits a block's 32-bit length.
constexpr std::size_t kLargestFrame = 1U << 30;

// As much of `text` as an option holds, and no part of a character.
std::string_view CutToOption(std::string_view text) {
  if (text.size() <= kLongestOption) return text;
  std::size_t end = kLongestOption;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end);
}

// Begins a block at the end of `out`, which is borrowed. Finish() makes it whole.
class Block {
 public:
  Block(BlockType type, Bytes& out) : out_(out), begin_(out.size()) {
    Put32(static_cast<std::uint32_t>(type));
    Put32(0);  // the length, known at the end
  }

  void Put16(std::uint16_t value) {
    const char bytes[] = {ByteAt(value, 0), ByteAt(value, 1)};
    out_.append(bytes, sizeof bytes);
  }
  void Put32(std::uint32_t value) {
    out_.append(sizeof value, '\0');
    Store32(value, out_.size() - sizeof value);
  }
  // Padded to a whole number of 32-bit words, as all in a block has to be.
  void PutPadded(BytesView value) {
    out_ += value;
    out_.append((4 - (out_.size() - begin_) % 4) % 4, '\0');
  }
  void PutOption(std::uint16_t code, BytesView value) {
    Put16(code);
    Put16(static_cast<std::uint16_t>(value.size()));
    PutPadded(value);
  }
  void PutText(std::uint16_t code, std::string_view text) {
    if (!text.empty()) PutOption(code, CutToOption(text));
  }

  // The length stands before and behind what a block holds.
  void Finish() {
    const auto length = static_cast<std::uint32_t>(out_.size() - begin_ + sizeof(std::uint32_t));
    Store32(length, begin_ + sizeof(std::uint32_t));
    Put32(length);
  }

 private:
  static char ByteAt(std::uint32_t value, int number) {
    return static_cast<char>(value >> (8 * number) & 0xff);
  }
  void Store32(std::uint32_t value, std::size_t at) {
    for (int i = 0; i < 4; ++i) out_[at++] = ByteAt(value, i);
  }

  Bytes& out_;
  std::size_t begin_;
};

void AppendSectionHeader(const PcapngHeader& header, Bytes& out) {
  constexpr std::uint32_t kByteOrderMagic = 0x1a2b3c4d;
  constexpr std::uint32_t kUnknown = 0xffff'ffff;
  Block block(BlockType::kSectionHeader, out);
  block.Put32(kByteOrderMagic);
  block.Put16(1);  // version 1.0
  block.Put16(0);
  block.Put32(kUnknown);  // 64 bits: the length of the section
  block.Put32(kUnknown);
  block.PutText(option::kComment, header.comment);
  block.PutText(option::kSectionHardware, header.hardware);
  block.PutText(option::kSectionOs, header.operating_system);
  block.PutText(option::kSectionApplication, header.application);
  block.PutOption(option::kEnd, {});
  block.Finish();
}

}  // namespace

void AppendPcapngInterface(const PcapngHeader& header, Bytes& out) {
  constexpr char kNanoseconds[] = {9};  // a stamp counts units of 10^-9 seconds
  Block block(BlockType::kInterfaceDescription, out);
  block.Put16(static_cast<std::uint16_t>(header.link_type));
  block.Put16(0);
  block.Put32(header.snapshot_length);
  block.PutText(option::kInterfaceName, header.interface_name);
  block.PutText(option::kInterfaceDescription, header.interface_description);
  block.PutOption(option::kInterfaceResolution, {kNanoseconds, sizeof kNanoseconds});
  block.PutOption(option::kEnd, {});
  block.Finish();
}

void AppendPcapngHeader(const PcapngHeader& header, Bytes& out) {
  AppendSectionHeader(header, out);
  AppendPcapngInterface(header, out);
}

Status AppendPcapngFrame(const Frame& frame, std::string_view comment, Bytes& out,
                         std::uint32_t interface) {
  if (frame.data.size() > kLargestFrame) {
    return InternalError("frame " + std::to_string(frame.number) + " has " +
                         std::to_string(frame.data.size()) + " bytes: too many for pcapng");
  }
  const auto stamp = static_cast<std::uint64_t>(frame.stamp.count());
  Block block(BlockType::kEnhancedPacket, out);
  block.Put32(interface);
  block.Put32(static_cast<std::uint32_t>(stamp >> 32));
  block.Put32(static_cast<std::uint32_t>(stamp & 0xffff'ffff));
  block.Put32(static_cast<std::uint32_t>(frame.data.size()));
  block.Put32(frame.wire_length);
  block.PutPadded({reinterpret_cast<const char*>(frame.data.data()), frame.data.size()});
  if (!comment.empty()) {
    block.PutText(option::kComment, comment);
    block.PutOption(option::kEnd, {});
  }
  block.Finish();
  return {};
}

}  // namespace echocheck
