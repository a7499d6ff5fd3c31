// SPDX-License-Identifier: MIT
// Correct: Java NIO, one thread and a Selector for all clients, non-blocking, with a buffer for each;
// while that is full, nothing is read from its client.
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

public class NioSelector {
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
                    serve(key);
                }
            }
            selector.selectedKeys().clear();
        }
    }

    static void accept(ServerSocketChannel listener, Selector selector) throws Exception {
        try {
            SocketChannel client = listener.accept();
            if (client != null) {
                client.configureBlocking(false);
                client.register(selector, SelectionKey.OP_READ, new Pending());
            }
        } catch (IOException e) {
            Thread.sleep(20); // out of descriptors, perhaps
        }
    }

    static void serve(SelectionKey key) throws IOException {
        try {
            echo(key);
        } catch (IOException e) {
            key.channel().close(); // this client is gone
        }
    }

    static void echo(SelectionKey key) throws IOException {
        SocketChannel client = (SocketChannel) key.channel();
        Pending pending = (Pending) key.attachment();
        if (key.isReadable()) {
            pending.atEnd = client.read(pending.bytes) < 0;
        }
        pending.bytes.flip();
        client.write(pending.bytes);
        pending.bytes.compact();
        boolean empty = pending.bytes.position() == 0;
        if (pending.atEnd && empty) {
            client.close(); // it has closed its side, and has got all
            return;
        }
        boolean more = !pending.atEnd && pending.bytes.hasRemaining();
        key.interestOps((more ? SelectionKey.OP_READ : 0) | (empty ? 0 : SelectionKey.OP_WRITE));
    }

    // What a client is still to get, and whether it has sent its FIN.
    static class Pending {
        final ByteBuffer bytes = ByteBuffer.allocate(16384);
        boolean atEnd = false;
    }
}
