// SPDX-License-Identifier: MIT
// Fault: readLine() takes "\r\n" and "\r" for the end of a line just as "\n", and forgets which it
// was; println() gives each line, and a last one that had none, "\n". An unfinished line has to wait.
// Caught by: newline-changed ("hoge\r\n" comes back as "hoge\n").
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

public class PrintsLines {
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
        // Latin-1 has a character for each byte, so nothing else is changed.
        try (client;
                BufferedReader in = new BufferedReader(new InputStreamReader(
                        client.getInputStream(), StandardCharsets.ISO_8859_1));
                PrintWriter out = new PrintWriter(
                        client.getOutputStream(), true, StandardCharsets.ISO_8859_1)) {
            String line;
            while ((line = in.readLine()) != null) {
                out.println(line);
            }
        } catch (IOException e) {
            // The client is gone.
        }
    }
}
