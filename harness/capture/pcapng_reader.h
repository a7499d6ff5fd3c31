// SPDX-License-Identifier: MIT
// Reads pcapng (draft-ietf-opsawg-pcapng). libpcap reads it, too, but refuses files whose
// interfaces differ in link type, snapshot length or resolution, which is what Wireshark writes
// when it captures on two interfaces. Inside of the layer.
//
// Reads foreign bytes: every length is checked, and memory is bounded whatever the file claims.
#pragma once

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/model/frame.h"

namespace echocheck {

class PcapngReader {
 public:
  // `stream` is borrowed; it stands at the beginning of the file.
  explicit PcapngReader(std::FILE* stream) : stream_(stream) {}

  // Reads up to the first interface, or the end. The messages of all errors are reasons alone: who
  // calls knows the file.
  Status Begin();

  // Of the first interface of the file. Ethernet when it has none.
  LinkType link_type() const { return link_type_; }
  // 0: no limit.
  std::uint32_t snapshot_length() const { return snapshot_length_; }

  // Returns the next frame, or nullopt at the end. Its data is valid until the next call, and its
  // number is not set.
  Result<std::optional<Frame>> Next();

 private:
  struct Interface {
    LinkType link_type = LinkType::kEthernet;
    std::uint32_t snapshot_length = 0;
    std::uint8_t resolution = 6;  // if_tsresol
    std::int64_t offset = 0;      // if_tsoffset, in seconds
  };
  struct Block {
    std::uint32_t type = 0;
    std::uint32_t length = 0;  // of the whole block
    std::uint32_t left = 0;    // bytes of its body that were not read yet
  };

  Result<bool> OpenBlock();  // false: the end of the file
  Status CloseBlock();
  Status ReadDescription();
  Status ReadSection();
  Status ReadInterface();
  Status ReadOptions(Interface& interface);
  Result<Frame> ReadPacket();
  Result<Frame> TakeFrame(const Interface& interface, std::uint32_t captured,
                          std::uint32_t wire_length);

  Status Read(std::uint8_t* out, std::uint32_t size);  // of the body
  Status Skip(std::uint32_t size);
  Result<std::uint16_t> Read16();
  Result<std::uint32_t> Read32();
  std::uint32_t Number32(const std::uint8_t* bytes) const;

  std::FILE* stream_;
  bool big_endian_ = false;
  bool in_section_ = false;
  Block block_;
  std::vector<Interface> interfaces_;  // of this section
  bool any_interface_ = false;
  LinkType link_type_ = LinkType::kEthernet;
  std::uint32_t snapshot_length_ = 0;
  Nanoseconds latest_{0};  // the stamp of the last frame that had one
  std::vector<std::uint8_t> data_;
};

}  // namespace echocheck
