# SPDX-License-Identifier: MIT
# Fault: a pool of twenty threads, each of which belongs to its client until that one leaves. The
# twenty-first is connected and gets no answer for as long as twenty others do nothing.
# Caught by: stops-serving (more than twenty idle clients, and one that wants an answer).
import concurrent.futures
import resource
import signal
import socket
import sys
import time


def serve(client):
    with client:
        try:
            while data := client.recv(65536):
                client.sendall(data)
        except OSError:
            pass  # the client is gone


def main():
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=4096)
    with concurrent.futures.ThreadPoolExecutor(max_workers=20) as pool:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                time.sleep(0.02)  # out of descriptors, perhaps
                continue
            pool.submit(serve, client)


if __name__ == "__main__":
    main()
