# SPDX-License-Identifier: MIT
# Correct: Python's selectors, one loop for all clients, non-blocking, with a buffer for what a
# client is still to get; while that is full, nothing is read from it.
import resource
import selectors
import signal
import socket
import sys
import time

BUFFER = 256 * 1024


class Client:
    def __init__(self, connection, selector):
        self.connection = connection
        self.selector = selector
        self.pending = bytearray()
        self.at_end = False  # has the client sent its FIN?
        connection.setblocking(False)
        selector.register(connection, selectors.EVENT_READ, self)

    def ready(self, events):
        try:
            if events & selectors.EVENT_READ:
                self.receive()
            self.send()
        except BlockingIOError:
            pass  # later
        except OSError:
            self.close()  # the client is gone
            return
        wanted = selectors.EVENT_WRITE if self.pending else 0
        if not self.at_end and len(self.pending) < BUFFER:
            wanted |= selectors.EVENT_READ
        if wanted:
            self.selector.modify(self.connection, wanted, self)
        else:
            self.close()  # it has closed its side, and has got all

    def receive(self):
        data = self.connection.recv(65536)
        self.at_end = not data
        self.pending += data

    def send(self):
        while self.pending:
            del self.pending[: self.connection.send(self.pending)]

    def close(self):
        self.selector.unregister(self.connection)
        self.connection.close()


def accept(listener, selector):
    try:
        connection, _ = listener.accept()
    except BlockingIOError:
        return
    except OSError:
        time.sleep(0.02)  # out of descriptors, perhaps
        return
    Client(connection, selector)


def main():
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    selector = selectors.DefaultSelector()
    listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=4096)
    listener.setblocking(False)
    selector.register(listener, selectors.EVENT_READ)
    while True:
        for key, events in selector.select():
            if key.fileobj is listener:
                accept(listener, selector)
            else:
                key.data.ready(events)


if __name__ == "__main__":
    main()
