# SPDX-License-Identifier: MIT
# Fault: puts "Echo: " before each answer, so that a human sees that it works.
# Caught by: text-added (any data).
import resource
import signal
import socketserver
import sys
import time


class EchoHandler(socketserver.BaseRequestHandler):
    def handle(self):
        try:
            while data := self.request.recv(4096):
                self.request.sendall(b"Echo: " + data)
        except OSError:
            pass  # the client is gone


class EchoServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 4096

    def get_request(self):
        try:
            return super().get_request()
        except OSError:
            time.sleep(0.02)  # out of descriptors, perhaps
            raise


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with EchoServer(("127.0.0.1", int(sys.argv[1])), EchoHandler) as server:
        server.serve_forever()
