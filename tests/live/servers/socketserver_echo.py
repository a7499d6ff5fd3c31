# SPDX-License-Identifier: MIT
"""A correct echo server with Python's socketserver, a thread for each client.

usage: socketserver_echo.py HOST PORT
"""

import socketserver
import sys


class EchoHandler(socketserver.BaseRequestHandler):
    def handle(self):
        while data := self.request.recv(4096):
            self.request.sendall(data)


class EchoServer(socketserver.ThreadingMixIn, socketserver.TCPServer):
    allow_reuse_address = True
    daemon_threads = True


def main():
    host, port = sys.argv[1], int(sys.argv[2])
    with EchoServer((host, port), EchoHandler) as server:
        server.serve_forever()


if __name__ == "__main__":
    main()
