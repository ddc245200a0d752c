// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.SingleRootFileSource;
import com.github.tomakehurst.wiremock.common.filemaker.FilenameMaker;
import com.github.tomakehurst.wiremock.standalone.JsonFileMappingsSource;
import dev.azurecua.TrackingId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.operator.OperatorCreationException;
import reactor.core.publisher.Mono;

/**
 * A stand-in for Azure Resource Manager: a real HTTPS server on a free loopback port, against which a deployer's real
 * code runs unchanged, and which then tells what it was sent.
 *
 * <pre>{@code
 * TrackingId id = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
 * try (FakeResourceManager azure = FakeResourceManager.start()) {
 *     AzureResourceManager resources = ArmClientFactory.builder(Attribution.of(id))
 *             .credential(azure.credential())
 *             .profile(azure.profile("00000000-0000-0000-0000-000000000001"))
 *             .httpClient(azure.httpClient())
 *             .build()
 *             .client(AzureResourceManager::authenticate)
 *             .withDefaultSubscription();
 *
 *     resources.resourceGroups().define("contoso").withRegion("eastus").create();
 *
 *     azure.assertEveryCallCarries(id);
 * }
 * }</pre>
 *
 * <p>It keeps what is put and answers as Resource Manager does, for any provider and API version: resources and their
 * lists, resource groups, provider registration, long-running operations. {@link #wireMock()} hands out the server, for
 * whatever else a test wants it to say; a stub that is added there wins.
 *
 * <p>{@link #httpClient()} brings every host name to this server: {@code management.azure.com}, its regional hosts, the
 * other clouds, Microsoft Graph, Key Vault, Storage and Entra ID. No call of a test leaves the machine, and the server
 * sees which host was meant. TLS is real: the certificate is made for the run, and the client trusts it alone.
 *
 * <p>Thread-safe. Closing it frees the port.
 */
public final class FakeResourceManager implements AutoCloseable {
    private static final String TENANT_ID = "00000000-0000-0000-0000-0000000000aa";

    private final WireMockServer server;
    private final ResourceManagerBehaviour behaviour;
    private final X509TrustManager trustManager;
    private final SSLContext sslContext;
    private final LoopbackHttpClient httpClient;

    private FakeResourceManager(
            WireMockServer server,
            ResourceManagerBehaviour behaviour,
            X509TrustManager trustManager,
            SSLContext sslContext,
            LoopbackHttpClient httpClient) {
        this.server = server;
        this.behaviour = behaviour;
        this.trustManager = trustManager;
        this.sslContext = sslContext;
        this.httpClient = httpClient;
    }

    /**
     * Starts a stand-in of its own.
     *
     * @param furtherHosts names that its certificate is to be valid for besides {@code localhost}, the loopback
     *     addresses and the hosts of Azure's clouds; {@code *.example.com} is for one label in place of the asterisk
     * @return a running server
     * @throws IllegalStateException if this JVM cannot make a certificate or serve with it
     */
    public static FakeResourceManager start(String... furtherHosts) {
        Set<String> names = AzureHosts.certificateNames();
        names.add("localhost");
        Collections.addAll(names, furtherHosts);
        ResourceManagerBehaviour behaviour = new ResourceManagerBehaviour();
        try {
            ServerCertificate certificate = ServerCertificate.of(names);
            X509TrustManager trustManager = certificate.trustManager();
            WireMockServer server = serve(certificate, behaviour);
            return new FakeResourceManager(
                    server,
                    behaviour,
                    trustManager,
                    ServerCertificate.sslContext(trustManager),
                    new LoopbackHttpClient(server.httpsPort(), trustManager));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("This JVM cannot serve HTTPS with a certificate of its own", e);
        }
    }

    private static WireMockServer serve(ServerCertificate certificate, ResourceManagerBehaviour behaviour)
            throws IOException, GeneralSecurityException {
        Path keys = Files.createTempFile("fake-resource-manager", ".p12");
        try {
            certificate.store(keys);
            WireMockServer server = new WireMockServer(wireMockConfig()
                    .bindAddress(LoopbackHttpClient.ADDRESS.getHostAddress())
                    .httpDisabled(true)
                    .dynamicHttpsPort()
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

    /**
     * Where this Resource Manager is.
     *
     * @return {@code https://localhost:<port>}
     */
    public URI endpoint() {
        return URI.create("https://localhost:" + server.httpsPort());
    }

    /**
     * A profile that points to {@link #endpoint()}; its other services are those of the public cloud. A client factory
     * covers this endpoint by itself. For the other ways to attribute a client take {@code AzureEnvironment.AZURE},
     * whose hosts {@link #httpClient()} brings here too, or add {@code attribution.withEndpoint(azure.endpoint())}.
     *
     * @param subscriptionId any; the stand-in has every subscription that it is asked for
     * @return a profile for the managers of the Azure SDK
     */
    public AzureProfile profile(String subscriptionId) {
        Map<String, String> endpoints = new HashMap<>(AzureEnvironment.AZURE.getEndpoints());
        endpoints.put("resourceManagerEndpointUrl", endpoint().toString());
        return new AzureProfile(TENANT_ID, subscriptionId, new AzureEnvironment(endpoints));
    }

    /**
     * A credential that gets a token without asking anybody.
     *
     * @return a credential for the managers of the Azure SDK
     */
    public TokenCredential credential() {
        return request -> Mono.just(new AccessToken(
                "a-token-of-no-worth", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)));
    }

    /**
     * An azure-core client that trusts this server's certificate and no other, and that connects to this server
     * whatever the host name is; only {@code localhost} and IP addresses are what they are elsewhere too.
     *
     * @return the same client at each call; it is closed with this stand-in
     */
    public HttpClient httpClient() {
        return httpClient.client();
    }

    /**
     * Trusts this server's certificate and no other, for clients that are not azure-core's.
     *
     * @return a trust manager
     */
    public X509TrustManager trustManager() {
        return trustManager;
    }

    /**
     * TLS that trusts this server's certificate and no other, for clients that are not azure-core's: OkHttp, which
     * wants {@link #trustManager()} too, {@code java.net.http}, Apache HttpClient.
     *
     * @return the same context at each call
     */
    public SSLContext sslContext() {
        return sslContext;
    }

    /**
     * The server itself.
     *
     * @return WireMock, for stubs on top of what the stand-in does and for verification by WireMock's own means; it
     *     reads no mapping files
     */
    public WireMockServer wireMock() {
        return server;
    }

    /**
     * Makes a long-running operation of the next write to Resource Manager that succeeds: it is answered with 200 and
     * {@code Azure-AsyncOperation} (PUT), or 202 and {@code Location} (PATCH, POST and DELETE). As in Azure, the polls
     * of a call to {@code management.azure.com} go to a regional host. Deleting a resource group is always such an
     * operation.
     *
     * @param polls how many polls find it in progress, 0 or more; the one behind them finds it done
     * @throws IllegalArgumentException if it is less than 0
     */
    public void completeNextWriteAfter(int polls) {
        behaviour.completeNextWriteAfter(polls);
    }

    /**
     * Every call since the start or {@link #reset()}, to whichever host it was meant for.
     *
     * @return the attempts in the order in which they came; a copy
     */
    public List<RecordedCall> calls() {
        List<RecordedCall> calls = new ArrayList<>(
                server.getAllServeEvents().stream().map(RecordedCall::of).toList());
        Collections.reverse(calls);
        return Collections.unmodifiableList(calls);
    }

    /** Forgets calls, resources, operations and whatever was stubbed, and goes on as after the start. */
    public void reset() {
        server.resetToDefaultMappings();
        behaviour.reset();
    }

    /**
     * Asserts that there was a call to Resource Manager, and that each one carried this tracking ID exactly once and no
     * other. Calls to other services are not judged.
     *
     * @param trackingId who should be credited
     * @throws AssertionError if not; the message names each offending call with the User-Agent that it had
     */
    public void assertEveryCallCarries(TrackingId trackingId) {
        List<RecordedCall> calls =
                calls().stream().filter(RecordedCall::isToResourceManager).toList();
        if (calls.isEmpty()) {
            throw new AssertionError("Expected Resource Manager calls that carry " + trackingId
                    + ", but there was none: was the client given"
                    + " azure.httpClient(), or sent to azure.endpoint()?");
        }
        List<RecordedCall> offending = calls.stream()
                .filter(call -> !call.trackingIds().equals(List.of(trackingId.toString())))
                .toList();
        if (!offending.isEmpty()) {
            throw new AssertionError(offending.stream()
                    .map(call -> "\n  " + call)
                    .collect(Collectors.joining(
                            "",
                            "Expected every Resource Manager call to carry " + trackingId + " exactly once, but "
                                    + offending.size() + " of " + calls.size() + " did not:",
                            hint(offending))));
        }
    }

    /** For a trap of this stand-in's own: its endpoint is not among the hosts of Azure. */
    private String hint(List<RecordedCall> offending) {
        boolean missed = offending.stream()
                .anyMatch(call -> call.uri().getPort() == server.httpsPort()
                        && call.trackingIds().isEmpty());
        return missed
                ? "\nOnly a client factory covers " + endpoint() + " by itself; everything else needs"
                        + " attribution.withEndpoint(azure.endpoint()), or in the Azure SDK a profile of"
                        + " AzureEnvironment.AZURE"
                : "";
    }

    @Override
    public void close() {
        httpClient.close();
        server.stop();
    }
}
