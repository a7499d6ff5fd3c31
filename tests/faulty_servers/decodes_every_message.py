# SPDX-License-Identifier: MIT
# Fault: decodes what it received as UTF-8. Other bytes raise an exception, which ends the connection
# without an echo; the other clients are still served.
# Caught by: uncaught-exception (a byte from 0x80 on; the traceback names the line).
import resource
import signal
import socketserver
import sys
import time


class TextHandler(socketserver.BaseRequestHandler):
    def handle(self):
        while True:
            try:
                data = self.request.recv(4096)
            except OSError:
                return  # the client is gone
            if not data:
                return
            text = data.decode()
            try:
                self.request.sendall(text.encode())
            except OSError:
                return


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
    with EchoServer(("127.0.0.1", int(sys.argv[1])), TextHandler) as server:
        server.serve_forever()
