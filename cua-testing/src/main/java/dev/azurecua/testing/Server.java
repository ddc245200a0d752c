// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.azure.core.http.HttpClient;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.core.util.Configuration;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.SingleRootFileSource;
import com.github.tomakehurst.wiremock.common.filemaker.FilenameMaker;
import com.github.tomakehurst.wiremock.extension.Extension;
import com.github.tomakehurst.wiremock.standalone.JsonFileMappingsSource;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.operator.OperatorCreationException;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.ProxyProvider;

/** What runs while a stand-in does: the server, the proxy that leads to it, and the client that goes through it. */
final class Server implements AutoCloseable {
    /** Where both listen, whatever this machine prefers for localhost. */
    private static final InetAddress ADDRESS = NetUtil.LOCALHOST4;

    private final ConnectionProvider connections = ConnectionProvider.create("fake-resource-manager");
    private final WireMockServer wireMock;
    private final LoopbackProxy proxy;
    private final X509TrustManager trustManager;
    private final SSLContext sslContext;
    private final HttpClient httpClient;

    private Server(WireMockServer wireMock, LoopbackProxy proxy, X509TrustManager trustManager, SSLContext sslContext)
            throws SSLException {
        this.wireMock = wireMock;
        this.proxy = proxy;
        this.trustManager = trustManager;
        this.sslContext = sslContext;
        SslContext tls =
                SslContextBuilder.forClient().trustManager(trustManager).build();
        httpClient = new NettyAsyncHttpClientBuilder(reactor.netty.http.client.HttpClient.create(connections)
                        .secure(spec -> spec.sslContext(tls))
                        .proxy(spec -> spec.type(ProxyProvider.Proxy.HTTP).socketAddress(proxy.address())))
                // Nor through a proxy that this machine may have for the calls that leave it.
                .configuration(Configuration.NONE)
                .build();
    }

    /**
     * Starts it on free ports of the loopback address.
     *
     * @param hosts names that its certificate is to be valid for
     * @throws IllegalStateException if this JVM cannot make a certificate or serve with it
     */
    static Server start(Set<String> hosts, Extension behaviour) {
        try {
            ServerCertificate certificate = ServerCertificate.of(hosts);
            X509TrustManager trustManager = certificate.trustManager();
            SSLContext sslContext = ServerCertificate.sslContext(trustManager);
            WireMockServer wireMock = serve(certificate, behaviour);
            LoopbackProxy proxy = new LoopbackProxy(ADDRESS, wireMock.httpsPort());
            return new Server(wireMock, proxy, trustManager, sslContext);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("This JVM cannot serve HTTPS with a certificate of its own", e);
        }
    }

    private static WireMockServer serve(ServerCertificate certificate, Extension behaviour)
            throws IOException, GeneralSecurityException {
        Path keys = Files.createTempFile("fake-resource-manager", ".p12");
        try {
            certificate.store(keys);
            WireMockServer server = new WireMockServer(wireMockConfig()
                    .bindAddress(ADDRESS.getHostAddress())
                    .httpDisabled(true)
                    .dynamicHttpsPort()
                    // A call that is stalled keeps its thread.
                    .containerThreads(100)
                    .keystoreType("PKCS12")
                    .keystorePath(keys.toString())
                    .keystorePassword(certificate.password())
                    .keyManagerPassword(certificate.password())
                    // Not the mappings of src/test/resources: they are a deployer's, for other servers.
                    .mappingSource(new JsonFileMappingsSource(
                            new SingleRootFileSource(keys.resolve("mappings").toString()), new FilenameMaker()))
                    .extensions(behaviour));
            server.start();
            return server;
        } finally {
            // The server has read it.
            Files.delete(keys);
        }
    }

    WireMockServer wireMock() {
        return wireMock;
    }

    InetSocketAddress proxyAddress() {
        return proxy.address();
    }

    X509TrustManager trustManager() {
        return trustManager;
    }

    SSLContext sslContext() {
        return sslContext;
    }

    HttpClient httpClient() {
        return httpClient;
    }

    @Override
    public void close() {
        connections.dispose();
        proxy.close();
        wireMock.stop();
    }
}
