// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.server;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.azure.core.http.HttpClient;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.SingleRootFileSource;
import com.github.tomakehurst.wiremock.common.filemaker.FilenameMaker;
import com.github.tomakehurst.wiremock.extension.Extension;
import com.github.tomakehurst.wiremock.standalone.JsonFileMappingsSource;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.azurecua.testing.arm.ResourceManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;

/**
 * A running stand-in: the HTTPS server, a proxy that leads to it, and an azure-core client that uses the proxy.
 *
 * <p>Thread-safe.
 */
public final class Server implements AutoCloseable {
    /** Server and proxy listen here, whatever this machine prefers for localhost. */
    private static final byte[] ADDRESS = {127, 0, 0, 1};

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
     * Starts a server on free ports of the loopback address.
     *
     * @param hosts the names that its certificate is valid for
     * @param resourceManager handles the calls that no stub answers
     * @throws IllegalStateException if this JVM cannot make a certificate or serve with it
     */
    public static Server start(Set<String> hosts, ResourceManager resourceManager) {
        try {
            ServerCertificate certificate = ServerCertificate.of(hosts);
            X509TrustManager trustManager = certificate.trustManager();
            SSLContext sslContext = ServerCertificate.sslContext(trustManager);
            WireMockServer wireMock = serve(certificate, new ResourceManagerTransformer(resourceManager));
            LoopbackProxy proxy = new LoopbackProxy(InetAddress.getByAddress(ADDRESS), wireMock.httpsPort());
            return new Server(wireMock, proxy, trustManager, sslContext);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("This JVM cannot serve HTTPS with a certificate of its own", e);
        }
    }

    /**
     * Returns the URI that a request was for. Characters that {@link URI} refuses are percent-encoded, because clients
     * send them and WireMock takes them.
     */
    public static URI uriOf(LoggedRequest request) {
        return RequestUri.of(request);
    }

    private static WireMockServer serve(ServerCertificate certificate, Extension transformer)
            throws IOException, GeneralSecurityException {
        Path keys = Files.createTempFile("fake-resource-manager", ".p12");
        try {
            certificate.store(keys);
            WireMockServer server = new WireMockServer(wireMockConfig()
                    .bindAddress(InetAddress.getByAddress(ADDRESS).getHostAddress())
                    .httpDisabled(true)
                    .dynamicHttpsPort()
                    // A stalled call keeps its thread.
                    .containerThreads(100)
                    .keystoreType("PKCS12")
                    .keystorePath(keys.toString())
                    .keystorePassword(certificate.password())
                    .keyManagerPassword(certificate.password())
                    // Not the mappings of src/test/resources, because a deployer has them for other servers.
                    .mappingSource(new JsonFileMappingsSource(
                            new SingleRootFileSource(keys.resolve("mappings").toString()), new FilenameMaker()))
                    .extensions(transformer));
            server.start();
            return server;
        } finally {
            // The server has read it already.
            Files.delete(keys);
        }
    }

    public WireMockServer wireMock() {
        return wireMock;
    }

    public InetSocketAddress proxyAddress() {
        return proxy.address();
    }

    public X509TrustManager trustManager() {
        return trustManager;
    }

    public SSLContext sslContext() {
        return sslContext;
    }

    /**
     * Returns the client of azure-core on netty. The first call creates it, because a deployer may have no Azure SDK,
     * or another transport.
     *
     * @throws IllegalStateException if the class path has no azure-core-http-netty
     */
    public synchronized HttpClient httpClient() {
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
