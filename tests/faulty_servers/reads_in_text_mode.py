# SPDX-License-Identifier: MIT
# Fault: wraps its socket in a file in text mode, which takes "\r\n" and "\r" for ends of a line and
# gives each of them as "\n". It reads lines, too, so that an unfinished one has to wait.
# Caught by: newline-changed ("hoge\r\n" comes back as "hoge\n").
import resource
import signal
import socket
import sys
import threading
import time


def serve(client):
    try:
        # Latin-1 has a character for each octet, so nothing else is changed.
        with client, client.makefile("r", encoding="latin-1") as lines:
            for line in lines:
                client.sendall(line.encode("latin-1"))
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
