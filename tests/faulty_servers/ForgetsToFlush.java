// SPDX-License-Identifier: MIT
// Fault: a BufferedOutputStream and no flush(): what was received leaves when 8192 octets have come
// together, or when the client has closed its side.
// Caught by: held-until-full-block (a few octets are not answered; more than 8192 are in part).
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

public class ForgetsToFlush {
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
        try (client;
                InputStream in = client.getInputStream();
                OutputStream out = new BufferedOutputStream(client.getOutputStream())) {
            byte[] buffer = new byte[1024];
            int count;
            while ((count = in.read(buffer)) > 0) {
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // The client is gone.
        }
    }
}
