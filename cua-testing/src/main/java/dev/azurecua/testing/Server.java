// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.azure.core.http.HttpClient;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.SingleRootFileSource;
import com.github.tomakehurst.wiremock.common.filemaker.FilenameMaker;
import com.github.tomakehurst.wiremock.extension.Extension;
import com.github.tomakehurst.wiremock.standalone.JsonFileMappingsSource;
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
import org.jspecify.annotations.Nullable;

/** What runs while a stand-in does: the server, the proxy that leads to it, and the client that goes through it. */
final class Server implements AutoCloseable {
    /** Where both listen, whatever this machine prefers for localhost. */
    private static final String ADDRESS = "127.0.0.1";

    private final WireMockServer wireMock;
    private final LoopbackProxy proxy;
    private final X509TrustManager trustManager;
    private final SSLContext sslContext;
    private @Nullable NettyClient nettyClient;

    private Server(WireMockServer wireMock, LoopbackProxy proxy, X509TrustManager trustManager, SSLContext sslContext) {
        this.wireMock = wireMock;
        this.proxy = proxy;
        this.trustManager = trustManager;
        this.sslContext = sslContext;
    }

    /**
     * Starts it on free ports of the loopback address.
     *
     * @param hosts names that its certificate is to be valid for
     * @throws IllegalStateException if this JVM cannot make a certificate or serve with it
     */
    static Server start(Set<String> hosts, Extension transformer) {
        try {
            ServerCertificate certificate = ServerCertificate.of(hosts);
            X509TrustManager trustManager = certificate.trustManager();
            SSLContext sslContext = ServerCertificate.sslContext(trustManager);
            WireMockServer wireMock = serve(certificate, transformer);
            LoopbackProxy proxy = new LoopbackProxy(InetAddress.getByName(ADDRESS), wireMock.httpsPort());
            return new Server(wireMock, proxy, trustManager, sslContext);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("This JVM cannot serve HTTPS with a certificate of its own", e);
        }
    }

    private static WireMockServer serve(ServerCertificate certificate, Extension transformer)
            throws IOException, GeneralSecurityException {
        Path keys = Files.createTempFile("fake-resource-manager", ".p12");
        try {
            certificate.store(keys);
            WireMockServer server = new WireMockServer(wireMockConfig()
                    .bindAddress(ADDRESS)
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
                    .extensions(transformer));
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

    /**
     * Returns the client of azure-core on netty. It is made when it is first asked for, because a deployer may have no
     * Azure SDK, or another transport.
     *
     * @throws IllegalStateException if the class path has no azure-core-http-netty
     */
    synchronized HttpClient httpClient() {
        try {
            if (nettyClient == null) {
                nettyClient = new NettyClient(proxy.address(), trustManager);
            }
            return nettyClient.client();
        } catch (NoClassDefFoundError | SSLException e) {
            throw new IllegalStateException(
                    "httpClient() needs com.azure:azure-core-http-netty on the class path, and cannot use it: " + e
                            + "; add it in the version of your azure-sdk-bom, or build a client of another transport with"
                            + " proxyAddress() and sslContext()",
                    e);
        }
    }

    @Override
    public synchronized void close() {
        if (nettyClient != null) {
            nettyClient.close();
        }
        proxy.close();
        wireMock.stop();
    }
}
