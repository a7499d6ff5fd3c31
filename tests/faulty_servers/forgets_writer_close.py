# SPDX-License-Identifier: MIT
# Fault: asyncio, and no writer.close() at the end of the handler. asyncio leaves a connection half
# open when the client has closed its side, and the list of writers keeps it from the garbage
# collector: it stays in CLOSE-WAIT for as long as the server runs.
# Caught by: never-closes (a client that half-closes waits for a FIN).
import asyncio
import resource
import signal
import socket
import sys

writers = []  # of all clients, for the broadcast that is to come one day


async def serve(client):
    reader, writer = await asyncio.open_connection(sock=client)
    writers.append(writer)
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass  # the client is gone, and asyncio has closed the socket


async def main(port):
    loop = asyncio.get_running_loop()
    tasks = set()  # the loop itself does not keep them
    listener = socket.create_server(("127.0.0.1", port), backlog=4096)
    listener.setblocking(False)
    while True:
        try:
            client, _ = await loop.sock_accept(listener)
        except OSError:
            await asyncio.sleep(0.02)  # out of descriptors, perhaps
            continue
        task = asyncio.create_task(serve(client))
        tasks.add(task)
        task.add_done_callback(tasks.discard)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    asyncio.run(main(int(sys.argv[1])))
