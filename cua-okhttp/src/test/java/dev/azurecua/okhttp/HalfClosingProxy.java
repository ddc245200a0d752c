// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Forwards connections to another proxy. After some bytes from there, ends this direction of the connection without
 * {@code close_notify}, and forwards only the other direction.
 */
final class HalfClosingProxy implements AutoCloseable {
    private final InetSocketAddress next;
    private final int bytes;
    private final ServerSocket listener;

    private HalfClosingProxy(InetSocketAddress next, int bytes) throws IOException {
        this.next = next;
        this.bytes = bytes;
        this.listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    static HalfClosingProxy start(InetSocketAddress next, int bytes) throws IOException {
        HalfClosingProxy proxy = new HalfClosingProxy(next, bytes);
        inBackground(proxy::accept);
        return proxy;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            inBackground(() -> forward(client));
        }
    }

    private void forward(Socket client) throws IOException {
        try (client;
                Socket server = new Socket(next.getAddress(), next.getPort())) {
            inBackground(() -> {
                copy(server.getInputStream(), client.getOutputStream());
                client.shutdownOutput();
            });
            client.getInputStream().transferTo(server.getOutputStream());
        }
    }

    private void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[8192];
        int remaining = bytes;
        while (remaining > 0) {
            int read = in.read(buffer, 0, Math.min(buffer.length, remaining));
            if (read < 0) {
                return;
            }
            out.write(buffer, 0, read);
            remaining -= read;
        }
    }

    private static void inBackground(Exchange exchange) {
        Thread thread = new Thread(() -> {
            try {
                exchange.run();
            } catch (IOException closed) {
                // Ignored, because client and server notice the failure themselves.
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    @FunctionalInterface
    private interface Exchange {
        void run() throws IOException;
    }
}
