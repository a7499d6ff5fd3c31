# SPDX-License-Identifier: MIT
"""Captures of connections to which everything happens that the analysis has a name for: segments
that the capture lacks, that come late, again, or too early; full windows, probes, keep-alives;
resets, ports used again. Made up by a seeded generator: the same seed, the same capture."""

import random
import struct

FIN, SYN, RST, PSH, ACK = 0x01, 0x02, 0x04, 0x08, 0x10
# Around the limits of the analysis: 3 ms without a round trip, 20 ms after duplicate ACKs.
PAUSES = (0.0001, 0.0004, 0.001, 0.0025, 0.004, 0.018, 0.022, 0.3)
START = 1_700_000_000


class Peer:
    def __init__(self, port, isn):
        self.port = port
        self.next = isn
        self.sent = []  # (seq, length, flags) of segments with bytes
        self.window = 512


class Connection:
    """Two peers and the frames that the capture has of them: (time, number, bytes)."""

    def __init__(self, rng, client_port, server_port, start):
        self.rng = rng
        self.now = start
        self.frames = []
        self.late = []  # segments that others overtake
        self.client_isn = 0
        self.uses_zero = False  # as a sequence number, which for tshark is none
        self.peers = [Peer(client_port, 0), Peer(server_port, 0)]
        self.new_numbers()

    def new_numbers(self):
        for peer in self.peers:
            peer.next = self.rng.choice([self.rng.randrange(2**32), 2**32 - self.rng.randrange(100, 400)])
            peer.sent = []
            peer.window = 512

    def capture(self, sender, seq, flags, length, ack=None):
        peer, other = self.peers[sender], self.peers[1 - sender]
        number = 0
        if flags & ACK:
            number = other.next if ack is None else ack
        end = seq + length + bool(flags & (SYN | FIN))
        self.uses_zero |= seq % 2**32 == 0 or end % 2**32 == 0
        tcp = struct.pack(
            "!HHIIHHHH", peer.port, other.port, seq % 2**32, number % 2**32, 5 << 12 | flags,
            peer.window, 0, 0,
        )
        payload = bytes(97 + i % 26 for i in range(length))
        addresses = (0x7F000001, 0x7F000001)
        ip = struct.pack("!BBHHHBBHII", 0x45, 0, 40 + length, 0, 0x4000, 64, 6, 0, *addresses)
        self.frames.append((self.now, bytes(12) + b"\x08\x00" + ip + tcp + payload))

    def pause(self):
        self.now += self.rng.choice(PAUSES)

    def other_acks(self, sender):
        self.capture(1 - sender, self.peers[1 - sender].next, ACK, 0)

    # What may happen, one method each; `who` is 0 for the client.
    def data(self, who, kept=True):
        peer = self.peers[who]
        length = self.rng.choice((1, 2, 5, 100, 1000))
        peer.sent.append((peer.next, length, PSH | ACK))
        if kept:
            self.capture(who, peer.next, PSH | ACK, length)
        peer.next = (peer.next + length) % 2**32

    def lost_before_capture(self, who):
        self.data(who, kept=False)

    def overtaken(self, who):
        self.data(who, kept=False)
        self.late.append((who, self.peers[who].sent[-1]))

    def late_arrival(self, _who):
        if self.late:
            sender, (seq, length, flags) = self.late.pop(self.rng.randrange(len(self.late)))
            self.capture(sender, seq, flags, length)

    def again(self, who):
        # Later than any round trip: by newer versions of tshark, an earlier repetition is none.
        self.now += 0.3
        if self.peers[who].sent:
            seq, length, flags = self.rng.choice(self.peers[who].sent[-4:])
            self.capture(who, seq, flags, length)

    def last_again(self, who):
        if self.peers[who].sent:
            seq, length, flags = self.peers[who].sent[-1]
            self.capture(who, seq, flags, length)

    def again_and_more(self, who):
        peer = self.peers[who]
        if peer.sent:
            seq, length, flags = peer.sent[-1]
            self.capture(who, seq, flags, length + 7)
            peer.sent.append((seq, length + 7, flags))
            peer.next = (seq + length + 7) % 2**32

    def ack(self, who):
        self.capture(who, self.peers[who].next, ACK, 0)

    def partial_ack(self, who):
        back = self.rng.choice((1, 5, 100))
        self.capture(who, self.peers[who].next, ACK, 0, ack=self.peers[1 - who].next - back)

    def duplicate_acks(self, who):
        sent = self.peers[1 - who].sent
        number = sent[-1][0] if sent else self.peers[1 - who].next
        for _ in range(self.rng.choice((2, 3, 4))):
            self.capture(who, self.peers[who].next, ACK, 0, ack=number)
            self.now += 0.0001

    def fast_again(self, who):
        if self.peers[who].sent:
            seq, length, flags = self.peers[who].sent[-1]
            for _ in range(3):
                self.capture(1 - who, self.peers[1 - who].next, ACK, 0, ack=seq)
            self.pause()
            self.capture(who, seq, flags, length)

    def ack_of_unseen(self, who):
        self.capture(who, self.peers[who].next, ACK, 0, ack=self.peers[1 - who].next + 50)

    def zero_window(self, who):
        self.peers[who].window = 0
        self.ack(who)

    def probe(self, who):
        self.peers[1 - who].window = 0
        self.ack(1 - who)
        self.pause()
        self.capture(who, self.peers[who].next, ACK, 1)
        self.pause()
        self.ack(1 - who)  # the byte is not taken: whether one was, versions of tshark tell apart

    def probe_below(self, who):
        self.capture(who, self.peers[who].next - 1, ACK, 0)
        self.ack(1 - who)

    def window_opens(self, who):
        self.peers[who].window = self.rng.choice((100, 512, 600))
        self.ack(who)

    def keep_alive(self, who):
        self.capture(who, self.peers[who].next - 1, ACK, self.rng.choice((0, 1)))
        if self.rng.random() < 0.7:
            self.pause()
            self.ack(1 - who)

    def fin(self, who):
        peer = self.peers[who]
        length = self.rng.choice((0, 0, 5))
        self.capture(who, peer.next, FIN | ACK, length)
        peer.sent.append((peer.next, length, FIN | ACK))
        peer.next = (peer.next + length + 1) % 2**32

    def reset(self, who):
        flags = self.rng.choice((RST, RST | ACK))
        self.capture(who, self.peers[who].next, flags, 0)

    def handshake(self):
        client, server = self.peers
        self.client_isn = client.next
        for _ in range(self.rng.choice((1, 1, 1, 2))):
            self.capture(0, client.next, SYN, 0)
            self.now += self.rng.choice((0.0001, 0.002, 0.03))
        client.next = (client.next + 1) % 2**32
        for _ in range(self.rng.choice((1, 1, 1, 2))):
            self.capture(1, server.next, SYN | ACK, 0)
            self.now += self.rng.choice((0.0001, 0.002, 0.03))
        server.next = (server.next + 1) % 2**32
        if self.rng.random() < 0.9:
            self.ack(0)

    def session_again(self):
        """With the number that the client had: the SYN meets an old connection, or is refused."""
        client, server = self.peers
        old = server.next
        isn = self.client_isn
        self.new_numbers()
        client.next = isn
        if self.rng.random() < 0.5:
            stranger = self.rng.randrange(2**32)
            self.capture(0, isn, SYN, 0)
            self.pause()
            self.capture(1, old, ACK, 0, ack=stranger)
            self.capture(0, stranger, RST, 0)
        else:
            self.capture(1, old, RST | ACK, 0, ack=(isn + 1) % 2**32)
        self.pause()
        self.handshake()

    def play(self, steps):
        rare = [self.fin, self.reset]
        common = [
            self.data, self.data, self.data, self.lost_before_capture, self.overtaken,
            self.late_arrival, self.late_arrival, self.again, self.last_again, self.again_and_more,
            self.ack, self.ack, self.ack, self.partial_ack, self.duplicate_acks, self.fast_again,
            self.ack_of_unseen, self.zero_window, self.probe, self.probe_below, self.window_opens,
            self.window_opens, self.keep_alive,
        ]
        if self.rng.random() < 0.8:
            self.handshake()
        for _ in range(steps):
            self.pause()
            if self.rng.random() < 0.04:
                self.rng.choice(rare)(self.rng.randrange(2))
            elif self.rng.random() < 0.02:
                self.new_numbers()  # the same ports again
                self.handshake()
            elif self.rng.random() < 0.02:
                self.session_again()
            else:
                self.rng.choice(common)(self.rng.randrange(2))


def write_pcap(path, frames, byte_order="<", nanoseconds=False, snap_length=65535, link_type=1):
    magic, unit = (0xA1B23C4D, 1) if nanoseconds else (0xA1B2C3D4, 1000)
    with open(path, "wb") as out:
        out.write(struct.pack(byte_order + "IHHIIII", magic, 2, 4, 0, 0, snap_length, link_type))
        for when, data in frames:
            fraction = round(when * 1e9) % 10**9 // unit
            kept = data[:snap_length]
            out.write(struct.pack(byte_order + "IIII", START + int(when), fraction, len(kept), len(data)))
            out.write(kept)


def connections(seed, count, steps):
    """Frames of `count` connections, mixed by their times."""
    rng = random.Random(seed)
    frames = []
    for i in range(count):
        connection = Connection(rng, 20000 + i, 50000, rng.random() * 0.2)
        connection.play(steps)
        if not connection.uses_zero:
            frames += connection.frames
    return sorted(frames, key=lambda frame: round(frame[0] * 1e9))
