# SPDX-License-Identifier: MIT
# Fault: reads lines. A line is answered when its newline has come, or when the client has closed its
# side, and not before.
# Caught by: held-until-newline ("hoge" without a newline is not answered).
import resource
import signal
import socketserver
import sys
import time


class LineHandler(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            for line in self.rfile:
                self.wfile.write(line)
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
    with EchoServer(("127.0.0.1", int(sys.argv[1])), LineHandler) as server:
        server.serve_forever()
