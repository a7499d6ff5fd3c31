// SPDX-License-Identifier: MIT
// Fault: one thread serves all clients with a Selector, and the IOException of a client that has reset
// is caught by nobody inside the loop: main ends with it, and the server with main.
// Caught by: killed-by-peer-reset (a client ends with RST; the server exits 1 with a stack trace).
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

public class DiesOfReset {
    public static void main(String[] args) throws Exception {
        Selector selector = Selector.open();
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 4096);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        while (true) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                if (key.isAcceptable()) {
                    accept(listener, selector);
                } else {
                    echo(key);
                }
            }
            selector.selectedKeys().clear();
        }
    }

    static void accept(ServerSocketChannel listener, Selector selector) throws Exception {
        SocketChannel client;
        try {
            client = listener.accept();
        } catch (IOException e) {
            Thread.sleep(20); // out of descriptors, perhaps
            return;
        }
        if (client != null) {
            client.configureBlocking(false);
            client.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(16384));
        }
    }

    static void echo(SelectionKey key) throws IOException {
        SocketChannel client = (SocketChannel) key.channel();
        ByteBuffer pending = (ByteBuffer) key.attachment();
        boolean atEnd = pending.hasRemaining() && client.read(pending) < 0;
        pending.flip();
        client.write(pending);
        pending.compact();
        if (atEnd && pending.position() == 0) {
            client.close();
            return;
        }
        int wanted = pending.position() > 0 ? SelectionKey.OP_WRITE : 0;
        if (!atEnd && pending.hasRemaining()) {
            wanted |= SelectionKey.OP_READ;
        }
        key.interestOps(wanted);
    }
}
