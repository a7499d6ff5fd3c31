# SPDX-License-Identifier: MIT
"""Echoes correctly, always listens on 8080, and never rests: its select() has a time limit of 0."""

import select
import socket

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", 8080))
listener.listen(128)
sockets = [listener]
while True:
    for ready in select.select(sockets, [], [], 0)[0]:
        if ready is listener:
            sockets.append(listener.accept()[0])
            continue
        data = ready.recv(65536)
        if data:
            ready.sendall(data)
        else:
            sockets.remove(ready)
            ready.close()
