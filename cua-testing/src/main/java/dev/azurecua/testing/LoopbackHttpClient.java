// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import com.azure.core.http.HttpClient;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.core.util.Configuration;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509TrustManager;
import reactor.netty.resources.ConnectionProvider;

/**
 * An azure-core client for which every host name is a server on this machine; TLS still checks the name that was meant.
 */
final class LoopbackHttpClient implements AutoCloseable {
    /** Where the server listens, whatever this machine prefers for localhost. */
    static final InetAddress ADDRESS = NetUtil.LOCALHOST4;

    private final ConnectionProvider connections = ConnectionProvider.create("fake-resource-manager");
    private final HttpClient client;

    LoopbackHttpClient(int port, X509TrustManager trustManager) throws SSLException {
        SslContext tls =
                SslContextBuilder.forClient().trustManager(trustManager).build();
        client = new NettyAsyncHttpClientBuilder(reactor.netty.http.client.HttpClient.create(connections)
                        .secure(spec -> spec.sslContext(tls))
                        .resolver(new Loopback(port)))
                // Nor through a proxy that this machine may have for the calls that leave it.
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

    static final class Loopback extends AddressResolverGroup<InetSocketAddress> {
        private final int port;

        Loopback(int port) {
            this.port = port;
        }

        @Override
        protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
            return new AbstractAddressResolver<>(executor, InetSocketAddress.class) {
                @Override
                protected boolean doIsResolved(InetSocketAddress address) {
                    return !address.isUnresolved();
                }

                @Override
                protected void doResolve(InetSocketAddress address, Promise<InetSocketAddress> promise) {
                    promise.setSuccess(resolved(address));
                }

                @Override
                protected void doResolveAll(InetSocketAddress address, Promise<List<InetSocketAddress>> promise) {
                    promise.setSuccess(List.of(resolved(address)));
                }
            };
        }

        private InetSocketAddress resolved(InetSocketAddress address) {
            boolean local = address.getHostString().equalsIgnoreCase("localhost");
            return new InetSocketAddress(ADDRESS, local ? address.getPort() : port);
        }
    }
}
