# SPDX-License-Identifier: MIT
# Fault: strips what it received, as the example in the documentation of socketserver does. The
# newline at the end is gone, and so is all other white space at either end of a segment.
# Caught by: newline-changed ("hoge\n" comes back as "hoge").
import resource
import signal
import socketserver
import sys
import time


class StrippingHandler(socketserver.BaseRequestHandler):
    def handle(self):
        try:
            while True:
                self.data = self.request.recv(1024)
                if not self.data:
                    break
                self.request.sendall(self.data.strip())
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
    with EchoServer(("127.0.0.1", int(sys.argv[1])), StrippingHandler) as server:
        server.serve_forever()
