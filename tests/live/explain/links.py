# SPDX-License-Identifier: MIT
"""Ethernet frames with IPv4 in them under other link headers, and frames that are not ours.

Numbers and layouts: https://www.tcpdump.org/linktypes.html
"""

import collections
import struct

ETHERNET = 14

Link = collections.namedtuple("Link", "name number header")
LINKS = (
    Link("null", 0, struct.pack("<I", 2)),
    Link("null_big", 0, struct.pack(">I", 2)),
    Link("loop", 108, struct.pack(">I", 2)),
    Link("raw", 101, b""),
    Link("ipv4", 228, b""),
    Link("cooked", 113, struct.pack(">HHH8sH", 0, 772, 6, bytes(8), 0x0800)),
    Link("cooked_2", 276, struct.pack(">HHIHBB8s", 0x0800, 0, 1, 772, 0, 6, bytes(8))),
    Link("vlan", 1, bytes(12) + struct.pack(">HHH", 0x8100, 5, 0x0800)),
    Link("vlans", 1, bytes(12) + struct.pack(">HHHHH", 0x88A8, 5, 0x8100, 6, 0x0800)),
)


def under(link, frames):
    return [(when, link.header + data[ETHERNET:]) for when, data in frames]


def ipv4(protocol, payload, fragment=0):
    header = (0x45, 0, 20 + len(payload), 0, fragment, 64, protocol, 0, 0x7F000001, 0x7F000001)
    return bytes(12) + b"\x08\x00" + struct.pack("!BBHHHBBHII", *header) + payload


def among_others(frames):
    """Between them: ARP, UDP and ICMP, a later fragment of TCP, two frames without a whole header."""
    arp = bytes(12) + b"\x08\x06" + struct.pack(">HHBBH20s", 1, 0x0800, 6, 4, 1, bytes(20))
    udp = ipv4(17, struct.pack("!HHHH", 53, 53, 9, 0) + b"x")
    icmp = ipv4(1, struct.pack("!BBHHH", 8, 0, 0, 1, 1))
    fragment = ipv4(6, bytes(24), fragment=100)
    no_header = ipv4(6, b"\x12\x34")
    short = bytes(12) + b"\x08\x00\x45"
    others = [arp, udp, icmp, fragment, no_header, short]
    middle = frames[len(frames) // 2][0]
    return sorted(frames + [(middle, data) for data in others], key=lambda frame: frame[0])
