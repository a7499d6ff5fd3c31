// SPDX-License-Identifier: MIT
// Writes captures as pcapng (draft-ietf-opsawg-pcapng): frames with a comment each. libpcap cannot
// write pcapng, so this does. It is here because capture_file.h reads what it writes.
//
// Pure: frames and comments in, bytes out. All numbers are little-endian on every machine. All
// text has to be UTF-8; what is longer than an option may be is cut between two characters.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/model/frame.h"

namespace echocheck {

// What the file says about itself and about its one interface. Empty: the option is left out.
struct PcapngHeader {
  std::string application;       // shb_userappl: "echocheck 0.2.0"
  std::string hardware;          // shb_hardware: "x86_64"
  std::string operating_system;  // shb_os: "Linux 6.1.0"
  std::string comment;           // of the whole file
  LinkType link_type = LinkType::kEthernet;
  std::uint32_t snapshot_length = 0;  // in bytes; 0: no limit
  std::string interface_name;         // if_name: "lo"
  std::string interface_description;
};

// Appends the section header block and the interface description block, with which a file begins.
// Time stamps count nanoseconds.
void AppendPcapngHeader(const PcapngHeader& header, Bytes& out);

// Appends one more interface description block. Interfaces are numbered from 0, which is that of
// the header.
void AppendPcapngInterface(const PcapngHeader& header, Bytes& out);

// Appends one enhanced packet block: the frame as it is, and `comment` unless that is empty. An
// internal error, with nothing appended, for a frame that is larger than a block can be.
Status AppendPcapngFrame(const Frame& frame, std::string_view comment, Bytes& out,
                         std::uint32_t interface = 0);

}  // namespace echocheck
