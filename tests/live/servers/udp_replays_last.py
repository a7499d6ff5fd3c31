# SPDX-License-Identifier: MIT
"""A faulty echo server for UDP: it answers an empty datagram with the last one that was not empty.

usage: udp_replays_last.py PORT
"""

import socket
import sys


def main():
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("0.0.0.0", int(sys.argv[1])))
    last = b""
    while True:
        data, peer = server.recvfrom(65535)
        last = data or last
        server.sendto(last, peer)


if __name__ == "__main__":
    main()
