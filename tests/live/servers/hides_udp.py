# SPDX-License-Identifier: MIT
"""A correct echo server for UDP that makes itself undumpable: an ordinary user cannot read its descriptors.

usage: hides_udp.py PORT
"""

import ctypes
import socket
import sys

PR_SET_DUMPABLE = 4


def main():
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("0.0.0.0", int(sys.argv[1])))
    while True:
        data, peer = server.recvfrom(65535)
        server.sendto(data, peer)


if __name__ == "__main__":
    main()
