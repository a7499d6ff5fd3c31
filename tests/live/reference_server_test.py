# SPDX-License-Identifier: MIT
"""The reference server on its own: what its README promises, one promise a test.

The server is named in REFERENCE_SERVER. Nothing here waits for time: a port file, a closed pipe or
an answer tells when something has happened.
"""

import contextlib
import os
import pathlib
import resource
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import time
import unittest

SERVER = os.environ["REFERENCE_SERVER"]
HANG_SECONDS = 20


class ReferenceServer:
    """One running server, its address and its standard error."""

    def __init__(self, address="127.0.0.1:0", options=(), descriptors=None):
        self.folder = tempfile.TemporaryDirectory()
        self.port_file = pathlib.Path(self.folder.name) / "port"
        words = [SERVER, address, "--port-file", str(self.port_file), *options]
        limit = (lambda: limit_descriptors(descriptors)) if descriptors else None
        self.process = subprocess.Popen(
            words, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, preexec_fn=limit
        )
        self.family = socket.AF_INET6 if address.startswith("[") else socket.AF_INET
        self.host = "::1" if self.family == socket.AF_INET6 else "127.0.0.1"

    def said_first(self):
        return self.process.stderr.readline().decode().rstrip("\n")

    def wait_for_port_file(self):
        deadline = time.monotonic() + HANG_SECONDS
        while not self.port_file.exists():
            if time.monotonic() > deadline:
                raise TimeoutError("the port file does not appear")
            time.sleep(0.001)

    @property
    def port(self):
        return int(self.port_file.read_text())

    def connect(self):
        client = socket.socket(self.family, socket.SOCK_STREAM)
        client.settimeout(HANG_SECONDS)
        client.connect((self.host, self.port))
        return client

    def datagram_socket(self):
        """Has no peer, so that an answer from anywhere is seen."""
        client = socket.socket(self.family, socket.SOCK_DGRAM)
        client.settimeout(HANG_SECONDS)
        client.bind((self.host, 0))
        return client

    def cpu_ticks(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    def resident_bytes(self):
        pages = int(pathlib.Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * resource.getpagesize()

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        rest = self.process.communicate(timeout=HANG_SECONDS)[1].decode()
        self.folder.cleanup()
        return self.process.returncode, rest


def limit_descriptors(count):
    resource.setrlimit(resource.RLIMIT_NOFILE, (count, count))


def receive_exactly(client, size):
    parts = []
    while size > 0:
        part = client.recv(min(size, 65536))
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def echo(client, data):
    client.sendall(data)
    return receive_exactly(client, len(data))


def echo_datagram(client, server, data):
    """What comes back, and from which port of which host."""
    client.sendto(data, (server.host, server.port))
    answer, sender = client.recvfrom(65536)
    return answer, sender[:2]


def send_and_half_close(client, data):
    client.sendall(data)
    client.shutdown(socket.SHUT_WR)


def reset(client):
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()


class ReferenceServerTest(unittest.TestCase):
    @contextlib.contextmanager
    def serving(self, **how):
        server = ReferenceServer(**how)
        try:
            self.assertIn("listening on", server.said_first())
            yield server
            self.assertEqual(server.stop(), (0, ""))
        finally:
            server.process.kill()
            server.process.wait()
            server.process.stderr.close()

    def run_to_end(self, *words):
        return subprocess.run([SERVER, *words], capture_output=True, text=True, timeout=HANG_SECONDS)

    def assert_one_line(self, text, *parts):
        self.assertEqual(text.count("\n"), 1, text)
        for part in parts:
            self.assertIn(part, text)

    def test_echoes_on_ipv4_and_ipv6(self):
        for address in ("127.0.0.1:0", "[::1]:0"):
            with self.subTest(address), self.serving(address=address) as server:
                with server.connect() as client:
                    self.assertEqual(echo(client, bytes(range(256))), bytes(range(256)))

    def test_says_where_it_listens(self):
        server = ReferenceServer(address="[::1]:0")
        self.assertEqual(server.said_first(), f"listening on [::1]:{server.port}")
        self.assertEqual(server.stop(), (0, ""))

    def test_says_nothing_when_quiet(self):
        server = ReferenceServer(options=["--quiet"])
        server.wait_for_port_file()
        with server.connect() as client:
            self.assertEqual(echo(client, b"hoge\n"), b"hoge\n")
        self.assertEqual(server.stop(), (0, ""))

    def test_drains_a_half_closed_connection_and_then_closes(self):
        data = os.urandom(4 * 1024 * 1024)
        with self.serving() as server, server.connect() as client:
            sender = threading.Thread(target=send_and_half_close, args=(client, data))
            sender.start()
            self.assertEqual(receive_exactly(client, len(data)), data)
            self.assertEqual(client.recv(1), b"")
            sender.join()

    def test_holds_one_buffer_for_a_client_that_never_reads(self):
        with self.serving() as server, server.connect() as client:
            before = server.resident_bytes()
            client.settimeout(0.2)
            with self.assertRaises(TimeoutError):
                while True:
                    client.send(bytes(65536))
            # One buffer is 16 KiB; the rest is what a sanitizer keeps beside it. A server without a
            # bound would have gone on reading, and the client on sending.
            self.assertLess(server.resident_bytes() - before, 4 * 1024 * 1024)
            with server.connect() as other:
                self.assertEqual(echo(other, b"hoge\n"), b"hoge\n")

    def test_sends_back_urgent_data_in_its_place(self):
        with self.serving() as server, server.connect() as client:
            client.send(b"ho")
            client.send(b"g", socket.MSG_OOB)
            client.send(b"e\n")
            self.assertEqual(receive_exactly(client, 5), b"hoge\n")

    def test_survives_resets(self):
        with self.serving() as server:
            for _ in range(50):
                client = server.connect()
                client.sendall(bytes(100_000))
                reset(client)
            with server.connect() as client:
                self.assertEqual(echo(client, b"hoge\n"), b"hoge\n")

    def test_serves_many_clients_at_once(self):
        with self.serving() as server, contextlib.ExitStack() as open_clients:
            clients = [open_clients.enter_context(server.connect()) for _ in range(500)]
            for number, client in enumerate(clients):
                client.sendall(b"%d\n" % number)
            for number, client in reversed(list(enumerate(clients))):
                expected = b"%d\n" % number
                self.assertEqual(receive_exactly(client, len(expected)), expected)

    def test_goes_on_when_descriptors_run_out(self):
        with self.serving(descriptors=20) as server, contextlib.ExitStack() as open_clients:
            clients = [open_clients.enter_context(server.connect()) for _ in range(40)]
            self.assertEqual(echo(clients[0], b"first"), b"first")
            # The last one is in the backlog. It is served as soon as others have left, and until
            # then the server does not spin.
            clients[-1].sendall(b"last")
            ticks = server.cpu_ticks()
            clients[-1].settimeout(0.5)
            with self.assertRaises(TimeoutError):
                clients[-1].recv(1)
            self.assertLess(server.cpu_ticks() - ticks, 10)
            for client in clients[:-1]:
                client.close()
            clients[-1].settimeout(HANG_SECONDS)
            self.assertEqual(receive_exactly(clients[-1], 4), b"last")

    def test_echoes_datagrams_of_every_size(self):
        for address in ("127.0.0.1:0", "[::1]:0"):
            with self.serving(address=address) as server, server.datagram_socket() as client:
                for size in (0, 1, 512, 1472, 8192, 65507):
                    with self.subTest(address, size=size):
                        data = os.urandom(size)
                        answer = echo_datagram(client, server, data)
                        self.assertEqual(answer, (data, (server.host, server.port)))

    def test_answers_each_peer_its_own_datagram_once(self):
        with self.serving() as server, contextlib.ExitStack() as open_clients:
            peers = [open_clients.enter_context(server.datagram_socket()) for _ in range(20)]
            for number, peer in enumerate(peers):
                peer.sendto(b"%d" % number, (server.host, server.port))
            for number, peer in reversed(list(enumerate(peers))):
                self.assertEqual(peer.recv(100), b"%d" % number)
            # The server answers in the order of arrival: anything more would have come before this.
            for peer in peers:
                self.assertEqual(echo_datagram(peer, server, b"last")[0], b"last")
                peer.setblocking(False)
                with self.assertRaises(BlockingIOError):
                    peer.recv(100)

    def test_answers_on_when_a_peer_has_gone(self):
        with self.serving() as server:
            for _ in range(50):
                with server.datagram_socket() as client:
                    client.sendto(b"gone", (server.host, server.port))
            with server.datagram_socket() as client:
                self.assertEqual(echo_datagram(client, server, b"hoge\n")[0], b"hoge\n")

    def test_sleeps_between_datagrams(self):
        with self.serving() as server, server.datagram_socket() as client:
            echo_datagram(client, server, b"hoge\n")
            ticks = server.cpu_ticks()
            client.settimeout(0.5)
            with self.assertRaises(TimeoutError):
                client.recv(1)
            self.assertLess(server.cpu_ticks() - ticks, 10)

    def test_serves_tcp_alone_when_asked(self):
        with self.serving(options=["--no-udp"]) as server:
            with server.connect() as client:
                self.assertEqual(echo(client, b"hoge\n"), b"hoge\n")
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
                client.settimeout(HANG_SECONDS)
                client.connect((server.host, server.port))
                client.send(b"hoge\n")
                with self.assertRaises(ConnectionRefusedError):
                    client.recv(1)

    def test_takes_its_port_back_at_once(self):
        server = ReferenceServer()
        server.said_first()
        port = server.port
        with server.connect() as client:
            self.assertEqual(echo(client, b"hoge\n"), b"hoge\n")
            # The server closes first, so its side is the one that stays in TIME_WAIT.
            self.assertEqual(server.stop(), (0, ""))
            self.assertEqual(client.recv(1), b"")
        with self.serving(address=f"127.0.0.1:{port}") as again, again.connect() as client:
            self.assertEqual(echo(client, b"hoge\n"), b"hoge\n")

    def test_stops_on_sigint_too(self):
        server = ReferenceServer()
        server.said_first()
        self.assertEqual(server.stop(signal.SIGINT), (0, ""))

    def test_says_that_a_port_is_busy(self):
        with self.serving() as server:
            address = f"127.0.0.1:{server.port}"
            second = self.run_to_end(address)
        self.assertEqual(second.returncode, 1)
        self.assert_one_line(second.stderr, address, "Address already in use")

    def test_says_that_a_port_is_busy_for_udp_alone(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
            other.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{other.getsockname()[1]}"
            ended = self.run_to_end(address)
        self.assertEqual(ended.returncode, 1)
        self.assert_one_line(ended.stderr, address, "Address already in use")

    def test_says_that_the_port_file_cannot_be_written(self):
        ended = self.run_to_end("127.0.0.1:0", "--port-file", "/proc/nowhere/port")
        self.assertEqual(ended.returncode, 1)
        self.assert_one_line(ended.stderr, "/proc/nowhere/port", "No such file or directory")

    def test_says_what_an_address_looks_like(self):
        for wrong in ("50000", "localhost:50000", "127.0.0.1", "127.0.0.1:65536", "127.0.0.1:-1",
                      "127.0.0.1:", "::1:50000", "[::1]", "[127.0.0.1]:1", ":50000", "", "1.2.3:4"):
            with self.subTest(wrong):
                ended = self.run_to_end(wrong)
                self.assertEqual(ended.returncode, 2)
                self.assert_one_line(ended.stderr, f'"{wrong}"', "127.0.0.1:50000")

    def test_wants_an_address(self):
        ended = self.run_to_end()
        self.assertEqual(ended.returncode, 2)
        self.assert_one_line(ended.stderr, "address is required")

    def test_explains_itself(self):
        for option in ("--help", "--version"):
            ended = self.run_to_end(option)
            self.assertEqual((ended.returncode, ended.stderr), (0, ""))
            self.assertIn("reference_server", ended.stdout)


if __name__ == "__main__":
    unittest.main()
