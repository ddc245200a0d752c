// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.server;

import com.azure.core.http.HttpClient;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.core.util.Configuration;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509TrustManager;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.ProxyProvider;

/**
 * Creates an azure-core client on netty for which every host is the stand-in. No other type of the kit uses netty,
 * because the kit also runs without it.
 */
final class NettyClient implements AutoCloseable {
    private final ConnectionProvider connections = ConnectionProvider.create("fake-resource-manager");
    private final HttpClient client;

    NettyClient(InetSocketAddress proxy, X509TrustManager trustManager) throws SSLException {
        SslContext tls =
                SslContextBuilder.forClient().trustManager(trustManager).build();
        client = new NettyAsyncHttpClientBuilder(reactor.netty.http.client.HttpClient.create(connections)
                        .secure(spec -> spec.sslContext(tls))
                        // Host and port are set separately, because the method for an address differs between
                        // versions of reactor-netty.
                        .proxy(spec -> spec.type(ProxyProvider.Proxy.HTTP)
                                .host(proxy.getHostString())
                                .port(proxy.getPort())))
                // Not the global configuration, because it may name a proxy for calls to the Internet.
                .configuration(Configuration.NONE)
                .build();
    }

    HttpClient client() {
        return client;
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
