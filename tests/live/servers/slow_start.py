# SPDX-License-Identifier: MIT
"""A correct echo server that takes its time before it listens, as `cargo run` or a JVM does.

usage: slow_start.py HOST PORT SECONDS
"""

import socket
import sys
import time


def main():
    host, port, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    time.sleep(seconds)
    with socket.create_server((host, port)) as listener:
        while True:
            client, _ = listener.accept()
            with client:
                while data := client.recv(4096):
                    client.sendall(data)


if __name__ == "__main__":
    main()
