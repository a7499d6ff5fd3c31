# SPDX-License-Identifier: MIT
# Fault: takes bytes for text: decodes what it received as UTF-8 and encodes it again. What is no
# UTF-8, and a character that two segments share, comes back as U+FFFD, three bytes for one.
# Caught by: text-reencoded (bytes such as 0xff in what is sent).
import resource
import signal
import socket
import sys
import threading
import time


def serve(client):
    with client:
        try:
            while data := client.recv(4096):
                text = data.decode("utf-8", errors="replace")
                client.sendall(text.encode("utf-8"))
        except OSError:
            pass  # the client is gone


def main():
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C without a traceback
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
