# SPDX-License-Identifier: MIT
# Fault: "quit" and "exit" are commands: it closes the connection and does not send them back.
# Caught by: obeys-magic-word (a client that sends "quit\n").
import resource
import signal
import socket
import sys
import threading
import time


def serve(client):
    with client:
        try:
            while data := client.recv(65536):
                if data.strip() in (b"quit", b"exit"):
                    break
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
        except OSError:
            time.sleep(0.02)  # out of descriptors, perhaps
            continue
        threading.Thread(target=serve, args=(client,), daemon=True).start()


if __name__ == "__main__":
    main()
