# SPDX-License-Identifier: MIT
# Fault: nothing catches the OSError of accept(): with more clients than it may have descriptors,
# "Too many open files" ends the server, and with it all connections that were well.
# Caught by: exhausted-descriptors (more clients at once than RLIMIT_NOFILE allows).
import resource
import signal
import socket
import sys
import threading


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
    while True:
        try:
            client, _ = listener.accept()
        except ConnectionAbortedError:
            continue  # gone before its turn came
        threading.Thread(target=serve, args=(client,), daemon=True).start()


if __name__ == "__main__":
    main()
