# SPDX-License-Identifier: MIT
# Correct: Python's asyncio streams, one task a client; drain() keeps what a slow client is still to
# get small.
import asyncio
import resource
import signal
import socket
import sys


async def serve(client):
    reader, writer = await asyncio.open_connection(sock=client)
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass  # the client is gone
    writer.close()  # sends what is left, then FIN
    try:
        await writer.wait_closed()
    except OSError:
        pass


async def main(port):
    loop = asyncio.get_running_loop()
    tasks = set()  # the loop itself does not keep them
    listener = socket.create_server(("127.0.0.1", port), backlog=4096)
    listener.setblocking(False)
    # Not asyncio.start_server: out of descriptors, that logs an error for each place in its backlog.
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
