# SPDX-License-Identifier: MIT
"""Capture files, made byte by byte: pcap, and pcapng with whatever blocks in whatever order.

Frames are (nanoseconds, bytes) or (nanoseconds, bytes, length on the wire).
"""

import struct


def wire_length(frame):
    return frame[2] if len(frame) > 2 else len(frame[1])


def pcap(frames, link=1, order="<", nanoseconds=False, snapshot=262144):
    magic, unit = (0xA1B23C4D, 1) if nanoseconds else (0xA1B2C3D4, 1000)
    out = struct.pack(order + "IHHIIII", magic, 2, 4, 0, 0, snapshot, link)
    for frame in frames:
        seconds, rest = divmod(frame[0], 10**9)
        out += struct.pack(order + "IIII", seconds, rest // unit, len(frame[1]), wire_length(frame))
        out += frame[1]
    return out


class Pcapng:
    """Blocks one after another, in the byte order of their section."""

    def __init__(self):
        self.out = b""
        self.order = "<"
        self.resolutions = []

    def block(self, kind, body):
        body += bytes(-len(body) % 4)
        length = struct.pack(self.order + "I", len(body) + 12)
        self.out += struct.pack(self.order + "I", kind) + length + body + length
        return self

    def option(self, code, value):
        return struct.pack(self.order + "HH", code, len(value)) + value + bytes(-len(value) % 4)

    def section(self, order="<"):
        self.order = order
        self.resolutions = []
        return self.block(0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1))

    def interface(self, link=1, snapshot=262144, resolution=None, offset=0):
        """`resolution` as in if_tsresol; None: microseconds, and no option."""
        body = struct.pack(self.order + "HHI", link, 0, snapshot) + self.option(2, b"eth0")
        if resolution is not None:
            body += self.option(9, bytes([resolution]))
        if offset:
            body += self.option(14, struct.pack(self.order + "q", offset))
        self.resolutions.append((6 if resolution is None else resolution, offset))
        return self.block(1, body + self.option(0, b""))

    def stamp(self, number, nanoseconds):
        resolution, offset = self.resolutions[number]
        nanoseconds -= offset * 10**9
        units = 2 ** (resolution & 127) if resolution & 128 else 10**resolution
        return nanoseconds * units // 10**9

    def frame(self, frame, number=0):
        """An enhanced packet block, with a comment."""
        units = self.stamp(number, frame[0])
        body = struct.pack(self.order + "IIIII", number, units >> 32, units % 2**32, len(frame[1]),
                           wire_length(frame))
        comment = self.option(1, b"seen") + self.option(0, b"")
        return self.block(6, body + frame[1] + bytes(-len(frame[1]) % 4) + comment)

    def old_frame(self, frame, number=0):
        """The packet block that enhanced ones have replaced."""
        units = self.stamp(number, frame[0])
        body = struct.pack(self.order + "HHIIII", number, 0, units >> 32, units % 2**32,
                           len(frame[1]), wire_length(frame))
        return self.block(2, body + frame[1])

    def simple_frame(self, frame):
        return self.block(3, struct.pack(self.order + "I", wire_length(frame)) + frame[1])

    def frames(self, frames, number=0):
        for frame in frames:
            self.frame(frame, number)
        return self

    def names_and_statistics(self):
        self.block(4, struct.pack(self.order + "HH", 0, 0))
        return self.block(5, struct.pack(self.order + "III", 0, 0, 0))
