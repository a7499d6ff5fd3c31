# SPDX-License-Identifier: MIT
"""Real connections on a loopback of their own, and the programs that capture them.

    traffic.py FOLDER     writes FOLDER/tcpdump.pcap, any.pcap (tcpdump -i any), tshark.pcapng

To be run in a network namespace of its own, with the right to capture. The kernel's TCP is led into
what the analysis has names for: segments are lost (a socket filter drops what arrives, behind the
place where the capture looks), windows are full, connections are refused, reset, kept alive, and
open before and after the capture.
"""

import ctypes
import os
import pathlib
import signal
import socket
import struct
import subprocess
import sys
import threading
import time

SO_ATTACH_FILTER = 26
LOSS = 1 / 8
DEADLINE = 60  # seconds, for whatever is waited for


def serve(family, host):
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, 0))
    listener.listen(100)
    return listener


def echo_one(listener, lossy=False):
    """Accepts one connection and echoes until its end, in a thread that is returned."""

    def echo():
        connection, _ = listener.accept()
        with connection:
            if lossy:
                drop(connection, LOSS)
            try:
                while data := connection.recv(65536):
                    connection.sendall(data)
            except ConnectionResetError:
                pass  # one of them does that

    thread = threading.Thread(target=echo)
    thread.start()
    return thread


def drop(connection, part):
    """The kernel hands arriving segments to the socket's filter before it looks at them."""
    random_number = 0xFFFFF000 + 56  # SKF_AD_OFF + SKF_AD_RANDOM
    program = b"".join(
        struct.pack("HBBI", *instruction)
        for instruction in (
            (0x20, 0, 0, random_number),  # load
            (0x25, 1, 0, int(part * (2**32 - 1))),  # if greater
            (0x06, 0, 0, 0),  # drop
            (0x06, 0, 0, 0x40000),  # keep
        )
    )
    held = ctypes.create_string_buffer(program)
    connection.setsockopt(
        socket.SOL_SOCKET, SO_ATTACH_FILTER, struct.pack("HxxxxxxP", 4, ctypes.addressof(held))
    )


def sent_again(connection):
    """How many segments, by TCP_INFO's tcpi_total_retrans."""
    return struct.unpack_from("I", connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 104), 100)[0]


def until(is_so, complaint):
    deadline = time.monotonic() + DEADLINE
    while not is_so():
        if time.monotonic() > deadline:
            sys.exit(complaint)
        time.sleep(0.01)


def receive(connection, count):
    data = b""
    while len(data) < count and (more := connection.recv(65536)):
        data += more
    return data


def talk(address, family=socket.AF_INET, texts=(b"hoge\n", b"hoge\n")):
    connection = socket.socket(family, socket.SOCK_STREAM)
    connection.connect(address)
    for text in texts:
        connection.sendall(text)
        receive(connection, len(text))
    return connection


def clean_sessions(count):
    listener = serve(socket.AF_INET, "127.0.0.1")
    for _ in range(count):
        thread = echo_one(listener)
        talk(listener.getsockname()).close()
        thread.join()


def over_ipv6():
    listener = serve(socket.AF_INET6, "::1")
    thread = echo_one(listener)
    talk(listener.getsockname()[:2], socket.AF_INET6).close()
    thread.join()


def refused():
    free = serve(socket.AF_INET, "127.0.0.1")
    address = free.getsockname()
    free.close()
    try:
        talk(address)
    except ConnectionRefusedError:
        return
    raise AssertionError(f"{address} did not refuse")


def reset_by_client():
    listener = serve(socket.AF_INET, "127.0.0.1")
    thread = echo_one(listener)
    connection = talk(listener.getsockname())
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
    thread.join()


def reset_for_unread_bytes():
    listener = serve(socket.AF_INET, "127.0.0.1")
    connection = socket.create_connection(listener.getsockname())
    accepted, _ = listener.accept()
    connection.sendall(b"nobody reads this")
    accepted.recv(3)
    accepted.close()
    connection.close()


def full_window():
    listener = serve(socket.AF_INET, "127.0.0.1")
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection = socket.create_connection(listener.getsockname())
    accepted, _ = listener.accept()
    connection.setblocking(False)
    sent = 0
    try:
        while True:
            sent += connection.send(bytes(65536))
    except BlockingIOError:
        pass
    time.sleep(1)  # the kernel's probes come by its clock
    connection.setblocking(True)
    receive(accepted, sent)
    accepted.close()
    connection.close()


def kept_alive():
    listener = serve(socket.AF_INET, "127.0.0.1")
    thread = echo_one(listener)
    connection = talk(listener.getsockname())
    for option, seconds in ((socket.TCP_KEEPIDLE, 1), (socket.TCP_KEEPINTVL, 1)):
        connection.setsockopt(socket.IPPROTO_TCP, option, seconds)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    time.sleep(2.5)  # the same
    connection.close()
    thread.join()


def lossy(size):
    listener = serve(socket.AF_INET, "127.0.0.1")
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 1000)
    thread = echo_one(listener, lossy=True)
    connection = socket.create_connection(listener.getsockname())
    drop(connection, 1)  # every acknowledgement, until it sends again
    connection.sendall(bytes(1000))
    until(lambda: sent_again(connection) > 0, "nothing was sent again")
    drop(connection, LOSS)
    sender = threading.Thread(target=lambda: connection.sendall(bytes(size)))
    sender.start()
    got = receive(connection, 1000 + size)
    sender.join()
    connection.shutdown(socket.SHUT_WR)
    connection.recv(1)
    connection.close()
    thread.join()
    assert len(got) == 1000 + size, "TCP brings everything, after all"


class Capture:
    def __init__(self, path, words):
        self.path = path
        self.process = subprocess.Popen(words, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)

    def sees(self, marker):
        return self.path.exists() and marker in self.path.read_bytes()

    def end(self):
        self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate(timeout=DEADLINE)
        if self.process.returncode != 0:
            sys.exit(f"{self.path.name}: exit {self.process.returncode}: {said.decode()}")


def until_all_see(captures, marker):
    """What was sent before the datagram has been captured once that has been."""
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    deadline = time.monotonic() + DEADLINE
    while not all(capture.sees(marker) for capture in captures):
        if time.monotonic() > deadline:
            sys.exit("a capture never saw " + marker.decode())
        for capture in captures:
            if capture.process.poll() is not None:
                sys.exit(f"{capture.path.name}: {capture.process.stderr.read().decode()}")
        sender.sendto(marker, ("127.0.0.1", 9))
        time.sleep(0.05)


def main():
    folder = pathlib.Path(sys.argv[1])
    subprocess.run(["ip", "link", "set", "lo", "up", "mtu", "1500"], check=True)
    early = serve(socket.AF_INET, "127.0.0.1")
    early_thread = echo_one(early)
    open_before = talk(early.getsockname())

    tcpdump = ["tcpdump", "-U", "-n", "--immediate-mode"]
    files = {
        "tcpdump.pcap": [*tcpdump, "-i", "lo"],
        "any.pcap": [*tcpdump, "-i", "any"],
        "tshark.pcapng": ["tshark", "-n", "-q", "-i", "lo"],
    }
    captures = [Capture(folder / name, [*words, "-w", str(folder / name)]) for name, words in files.items()]
    until_all_see(captures, b"the capture begins")

    open_before.sendall(b"still here")
    receive(open_before, 10)
    clean_sessions(30)
    over_ipv6()
    refused()
    reset_by_client()
    reset_for_unread_bytes()
    full_window()
    kept_alive()
    lossy(200_000)

    until_all_see(captures, b"the capture ends")
    for capture in captures:
        capture.end()
    open_before.close()
    early_thread.join()


if __name__ == "__main__":
    os.umask(0o022)
    main()
