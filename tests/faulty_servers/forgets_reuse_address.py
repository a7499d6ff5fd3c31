# SPDX-License-Identifier: MIT
# Fault: socketserver leaves SO_REUSEADDR off unless it is told otherwise, and this one does not. If
# it was stopped while a client was connected, its port is taken for a minute: OSError at the start.
# Caught by: port-in-use-on-restart (stopped with a client connected, started again).
import resource
import signal
import socketserver
import sys
import time


class EchoHandler(socketserver.BaseRequestHandler):
    def handle(self):
        try:
            while data := self.request.recv(65536):
                self.request.sendall(data)
        except OSError:
            pass  # the client is gone


class EchoServer(socketserver.ThreadingTCPServer):
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
