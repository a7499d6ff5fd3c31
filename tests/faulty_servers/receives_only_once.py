# SPDX-License-Identifier: MIT
# Fault: one recv, one sendall, close: takes the first piece of 1024 octets at most for all that its
# client has to say. What came later is lost, and the kernel answers it with RST.
# Caught by: closes-after-first-echo ("hoge" twice on one connection).
import resource
import signal
import socket
import sys
import threading
import time


def serve(client):
    try:
        data = client.recv(1024)
        client.sendall(data)
    except OSError:
        pass  # the client is gone
    client.close()


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
