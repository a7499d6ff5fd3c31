# SPDX-License-Identifier: MIT
"""What may stand before an IP packet: link headers, tags, tunnels. Each function of WRAPPINGS takes a
packet and returns a frame; LINKS says under which link type, where that is not Ethernet."""

import struct

from sessions import ipv4, ipv6

# Of no manufacturer: tshark looks at that to tell an Ethernet pseudowire with a control word.
MACS = bytes.fromhex("021122334455 026677889900")
OUTER = ("198.51.100.1", "198.51.100.2")
OUTER_6 = ("2001:db8:ffff::1", "2001:db8:ffff::2")
GRE, UDP, IP_IN_IP, IPV6_IN_IP, AUTHENTICATION, ETHER_IP, MPLS_IN_IP = 47, 17, 4, 41, 51, 97, 137


def ether_type(packet):
    return 0x0800 if packet[0] >> 4 == 4 else 0x86DD


def with_type(number, payload):
    return MACS + struct.pack("!H", number) + payload


def ethernet(packet):
    return with_type(ether_type(packet), packet)


def tags(*numbers):
    def wrap(packet):
        words = b"".join(struct.pack("!HH", number, 100 + i) for i, number in enumerate(numbers))
        return MACS + words + struct.pack("!H", ether_type(packet)) + packet
    return wrap


def in_ip(protocol, payload, addresses=OUTER):
    return ethernet((ipv6 if ":" in addresses[0] else ipv4)(*addresses, protocol, payload))


def in_udp(port, payload):
    return in_ip(UDP, struct.pack("!HHHH", 54321, port, 8 + len(payload), 0) + payload)


def gre(flags=0, fields=b"", kind=None):
    def wrap(packet):
        return in_ip(GRE, struct.pack("!HH", flags, kind or ether_type(packet)) + fields + packet)
    return wrap


def transparent_gre(packet):
    return in_ip(GRE, struct.pack("!HHI", 0x2000, 0x6558, 7 << 8) + ethernet(packet))


def erspan(packet):
    header = struct.pack("!HHIII", 0x1000, 0x88BE, 1, 0x10000001, 0)
    return in_ip(GRE, header + ethernet(packet))


def ppp(packet):
    return struct.pack("!H", 0x0021 if packet[0] >> 4 == 4 else 0x0057) + packet


def pptp(packet):
    payload = b"\xff\x03" + ppp(packet)
    return in_ip(GRE, struct.pack("!HHHHII", 0x3081, 0x880B, len(payload), 1, 1, 1) + payload)


def pppoe(packet):
    payload = ppp(packet)
    return with_type(0x8864, struct.pack("!BBHH", 0x11, 0, 1, len(payload)) + payload)


def labels(count):
    return b"".join(
        struct.pack("!I", (1000 + i) << 12 | (i == count - 1) << 8 | 64) for i in range(count))


def mpls(count):
    return lambda packet: with_type(0x8847, labels(count) + packet)


def pseudowire(packet):
    return with_type(0x8847, labels(2) + bytes(4) + ethernet(packet))


def vxlan(packet):
    return in_udp(4789, struct.pack("!BBHI", 8, 0, 0, 42 << 8) + ethernet(packet))


def geneve(packet):
    options = struct.pack("!HBBI", 0x0102, 0x80, 1, 0)
    header = struct.pack("!BBHI", len(options) // 4, 0, 0x6558, 42 << 8)
    return in_udp(6081, header + options + ethernet(packet))


def geneve_of_ip(packet):
    return in_udp(6081, struct.pack("!BBHI", 0, 0, ether_type(packet), 42 << 8) + packet)


def gtp_u(packet):
    return in_udp(2152, struct.pack("!BBHI", 0x30, 255, len(packet), 7) + packet)


def gtp_u_with_extension(packet):
    extension = struct.pack("!HBB", 1, 0, 0x85) + bytes([1, 0, 9, 0])
    length = len(extension) + len(packet)
    return in_udp(2152, struct.pack("!BBHI", 0x34, 255, length, 7) + extension + packet)


def authentication(packet):
    """The same packet with an authentication header (RFC 4302) between IP and TCP."""
    header = struct.pack("!BBHII12s", 6, 4, 0, 1, 1, bytes(12))
    if packet[0] >> 4 == 6:
        return ethernet(packet[:4] + struct.pack("!HB", len(packet) - 16, AUTHENTICATION) +
                        packet[7:40] + header + packet[40:])
    total = struct.pack("!H", len(packet) + len(header))
    return ethernet(packet[:2] + total + packet[4:9] + bytes([AUTHENTICATION]) + packet[10:20] +
                    header + packet[20:])


def ipv6_extensions(packet):
    """Hop-by-hop, routing and destination options before TCP."""
    headers = b"\x2b\0\x05\x02\0\0\0\0" + b"\x3c\0\0\0\0\0\0\0" + b"\x06\0\x01\x04\0\0\0\0"
    return ethernet(packet[:4] + struct.pack("!HB", len(packet) - 40 + len(headers), 0) +
                    packet[7:40] + headers + packet[40:])


def ip_options(packet):
    return ethernet(b"\x46" + packet[1:2] + struct.pack("!H", len(packet) + 4) + packet[4:20] +
                    b"\x94\x04\0\0" + packet[20:])


def snap(packet):
    payload = b"\xaa\xaa\x03\0\0\0" + struct.pack("!H", ether_type(packet)) + packet
    return with_type(len(payload), payload)


def provider_backbone(packet):
    return with_type(0x88E7, struct.pack("!I", 42) + ethernet(packet))


def padded(packet):
    return ethernet(packet).ljust(60, b"\0")


def tunnels_in_tunnels(packet):
    return in_udp(4789, struct.pack("!BBHI", 8, 0, 0, 42 << 8) + gre()(packet))


WRAPPINGS = {
    "ethernet": ethernet, "padded": padded, "vlan": tags(0x8100), "qinq": tags(0x88A8, 0x8100),
    "qinq_old": tags(0x9100, 0x8100), "vlan_in_vlan": tags(0x8100, 0x8100, 0x8100),
    "provider_backbone": provider_backbone, "snap": snap, "pppoe": pppoe, "mpls": mpls(1),
    "mpls_stack": mpls(3), "pseudowire": pseudowire, "gre": gre(),
    "gre_with_all": gre(0xB000, bytes(12)), "gre_bridge": transparent_gre, "erspan": erspan,
    "pptp": pptp, "ip_in_ip": lambda packet: in_ip(IP_IN_IP, packet),
    "ip_in_ipv6": lambda packet: in_ip(IP_IN_IP, packet, OUTER_6),
    "mpls_in_ip": lambda packet: in_ip(MPLS_IN_IP, labels(1) + packet),
    "ether_ip": lambda packet: in_ip(ETHER_IP, b"\x30\0" + ethernet(packet)),
    "vxlan": vxlan, "vxlan_gpe": lambda packet: in_udp(4790, b"\x0c\0\0\1\0\0\x2a\0" + packet),
    "geneve": geneve, "geneve_of_ip": geneve_of_ip, "gtp_u": gtp_u,
    "gtp_u_with_extension": gtp_u_with_extension,
    "mpls_in_udp": lambda packet: in_udp(6635, labels(1) + packet),
    "authentication": authentication, "ip_options": ip_options,
    "tunnels_in_tunnels": tunnels_in_tunnels,
}
# Of IPv6 packets.
WRAPPINGS_6 = {
    "ethernet": ethernet, "extensions": ipv6_extensions, "authentication": authentication,
    "in_ip": lambda packet: in_ip(IPV6_IN_IP, packet), "gre": gre(), "pppoe": pppoe, "mpls": mpls(1),
    "in_ipv6": lambda packet: in_ip(IPV6_IN_IP, packet, OUTER_6), "vxlan": vxlan, "gtp_u": gtp_u,
}
# The link type's number, and what stands before an IPv4 packet there.
LINKS = {
    "null": (0, struct.pack("<I", 2)), "null_big": (0, struct.pack(">I", 2)), "ppp": (9, b"\0\x21"),
    "ppp_hdlc": (50, b"\xff\x03\0\x21"), "raw": (101, b""), "loop": (108, struct.pack(">I", 2)),
    "cooked": (113, struct.pack(">HHH8sH", 0, 1, 6, bytes(8), 0x0800)),
    "cooked_2": (276, struct.pack(">HHIHBB8s", 0x0800, 0, 1, 1, 0, 6, bytes(8))),
    "ipv4": (228, b""),
}
