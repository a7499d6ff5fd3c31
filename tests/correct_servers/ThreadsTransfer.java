// SPDX-License-Identifier: MIT
// Correct: Java, one thread a client, InputStream.transferTo from its socket to its socket.
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

public class ThreadsTransfer {
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        ServerSocket listener = new ServerSocket(port, 4096, InetAddress.getByName("127.0.0.1"));
        while (true) {
            try {
                Socket client = listener.accept();
                new Thread(() -> serve(client)).start();
            } catch (IOException e) {
                Thread.sleep(20); // out of descriptors, perhaps
            }
        }
    }

    static void serve(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // The client is gone.
        }
    }
}
