// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.core.util.Configuration;
import dev.azurecua.testing.FakeResourceManager;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.time.Duration;
import javax.net.ssl.SSLException;
import okhttp3.OkHttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.ProxyProvider;

/** Lists the HTTP clients of azure-core. */
enum Transport {
    NETTY {
        @Override
        HttpClient client(FakeResourceManager azure, InetSocketAddress proxy, Duration responseTimeout) {
            return new NettyAsyncHttpClientBuilder(
                            reactor.netty.http.client.HttpClient.create(ConnectionProvider.create("test"))
                                    .secure(spec -> spec.sslContext(tls(azure)))
                                    .proxy(spec -> spec.type(ProxyProvider.Proxy.HTTP)
                                            .host(proxy.getHostString())
                                            .port(proxy.getPort())))
                    .configuration(Configuration.NONE)
                    .responseTimeout(responseTimeout)
                    .build();
        }

        private SslContext tls(FakeResourceManager azure) {
            try {
                return SslContextBuilder.forClient()
                        .trustManager(azure.trustManager())
                        .build();
            } catch (SSLException e) {
                throw new IllegalStateException(e);
            }
        }
    },
    OK_HTTP {
        @Override
        HttpClient client(FakeResourceManager azure, InetSocketAddress proxy, Duration responseTimeout) {
            return new OkHttpAsyncHttpClientBuilder(new OkHttpClient.Builder()
                            .proxy(new Proxy(Proxy.Type.HTTP, proxy))
                            .sslSocketFactory(azure.sslContext().getSocketFactory(), azure.trustManager())
                            .build())
                    .responseTimeout(responseTimeout)
                    .build();
        }
    },
    JDK {
        @Override
        HttpClient client(FakeResourceManager azure, InetSocketAddress proxy, Duration responseTimeout) {
            return new JdkHttpClientBuilder(java.net.http.HttpClient.newBuilder()
                            .proxy(ProxySelector.of(proxy))
                            .sslContext(azure.sslContext()))
                    .responseTimeout(responseTimeout)
                    .build();
        }
    };

    HttpClient client(FakeResourceManager azure) {
        return client(azure, azure.proxyAddress(), Duration.ofMinutes(1));
    }

    /** Returns a new client, with its own connections. */
    abstract HttpClient client(FakeResourceManager azure, InetSocketAddress proxy, Duration responseTimeout);
}
