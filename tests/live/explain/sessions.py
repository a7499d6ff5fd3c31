# SPDX-License-Identifier: MIT
"""TCP sessions as packets: lists of (nanoseconds, IP packet), made byte by byte.

Each function of SESSIONS returns one list. Nothing in them is random: they are small, and each has one
thing in it that the analysis has a name for.
"""

import ipaddress
import struct

FIN, SYN, RST, PSH, ACK = 0x01, 0x02, 0x04, 0x08, 0x10
START = 1_700_000_000 * 10**9
MILLISECOND = 10**6
TCP = 6


def ipv4(source, destination, protocol, payload, identification=0, fragment=0x4000, length=None):
    total = 20 + len(payload) if length is None else length
    return struct.pack(
        "!BBHHHBBH4s4s", 0x45, 0, total, identification, fragment, 64, protocol, 0,
        ipaddress.ip_address(source).packed, ipaddress.ip_address(destination).packed) + payload


def ipv6(source, destination, protocol, payload, length=None):
    return struct.pack(
        "!IHBB16s16s", 6 << 28, len(payload) if length is None else length, protocol, 64,
        ipaddress.ip_address(source).packed, ipaddress.ip_address(destination).packed) + payload


class Talk:
    """Two ends. `client` and `server` say who sends; numbers count from the SYN."""

    def __init__(self, addresses=("192.0.2.1", "192.0.2.7"), isns=(1000, 5000), step=MILLISECOND):
        self.addresses = addresses
        self.isns = list(isns)
        self.ports = (50001, 50000)
        self.step = step
        self.now = START
        self.identification = 0
        self.packets = []

    def send(self, who, seq, flags, payload=b"", ack=0, window=1000, absolute=False):
        """Relative numbers, unless they are `absolute`."""
        if not absolute:
            seq += self.isns[who]
            ack += self.isns[1 - who]
        header = struct.pack(
            "!HHIIHHHH", self.ports[who], self.ports[1 - who], seq % 2**32,
            ack % 2**32 if flags & ACK else 0, 5 << 12 | flags, window, 0, 0)
        ends = self.addresses[who], self.addresses[1 - who]
        self.identification += 1
        if ":" in ends[0]:
            packet = ipv6(*ends, TCP, header + payload)
        else:
            packet = ipv4(*ends, TCP, header + payload, self.identification)
        self.packets.append((self.now, packet))
        self.now += self.step
        return self

    def client(self, seq, flags, payload=b"", **more):
        return self.send(0, seq, flags, payload, **more)

    def server(self, seq, flags, payload=b"", **more):
        return self.send(1, seq, flags, payload, **more)

    def open(self):
        return self.client(0, SYN).server(0, SYN | ACK, ack=1).client(1, ACK, ack=1)

    def echo(self, seq=1, text=b"hoge\n"):
        end = seq + len(text)
        self.client(seq, PSH | ACK, text, ack=seq).server(seq, PSH | ACK, text, ack=end)
        return self.client(end, ACK, ack=end)

    def close(self, at=6):
        self.client(at, FIN | ACK, ack=at).server(at, FIN | ACK, ack=at + 1)
        return self.client(at + 1, ACK, ack=at + 1)

    def wait(self, milliseconds):
        self.now += milliseconds * MILLISECOND
        return self


def plain(**options):
    return Talk(**options).open().echo().close().packets


def retransmission():
    talk = Talk().open().client(1, PSH | ACK, b"hoge\n", ack=1).wait(250)
    talk.client(1, PSH | ACK, b"hoge\n", ack=1)
    return talk.server(1, PSH | ACK, b"hoge\n", ack=6).client(6, ACK, ack=6).close().packets


def repeated_syn():
    return Talk().client(0, SYN).wait(1000).open().echo().close().packets


def repeated_fin():
    talk = Talk().open().echo().client(6, FIN | ACK, ack=6).wait(300).client(6, FIN | ACK, ack=6)
    return talk.server(6, FIN | ACK, ack=7).client(7, ACK, ack=7).packets


def spurious_retransmission():
    talk = Talk().open().client(1, PSH | ACK, b"hoge\n", ack=1).server(1, ACK, ack=6).wait(250)
    return talk.client(1, PSH | ACK, b"hoge\n", ack=1).server(1, ACK, ack=6).packets


def fast_retransmission(captured=True):
    """Of a segment that the network lost, behind the capture or (not `captured`) before it."""
    talk = Talk().open().server(1, ACK, b"0" * 100, ack=1).client(1, ACK, ack=101)
    if captured:
        talk.server(101, ACK, b"1" * 100, ack=1)
    for number in (2, 3, 4):
        talk.server(1 + number * 100, ACK, bytes([48 + number]) * 100, ack=1)
        talk.client(1, ACK, ack=101)
    return talk.server(101, ACK, b"1" * 100, ack=1).client(1, ACK, ack=501).packets


def fast_retransmission_of_lost():
    return fast_retransmission(captured=False)


def full(window_of=0):
    talk = Talk().open().server(1, PSH | ACK, b"z" * 100, ack=1)
    return talk.client(1, ACK, ack=101, window=window_of)


def zero_window_probe():
    """As Linux sends it: without a byte, one below the next number."""
    talk = full()
    for _ in range(3):
        talk.wait(200).server(100, ACK, ack=1).client(1, ACK, ack=101, window=0)
    return talk.client(1, ACK, ack=101, window=500).packets


def zero_window_probe_of_one_byte():
    talk = full()
    for _ in range(3):
        talk.wait(200).server(101, ACK, b"z", ack=1).client(1, ACK, ack=101, window=0)
    return talk.client(1, ACK, ack=101, window=500).server(101, ACK, b"zz", ack=1).packets


def keep_alive():
    talk = Talk().open().echo()
    for length in (0, 1, 0):
        talk.wait(7000).client(5, ACK, b"\0" * length, ack=6).server(6, ACK, ack=6)
    return talk.close().packets


def duplicate_ack():
    talk = Talk().open().client(1, ACK, b"a" * 100, ack=1).server(1, ACK, ack=101)
    for number in (3, 4):
        talk.client(1 + number * 100, ACK, b"a" * 100, ack=1).server(1, ACK, ack=101)
    return talk.packets


def out_of_order():
    talk = Talk(step=MILLISECOND // 10).open().client(1, ACK, b"a" * 100, ack=1)
    talk.client(201, ACK, b"c" * 100, ack=1).client(101, ACK, b"b" * 100, ack=1)
    return talk.server(1, ACK, ack=301).packets


def lost_segment():
    talk = Talk().open().client(101, ACK, b"b" * 100, ack=1).server(1, ACK, ack=201)
    return talk.client(301, ACK, b"d" * 100, ack=1).server(1, ACK, ack=401).packets


def unseen_acked():
    return Talk().open().server(1, ACK, ack=501).client(501, ACK, b"a", ack=1).packets


def ports_again(isn):
    first = Talk().open().echo().close()
    second = Talk(isns=(isn, 9_000_000)).wait(50).open().echo().close()
    return first.packets + second.packets


def ports_again_with_larger_isn():
    return ports_again(3_000_000_000)


def ports_again_with_smaller_isn():
    return ports_again(17)


def half_open():
    """RFC 9293, section 3.5.1, figure 9: the server still knows an old connection."""
    talk = Talk().client(0, SYN).server(5000, ACK, ack=700_000, absolute=True)
    talk.client(700_000, RST, absolute=True).wait(1000).client(0, SYN)
    talk.isns[1] = 9000
    return talk.server(0, SYN | ACK, ack=1).client(1, ACK, ack=1).echo().close().packets


def refused_then_accepted(isn=3_000_000_000):
    """The server listens late. An RST to a SYN has the number 0."""
    talk = Talk().client(0, SYN).server(0, RST | ACK, ack=1001, absolute=True).wait(30)
    talk.isns[1] = isn
    return talk.open().echo().close().packets


def refused_then_accepted_with_small_isn():
    return refused_then_accepted(77)


def refused():
    return Talk().client(0, SYN).server(0, RST | ACK, ack=1001, absolute=True).packets


def reset():
    return Talk().open().echo().client(6, RST | ACK, ack=6).packets


def reset_twice():
    return Talk().open().echo().client(6, FIN | ACK, ack=6).server(6, RST, ack=7).server(
        6, RST | ACK, ack=7).packets


def simultaneous_close():
    talk = Talk().open().echo().client(6, FIN | ACK, ack=6).server(6, FIN | ACK, ack=6)
    return talk.client(7, ACK, ack=7).server(7, ACK, ack=7).packets


def simultaneous_open():
    talk = Talk().client(0, SYN).server(0, SYN).client(0, SYN | ACK, ack=1)
    return talk.server(0, SYN | ACK, ack=1).echo().close().packets


def half_close():
    talk = Talk().open().client(1, FIN | ACK, b"hoge\n", ack=1).server(1, ACK, ack=7)
    return talk.server(1, FIN | ACK, b"hoge\n", ack=7).client(7, ACK, ack=7).packets


def without_beginning():
    return plain()[4:]


def numbers_wrap():
    return plain(isns=(2**32 - 3, 2**32 - 1))


def time_goes_back():
    packets = plain()
    return [(2 * START - when, packet) for when, packet in packets]


def every_frame_twice():
    return [(when + copy * 1000, packet) for when, packet in plain() for copy in (0, 1)]


def over_ipv6():
    return plain(addresses=("2001:db8::1", "2001:db8::7"))


def twice_over_ipv6():
    return [(when + copy * 1000, packet) for when, packet in over_ipv6() for copy in (0, 1)]


SESSIONS = (
    plain, retransmission, repeated_syn, repeated_fin, spurious_retransmission, fast_retransmission,
    fast_retransmission_of_lost, zero_window_probe, zero_window_probe_of_one_byte, keep_alive,
    duplicate_ack, out_of_order, lost_segment, unseen_acked, ports_again_with_larger_isn,
    ports_again_with_smaller_isn, half_open, refused_then_accepted,
    refused_then_accepted_with_small_isn, refused, reset, reset_twice, simultaneous_close,
    simultaneous_open, half_close, without_beginning, numbers_wrap, time_goes_back,
    every_frame_twice, over_ipv6, twice_over_ipv6,
)
