// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Forwards the connections for every host to one server on this machine. TLS is between client and server, so the
 * client still verifies the name of the host.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6">RFC 9110 §9.3.6, CONNECT</a>
 */
final class LoopbackProxy implements AutoCloseable {
    /** Matches HTTP/1.0 too, because Python sends it, and so does Azure CLI. */
    private static final Pattern CONNECT =
            Pattern.compile("CONNECT (\\S+):(\\d{1,5}) HTTP/1\\.[01]\r\n", Pattern.DOTALL);
    /** Matches the hosts of this machine. Connections to them keep their port. */
    private static final Pattern LOCAL = Pattern.compile("localhost|127\\.[.\\d]+|\\[::1]", Pattern.CASE_INSENSITIVE);

    private static final int MAX_HEAD_LENGTH = 16_384;

    private final int serverPort;
    private final ServerSocket listener;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fake-resource-manager-proxy");
        thread.setDaemon(true);
        return thread;
    });

    LoopbackProxy(InetAddress address, int serverPort) throws IOException {
        this.serverPort = serverPort;
        listener = new ServerSocket(0, 0, address);
        threads.execute(this::accept);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private void accept() {
        ignoringFailures(() -> {
            while (true) {
                Socket client = listener.accept();
                clients.add(client);
                threads.execute(() -> {
                    ignoringFailures(() -> serve(client));
                    ignoringFailures(client::close);
                    clients.remove(client);
                });
            }
        });
    }

    private void serve(Socket client) throws IOException {
        Matcher request = CONNECT.matcher(readHead(client.getInputStream()));
        if (!request.lookingAt()) {
            respond(client, "501 Only HTTPS through CONNECT is supported");
            return;
        }
        int port = isLocal(request.group(1)) ? Integer.parseInt(request.group(2)) : serverPort;
        try (Socket server = new Socket(listener.getInetAddress(), port)) {
            respond(client, "200 Connection established");
            // Set because a request that is sent in two parts, head and body, would otherwise wait for an
            // acknowledgement.
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            threads.execute(() -> ignoringFailures(() -> {
                client.getInputStream().transferTo(server.getOutputStream());
                server.shutdownOutput();
            }));
            // If the server resets its connection, the client's is reset too, because transferTo then throws.
            client.setSoLinger(true, 0);
            server.getInputStream().transferTo(client.getOutputStream());
            client.setSoLinger(false, 0);
        }
    }

    private static boolean isLocal(String host) {
        return LOCAL.matcher(host).matches();
    }

    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0 && head.size() < MAX_HEAD_LENGTH) {
            head.write(next);
            if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
            next = in.read();
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void respond(Socket client, String status) throws IOException {
        client.getOutputStream().write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Runs the exchange and ignores its failures. A connection may break, arrive while this proxy closes, or name a
     * port that does not exist.
     */
    private static void ignoringFailures(Exchange exchange) {
        try {
            exchange.run();
        } catch (IOException | RejectedExecutionException | IllegalArgumentException e) {
            // Ignored, because client and server notice the failure themselves.
            return;
        }
    }

    @FunctionalInterface
    private interface Exchange {
        void run() throws IOException;
    }

    @Override
    public void close() {
        ignoringFailures(listener::close);
        threads.shutdown();
        clients.forEach(client -> ignoringFailures(client::close));
    }
}
