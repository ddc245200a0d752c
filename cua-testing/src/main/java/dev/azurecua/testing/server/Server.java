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
 * Runs the stand-in: the HTTPS server, a proxy that forwards to it, and an azure-core client that uses the proxy.
 *
 * <p>Thread-safe.
 */
public final class Server implements AutoCloseable {
    /**
     * Holds the address of server and proxy. It is fixed, because localhost is IPv4 or IPv6, depending on the machine.
     */
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
     * Starts server and proxy on free ports of the loopback address.
     *
     * @param hosts the host names that the server's certificate is valid for
     * @param resourceManager handles the calls that match no stub
     * @throws IllegalStateException if this JVM cannot create a certificate or start an HTTPS server with it
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
            throw new IllegalStateException(
                    "This JVM cannot create a self-signed certificate or start an HTTPS server with it", e);
        }
    }

    /**
     * Returns the URI that a client requested. Characters that {@link URI} rejects are percent-encoded, because clients
     * send them and WireMock accepts them.
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
                    // No access, because the admin interface shows the tokens of recorded requests to each local user.
                    .adminAuthenticator(request -> false)
                    // More than the default, because each stalled call blocks a thread.
                    .containerThreads(100)
                    .keystoreType("PKCS12")
                    .keystorePath(keys.toString())
                    .keystorePassword(certificate.password())
                    .keyManagerPassword(certificate.password())
                    // A folder that does not exist, because the default one, src/test/resources, has the deployer's own
                    // mappings for other servers.
                    .mappingSource(new JsonFileMappingsSource(
                            new SingleRootFileSource(keys.resolve("mappings").toString()), new FilenameMaker()))
                    .extensions(transformer));
            server.start();
            return server;
        } finally {
            // Deleted at once, because the server has read it when it started.
            Files.delete(keys);
        }
    }

    /** Returns the HTTPS server. */
    public WireMockServer wireMock() {
        return wireMock;
    }

    /** Returns the address of the proxy. */
    public InetSocketAddress proxyAddress() {
        return proxy.address();
    }

    /** Returns a trust manager that trusts only the server's certificate. */
    public X509TrustManager trustManager() {
        return trustManager;
    }

    /** Returns a TLS context that trusts only the server's certificate. */
    public SSLContext sslContext() {
        return sslContext;
    }

    /**
     * Returns the azure-core client on netty. The first call creates it, because a deployer may have no Azure SDK or
     * another transport.
     *
     * @throws IllegalStateException if azure-core-http-netty is not on the class path or cannot be used
     */
    public synchronized HttpClient httpClient() {
        try {
            if (nettyClient == null) {
                nettyClient = new NettyClient(proxy.address(), trustManager);
            }
            return nettyClient.client();
        } catch (NoClassDefFoundError | SSLException e) {
            throw new IllegalStateException(
                    "httpClient() needs com.azure:azure-core-http-netty on the class path, but cannot use it: " + e
                            + "; add it in the version of your azure-sdk-bom, or build a client of another transport"
                            + " with proxyAddress() and sslContext()",
                    e);
        }
    }

    /** Stops the server and the proxy, and closes the client. */
    @Override
    public synchronized void close() {
        if (nettyClient != null) {
            nettyClient.close();
        }
        proxy.close();
        wireMock.stop();
    }
}
