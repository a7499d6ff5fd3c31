# SPDX-License-Identifier: MIT
"""A correct echo server beside which another socket of the same machine listens, on a port that a
client of the scenarios would take.

usage: holds_a_clients_port.py HOST PORT OTHER_PORT
"""

import pathlib
import runpy
import socket
import sys


def main():
    other = socket.socket()
    other.bind((sys.argv[1], int(sys.argv[3])))
    other.listen()
    runpy.run_path(str(pathlib.Path(__file__).with_name("socketserver_echo.py")), run_name="__main__")


if __name__ == "__main__":
    main()
