#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Fault: takes an empty datagram for none at all, as recv() on a TCP socket would have it, and does
# not answer it.
# Caught by: udp.complete, with an empty datagram.
import asyncio
import resource
import socket
import sys


class EchoDatagrams(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, peer):
        if not data:
            return
        self.transport.sendto(data, peer)


async def echo_stream(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass  # this client is gone
    finally:
        writer.close()


async def main(port):
    loop = asyncio.get_running_loop()
    # An accept that finds no free descriptor is tried again later by asyncio, which says so.
    loop.set_exception_handler(lambda loop, context: None)
    await loop.create_datagram_endpoint(EchoDatagrams, local_addr=("127.0.0.1", port))
    server = await asyncio.start_server(
        echo_stream, "127.0.0.1", port, family=socket.AF_INET, backlog=4096
    )
    await server.serve_forever()


if __name__ == "__main__":
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    try:
        asyncio.run(main(int(sys.argv[1])))
    except KeyboardInterrupt:
        pass
