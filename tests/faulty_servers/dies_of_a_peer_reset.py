# SPDX-License-Identifier: MIT
# Fault: one loop serves all clients, and nothing in it catches the ConnectionResetError or
# BrokenPipeError of one of them: a client that resets takes the server with it.
# Caught by: killed-by-peer-reset (a client ends with RST; the server exits 1 with a traceback).
import resource
import selectors
import signal
import socket
import sys
import time

selector = selectors.DefaultSelector()
to_send = {}  # client -> what it is still to get
at_end = set()  # clients that have closed their side


def accept(listener):
    try:
        client, _ = listener.accept()
    except BlockingIOError:
        return
    except OSError:
        time.sleep(0.02)  # out of descriptors, perhaps
        return
    client.setblocking(False)
    to_send[client] = bytearray()
    selector.register(client, selectors.EVENT_READ)


def serve(client, events):
    pending = to_send[client]
    try:
        if events & selectors.EVENT_READ:
            data = client.recv(16384)
            if not data:
                at_end.add(client)
            pending += data
        if pending:
            del pending[: client.send(pending)]
    except BlockingIOError:
        pass  # it will be ready later
    wanted = selectors.EVENT_WRITE if pending else 0
    if client not in at_end and len(pending) < 65536:
        wanted |= selectors.EVENT_READ
    if wanted:
        selector.modify(client, wanted)
    else:
        at_end.remove(client)
        del to_send[client]
        selector.unregister(client)
        client.close()


signal.signal(signal.SIGINT, signal.SIG_DFL)
_, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=4096)
listener.setblocking(False)
selector.register(listener, selectors.EVENT_READ)
while True:
    for key, events in selector.select():
        if key.fileobj is listener:
            accept(listener)
        else:
            serve(key.fileobj, events)
