# SPDX-License-Identifier: MIT
# Fault: answers in lower case, left over from the exercise before. Who tries it with "hoge" alone
# sees nothing of it.
# Caught by: case-changed (capitals in what is sent).
import asyncio
import resource
import signal
import socket
import sys


async def serve(client):
    loop = asyncio.get_running_loop()
    with client:
        try:
            while data := await loop.sock_recv(client, 4096):
                await loop.sock_sendall(client, data.lower())
        except OSError:
            pass  # the client is gone


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
        client.setblocking(False)
        task = asyncio.create_task(serve(client))
        tasks.add(task)
        task.add_done_callback(tasks.discard)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    asyncio.run(main(int(sys.argv[1])))
