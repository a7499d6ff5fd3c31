# SPDX-License-Identifier: MIT
# Fault: does not look at what send() returns. On a non-blocking socket that is less than was asked
# for when the client reads slowly, or BlockingIOError; the rest is lost.
# Caught by: short-write-ignored (a client that sends 1 MiB and more before it reads).
import resource
import selectors
import signal
import socket
import sys
import time

selector = selectors.DefaultSelector()


def accept(listener):
    try:
        client, _ = listener.accept()
    except BlockingIOError:
        return
    except OSError:
        time.sleep(0.02)  # out of descriptors, perhaps
        return
    client.setblocking(False)
    selector.register(client, selectors.EVENT_READ, echo)


def echo(client):
    try:
        data = client.recv(16384)
        if data:
            client.send(data)
            return
    except BlockingIOError:
        return
    except OSError:
        pass  # the client is gone
    selector.unregister(client)
    client.close()


def main():
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=4096)
    # Clients inherit it: no more than this of the kernel's memory for each.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)
    listener.setblocking(False)
    selector.register(listener, selectors.EVENT_READ, accept)
    while True:
        for key, _ in selector.select():
            key.data(key.fileobj)


if __name__ == "__main__":
    main()
