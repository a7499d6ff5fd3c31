// SPDX-License-Identifier: MIT
#include "harness/wire/other_protocol.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace echocheck {
namespace {

using Registry = OtherProtocol::Registry;

struct Name {
  OtherProtocol protocol;
  std::string_view name;
};

// https://www.iana.org/assignments: ieee-802-numbers, ppp-numbers, protocol-numbers, service-names.
constexpr Name kNames[] = {
    {{Registry::kEtherType, 0}, "LLC"},
    {{Registry::kEtherType, 0x0806}, "ARP"},
    {{Registry::kEtherType, 0x8035}, "RARP"},
    {{Registry::kEtherType, 0x8100}, "VLAN"},
    {{Registry::kEtherType, 0x8809}, "LACP"},
    {{Registry::kEtherType, 0x8847}, "MPLS"},
    {{Registry::kEtherType, 0x8848}, "MPLS"},
    {{Registry::kEtherType, 0x8863}, "PPPoE Discovery"},
    {{Registry::kEtherType, 0x8864}, "PPPoE"},
    {{Registry::kEtherType, 0x888e}, "EAPOL"},
    {{Registry::kEtherType, 0x88cc}, "LLDP"},
    {{Registry::kEtherType, 0x88e5}, "MACsec"},
    {{Registry::kEtherType, 0x88f7}, "PTP"},
    {{Registry::kEtherType, 0x8906}, "FCoE"},
    {{Registry::kEtherType, 0x894f}, "NSH"},
    {{Registry::kPpp, 0x003d}, "PPP Multilink"},
    {{Registry::kPpp, 0x8021}, "PPP IPCP"},
    {{Registry::kPpp, 0x8057}, "PPP IPV6CP"},
    {{Registry::kPpp, 0xc021}, "PPP LCP"},
    {{Registry::kPpp, 0xc023}, "PPP PAP"},
    {{Registry::kPpp, 0xc223}, "PPP CHAP"},
    {{Registry::kIp, 1}, "ICMP"},
    {{Registry::kIp, 2}, "IGMP"},
    {{Registry::kIp, 17}, "UDP"},
    {{Registry::kIp, 47}, "GRE"},
    {{Registry::kIp, 50}, "ESP"},
    {{Registry::kIp, 58}, "ICMPv6"},
    {{Registry::kIp, 59}, "IPv6 without a payload"},
    {{Registry::kIp, 88}, "EIGRP"},
    {{Registry::kIp, 89}, "OSPF"},
    {{Registry::kIp, 103}, "PIM"},
    {{Registry::kIp, 108}, "IPComp"},
    {{Registry::kIp, 112}, "VRRP"},
    {{Registry::kIp, 115}, "L2TPv3"},
    {{Registry::kIp, 132}, "SCTP"},
    {{Registry::kIp, 136}, "UDP-Lite"},
    {{Registry::kUdpPort, 1701}, "L2TP"},
    {{Registry::kUdpPort, 2152}, "GTP-U"},
    {{Registry::kUdpPort, 3544}, "Teredo"},
    {{Registry::kUdpPort, 4341}, "LISP"},
    {{Registry::kUdpPort, 4500}, "ESP in UDP"},
    {{Registry::kUdpPort, 4789}, "VXLAN"},
    {{Registry::kUdpPort, 4790}, "VXLAN-GPE"},
    {{Registry::kUdpPort, 6081}, "Geneve"},
};

}  // namespace

std::string NameOf(OtherProtocol protocol) {
  const auto* const known = std::ranges::find(kNames, protocol, &Name::protocol);
  if (known != std::end(kNames)) return std::string(known->name);
  switch (protocol.registry) {
    case Registry::kLinkType:
      return fmt::format("link type {}", protocol.number);
    case Registry::kEtherType:
      return fmt::format("Ethernet type 0x{:04x}", protocol.number);
    case Registry::kPpp:
      return fmt::format("PPP protocol 0x{:04x}", protocol.number);
    case Registry::kIp:
      return fmt::format("IP protocol {}", protocol.number);
    case Registry::kUdpPort:
      return fmt::format("UDP port {}", protocol.number);
  }
  return "";
}

}  // namespace echocheck
