# SPDX-License-Identifier: MIT
"""Captures by name: each session, each wrapping, each link type, each form of a file.

CAPTURES are those of which tshark and echocheck count the same. DIFFERENCES are the others: docs/wire.md
has a row for each in its table "Differences from tshark", with the frames of TCP that either counts.
"""

import struct

import files
import sessions
import wrappings
from sessions import MILLISECOND, RST, Talk
from wrappings import ethernet


def framed(packets, wrap=ethernet):
    return [(when, wrap(packet)) for when, packet in packets]


def linked(name):
    number, header = wrappings.LINKS[name]
    return [(when, header + packet) for when, packet in sessions.plain()], number


def cut(frames, size):
    return [(when, frame[:size], len(frame)) for when, frame in frames]


PLAIN = framed(sessions.plain())
OTHER = framed(sessions.fast_retransmission())


def of_links():
    return {f"link_{name}": files.pcap(frames, number)
            for name in wrappings.LINKS for frames, number in [linked(name)]}


def of_pcap():
    frames = framed(sessions.retransmission())
    return {
        "big_endian": files.pcap(frames, order=">"),
        "nanoseconds": files.pcap(frames, nanoseconds=True),
        "big_endian_nanoseconds": files.pcap(frames, order=">", nanoseconds=True),
        "snapshot_length_smaller_than_frames": files.pcap(PLAIN, snapshot=20),
        "snapshot_length_0": files.pcap(PLAIN, snapshot=0),
        "cut_behind_tcp": files.pcap(cut(OTHER, 54), snapshot=54),
        "ip_longer_than_frame": files.pcap(framed(longer_than_frame(4))),
        "ipv6_longer_than_frame": files.pcap(framed(longer_than_frame(6))),
        "ip_without_length": files.pcap(framed(without_length())),
    }


def longer_than_frame(version):
    """The header promises 300 bytes that are not there."""
    addresses = {} if version == 4 else {"addresses": ("2001:db8::1", "2001:db8::7")}
    packets = sessions.plain(**addresses)
    at = 2 if version == 4 else 4
    when, packet = packets[3]
    length = struct.unpack_from("!H", packet, at)[0] + 300
    packets[3] = when, packet[:at] + struct.pack("!H", length) + packet[at + 2:]
    return packets


def without_length():
    return [(when, packet[:2] + b"\0\0" + packet[4:]) for when, packet in sessions.plain()]


def of_pcapng():
    new = files.Pcapng
    cooked, cooked_number = linked("cooked")
    raw, raw_number = linked("raw")
    turns = new().section().interface().interface(snapshot=96)
    for index, frame in enumerate(PLAIN):
        turns.frame(frame, index % 2)
    mixed = new().section().interface().interface(cooked_number, 128, 9).interface(raw_number)
    for index, each in enumerate(zip(PLAIN, cooked, raw)):
        mixed.frame(each[index % 3], index % 3)
    between = new().section().interface().frames(PLAIN[:4]).interface(cooked_number, 77)
    between.frames(cooked[4:6], 1).names_and_statistics().interface(1, 0, 9).frames(PLAIN[6:], 2)
    resolutions = new().section()
    for resolution in (None, 3, 9, 0x80 | 33, 10):
        resolutions.interface(resolution=resolution)
    for index, frame in enumerate(PLAIN):
        resolutions.frame(frame, index % 5)
    sections = new().section().interface().frames(PLAIN[:5])
    sections.section(">").interface(raw_number, 500, 9).frames(raw[5:])
    unknown = new().section().interface(105).interface()
    for frame in PLAIN:
        unknown.frame((frame[0], b"\x08\0" + bytes(22)), 0).frame(frame, 1)
    simple = new().section().interface(snapshot=0)
    old = new().section().interface()
    for frame in PLAIN:
        simple.simple_frame(frame)
        old.old_frame(frame)
    made = {
        "two_interfaces": turns, "other_link_types": mixed, "interfaces_between_frames": between,
        "resolutions": resolutions, "sections_of_both_byte_orders": sections,
        "an_unknown_link_type": unknown, "simple_packets": simple, "old_packets": old,
        "big_endian": new().section(">").interface().frames(OTHER),
        "times_with_an_offset": new().section().interface(offset=1_000_000).frames(PLAIN),
        "snapshot_length_smaller_than_frames": new().section().interface(snapshot=20).frames(PLAIN),
        "cut": new().section().interface(snapshot=60).frames(cut(OTHER, 60)),
        "unknown_blocks": new().section().block(0x0BAD, b"custom").interface().frames(PLAIN),
    }
    return {f"pcapng_{name}": each.out for name, each in made.items()}


def captures():
    """{name: the bytes of a file}"""
    made = {session.__name__: files.pcap(framed(session())) for session in sessions.SESSIONS}
    retransmission, over_ipv6 = sessions.retransmission(), sessions.over_ipv6()
    for name, wrap in wrappings.WRAPPINGS.items():
        made[f"in_{name}"] = files.pcap(framed(retransmission, wrap))
    for name, wrap in wrappings.WRAPPINGS_6.items():
        made[f"ipv6_in_{name}"] = files.pcap(framed(over_ipv6, wrap))
    made.update(of_links())
    made.update({f"pcap_{name}": file for name, file in of_pcap().items()})
    made.update(of_pcapng())
    return made


def fragments():
    """A segment in two fragments of IP."""
    frames = list(PLAIN)
    when, packet = sessions.plain()[3]
    tcp = packet[20:] + b"x" * 35
    for at, more in ((0, 0x2000), (3, 0)):
        part = tcp[:24] if at == 0 else tcp[24:]
        ends = "192.0.2.1", "192.0.2.7"
        frames.append((when + MILLISECOND // 4 + at, ethernet(sessions.ipv4(*ends, 6, part, 7, at | more))))
    return sorted(frames)


def quoted_in_icmp():
    when, packet = sessions.plain()[3]
    icmp = struct.pack("!BBHI", 3, 3, 0, 0) + packet[:40]
    return PLAIN + [(when + 90 * MILLISECOND, ethernet(sessions.ipv4("192.0.2.7", "192.0.2.1", 1, icmp)))]


def cut_inside_tcp():
    return PLAIN[:3] + cut(PLAIN[3:4], 14 + 20 + 16) + PLAIN[4:]


def wrong_data_offset():
    when, frame = PLAIN[3]
    return PLAIN[:3] + [(when, frame[:46] + b"\x40" + frame[47:])] + PLAIN[4:]


def reset_before_syn():
    first = Talk().server(1, RST).packets
    return framed(first + [(when + MILLISECOND, packet) for when, packet in sessions.plain()])


DIFFERENCES = {
    "fragments": fragments, "quoted_in_icmp": quoted_in_icmp, "cut_inside_tcp": cut_inside_tcp,
    "wrong_data_offset": wrong_data_offset, "reset_before_syn": reset_before_syn,
}
