// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.Configuration;
import io.netty.resolver.AddressResolver;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopbackHttpClientTest {
    @ParameterizedTest
    @CsvSource({"management.azure.com, 8443", "www.example.com, 8443", "localhost, 443", "LOCALHOST, 443"})
    void everyNameIsTheServerHoweverNettyAsks(String name, int port) {
        InetSocketAddress address = InetSocketAddress.createUnresolved(name, 443);
        InetSocketAddress server = new InetSocketAddress("127.0.0.1", port);

        try (LoopbackHttpClient.Loopback loopback = new LoopbackHttpClient.Loopback(8443)) {
            AddressResolver<InetSocketAddress> resolver = loopback.getResolver(ImmediateEventExecutor.INSTANCE);

            assertThat(resolver.resolve(address).getNow()).isEqualTo(server);
            assertThat(resolver.resolveAll(address).getNow()).isEqualTo(List.of(server));
        }
    }

    @Test
    void addressesAreTakenAsTheyAreAndLetGoOfAtTheEnd() throws Exception {
        try (ServerSocket elsewhere = new ServerSocket(0, 1, LoopbackHttpClient.ADDRESS)) {
            CompletableFuture<Socket> connected = CompletableFuture.supplyAsync(() -> answered(elsewhere));
            try (FakeResourceManager azure = FakeResourceManager.start()) {
                assertThat(new Caller(azure)
                                .get("http://127.0.0.1:" + elsewhere.getLocalPort() + "/")
                                .status())
                        .isEqualTo(204);
            }
            try (Socket connection = connected.join()) {
                assertThat(connection.getInputStream().read())
                        .as("end of input")
                        .isEqualTo(-1);
            }
        }
    }

    /** Answers one request and leaves the connection open. */
    private static Socket answered(ServerSocket server) {
        try {
            server.setSoTimeout(30_000);
            Socket connection = server.accept();
            connection.setSoTimeout(30_000);
            BufferedReader request =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            while (!request.readLine().isEmpty()) {
                // The head ends in an empty line.
            }
            connection.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @SuppressWarnings("deprecation") // The other ways to set it are read once in a JVM.
    void aProxyOfTheMachineIsNotAsked() {
        Configuration machine = Configuration.getGlobalConfiguration();
        machine.put("https.proxyHost", "localhost");
        machine.put("https.proxyPort", "1");
        try (FakeResourceManager azure = FakeResourceManager.start()) {
            assertThat(new Caller(azure).get("/subscriptions/s").status()).isEqualTo(200);
        } finally {
            machine.remove("https.proxyHost");
            machine.remove("https.proxyPort");
        }
    }
}
