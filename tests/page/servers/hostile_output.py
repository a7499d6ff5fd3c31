# SPDX-License-Identifier: MIT
"""Echoes in capitals, and prints what would be markup, script and a steered terminal."""

import socketserver
import sys

OUTPUT = "</script><script>hacked()</script><img src=x onerror=hacked()>\x1b[2J\u202e&lt;b&gt; \"'\n"


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        while data := self.request.recv(4096):
            sys.stdout.buffer.write(OUTPUT.encode() + b"\xff\x00\n")
            sys.stdout.flush()
            self.request.sendall(data.upper())


socketserver.TCPServer.allow_reuse_address = True
print(OUTPUT, flush=True)
socketserver.TCPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
