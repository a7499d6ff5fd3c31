# SPDX-License-Identifier: MIT
"""A faulty echo server: it reads once, answers, and closes. It serves the next client all the same.

usage: reads_once.py PORT
"""

import socketserver
import sys
import time


class ReadsOnce(socketserver.BaseRequestHandler):
    def handle(self):
        time.sleep(0.02)  # so that a second message may have come by then
        self.request.sendall(self.request.recv(65536))


def main():
    socketserver.ThreadingTCPServer.allow_reuse_address = True
    socketserver.ThreadingTCPServer.daemon_threads = True
    with socketserver.ThreadingTCPServer(("127.0.0.1", int(sys.argv[1])), ReadsOnce) as server:
        server.serve_forever()


if __name__ == "__main__":
    main()
