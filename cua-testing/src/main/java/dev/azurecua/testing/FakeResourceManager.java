// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.github.tomakehurst.wiremock.WireMockServer;
import dev.azurecua.testing.arm.ResourceManager;
import dev.azurecua.testing.server.Server;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A stand-in for Azure Resource Manager: a real HTTPS server on a free loopback port, against which a deployer's real
 * code runs unchanged, and which then tells what it was sent.
 *
 * <p>In JUnit 5 it is a field of the test class. If that is static, the stand-in runs for the class and is reset before
 * each test; if not, each test has one of its own:
 *
 * <pre>{@code
 * class DeployerTest {
 *     @RegisterExtension
 *     static final FakeResourceManager azure = FakeResourceManager.create();
 *
 *     @Test
 *     void everyCallIsAttributed() {
 *         ArmClientFactory factory = ArmClientFactory.builder(Attribution.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4"))
 *                 .credential(azure.credential())
 *                 .profile(azure.profile())
 *                 .httpClient(azure.httpClient())
 *                 .build();
 *         AzureResourceManager resources =
 *                 factory.client(AzureResourceManager::authenticate).withDefaultSubscription();
 *
 *         resources.resourceGroups().define("contoso").withRegion("eastus").create();
 *
 *         azure.assertThatCalls().all().carry("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
 *     }
 * }
 * }</pre>
 *
 * <p>Elsewhere it is a resource of a try statement: {@code try (FakeResourceManager azure =
 * FakeResourceManager.start())}.
 *
 * <p>It keeps what is put and answers as Resource Manager does, for any provider and API version: resources and their
 * lists, resource groups, template deployments, provider registration, long-running operations. {@link #nextCalls}
 * makes calls fail or take their time. {@link #wireMock()} hands out the server, for whatever else a test wants it to
 * say; a stub that is added there wins.
 *
 * <p>{@link #httpClient()}, and any client that goes through {@link #proxyAddress()}, finds every host name here:
 * {@code management.azure.com}, its regional hosts, the other clouds, Microsoft Graph, Key Vault, Storage and Entra ID.
 * No call of such a client leaves the machine, and the server sees which host was meant. TLS is real: the certificate
 * is made for the run, and the clients trust it alone. A host that it does not name is given to {@link #create} or
 * {@link #start}.
 *
 * <p>Thread-safe; but tests that run at the same time each need a stand-in of their own, or they see each other's
 * calls.
 */
public sealed class FakeResourceManager implements AutoCloseable permits FakeResourceManagerExtension {
    /** The subscription that {@link #profile()} names and that the list of subscriptions has. */
    public static final String SUBSCRIPTION_ID = ResourceManager.SUBSCRIPTION_ID;

    private static final Pattern HOST = Pattern.compile("(\\*\\.)?[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final Pattern NAMESPACE = Pattern.compile("[^/.]+(\\.[^/.]+)+");

    private final Set<String> hosts = ResourceManager.certificateNames();
    private final ResourceManager resourceManager = new ResourceManager();
    private @Nullable Server server;
    private boolean closed;

    FakeResourceManager(String... furtherHosts) {
        hosts.add("localhost");
        for (String host : furtherHosts) {
            hosts.add(require(HOST, host, "a host name", "management.contoso.example or *.contoso.example"));
        }
    }

    private static String require(Pattern form, String given, String what, String example) {
        if (!form.matcher(given).matches()) {
            throw new IllegalArgumentException("'" + given + "' is not " + what + "; write it like " + example);
        }
        return given;
    }

    /**
     * Makes a stand-in that starts as soon as anything is asked of it, for a field with {@code @RegisterExtension}.
     *
     * @param furtherHosts names that its certificate is to be valid for besides {@code localhost}, the loopback
     *     addresses and the hosts of Azure's clouds; {@code *.example.com} is for one label in place of the asterisk
     * @return a stand-in that JUnit closes
     * @throws IllegalArgumentException if one of them is no host name
     */
    public static FakeResourceManager create(String... furtherHosts) {
        try {
            return FakeResourceManagerExtension.of(furtherHosts);
        } catch (NoClassDefFoundError withoutJUnit) {
            return new FakeResourceManager(furtherHosts);
        }
    }

    /**
     * Starts a stand-in that its caller closes.
     *
     * @param furtherHosts names that its certificate is to be valid for, as for {@link #create}
     * @return a running server
     * @throws IllegalArgumentException if one of them is no host name
     * @throws IllegalStateException if this JVM cannot make a certificate or serve with it
     */
    public static FakeResourceManager start(String... furtherHosts) {
        FakeResourceManager azure = create(furtherHosts);
        azure.server();
        return azure;
    }

    private synchronized Server server() {
        if (closed) {
            throw new IllegalStateException("This FakeResourceManager is closed: the test class, or the try statement,"
                    + " that it belongs to has ended");
        }
        if (server == null) {
            server = Server.start(hosts, resourceManager);
        }
        return server;
    }

    /**
     * Where this Resource Manager is, for clients that are sent there. It is none of Azure's hosts, so an attribution
     * covers it only if told: {@code attribution.withEndpoint(azure.endpoint())}. What goes through
     * {@link #httpClient()} or {@link #proxyAddress()} finds it as {@code management.azure.com} and needs no endpoint.
     *
     * @return {@code https://localhost:<port>}
     */
    public URI endpoint() {
        return URI.create("https://localhost:" + server().wireMock().httpsPort());
    }

    /**
     * A profile of the public cloud and of {@link #SUBSCRIPTION_ID}, for clients that have {@link #httpClient()}.
     *
     * @return a profile for the managers of the Azure SDK
     */
    public AzureProfile profile() {
        return profile(SUBSCRIPTION_ID);
    }

    /**
     * A profile of the public cloud, for clients that have {@link #httpClient()}: it finds {@code management.azure.com}
     * and the other hosts here. A client that has not calls Azure itself, where nobody has this subscription.
     *
     * @param subscriptionId any; the stand-in has every subscription that it is asked for
     * @return a profile for the managers of the Azure SDK
     */
    public AzureProfile profile(String subscriptionId) {
        return new AzureProfile(ResourceManager.TENANT_ID, subscriptionId, AzureEnvironment.AZURE);
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
     * An azure-core client that trusts this server's certificate and no other, and for which every host is this server.
     * It uses {@code azure-core-http-netty}, in the version that the deployer has; a client on OkHttp or on the JDK's
     * is built with {@link #proxyAddress()} and {@link #sslContext()}.
     *
     * @return the same client at each call; it is closed with this stand-in
     * @throws IllegalStateException if {@code azure-core-http-netty} is not on the class path
     */
    public HttpClient httpClient() {
        return server().httpClient();
    }

    /**
     * A proxy that leads every HTTPS request to this server, whatever its host is; only {@code localhost} and the
     * loopback addresses are what they are elsewhere too. For {@code java.net.http}
     * {@code proxy(ProxySelector.of(azure.proxyAddress()))}, for OkHttp {@code proxy(new Proxy(Proxy.Type.HTTP,
     * azure.proxyAddress()))}, for a process of its own {@code -Dhttps.proxyHost} and {@code -Dhttps.proxyPort}. The
     * client also has to trust the server: {@link #sslContext()}.
     *
     * @return an address on the loopback interface
     */
    public InetSocketAddress proxyAddress() {
        return server().proxyAddress();
    }

    /**
     * Trusts this server's certificate and no other, for clients that are not azure-core's.
     *
     * @return a trust manager
     */
    public X509TrustManager trustManager() {
        return server().trustManager();
    }

    /**
     * TLS that trusts this server's certificate and no other, for clients that are not azure-core's: OkHttp, which
     * wants {@link #trustManager()} too, {@code java.net.http}, Apache HttpClient.
     *
     * @return the same context at each call
     */
    public SSLContext sslContext() {
        return server().sslContext();
    }

    /**
     * The server itself.
     *
     * @return WireMock, for stubs on top of what the stand-in does and for verification by WireMock's own means; it
     *     reads no mapping files. {@code resetMappings()} takes away what the stand-in does, until {@link #reset()}
     */
    public WireMockServer wireMock() {
        return server().wireMock();
    }

    /**
     * Says what the next calls to Resource Manager meet: a fault, or an answer that takes its time. It is the next
     * calls to arrive that are narrowed down by the methods of what is returned; where several were announced, each
     * call meets the first that is meant for it.
     *
     * @param calls how many, 1 or more
     * @return what they meet is chosen there; until then, nothing
     * @throws IllegalArgumentException if it is less than 1
     */
    public NextCalls nextCalls(int calls) {
        server();
        return new NextCalls(resourceManager, calls);
    }

    /**
     * Plays a subscription that has never used a provider: whatever is written to it, by a template too, is answered
     * with 409, {@code MissingSubscriptionRegistration}, until it is registered. It then is {@code Registering} until
     * somebody asks.
     *
     * @param namespace such as {@code Microsoft.Network}
     * @throws IllegalArgumentException if it is none
     */
    public void demandRegistration(String namespace) {
        server();
        resourceManager.demandRegistration(require(NAMESPACE, namespace, "a namespace", "Microsoft.Network"));
    }

    /**
     * Cuts lists into pages, each but the last with a {@code nextLink}. Without it, and after a reset, a page has 100
     * entries; {@code $top} asks for fewer.
     *
     * @param size how many entries a page has at most, 1 or more
     * @throws IllegalArgumentException if it is less than 1
     */
    public void pagesOf(int size) {
        server();
        resourceManager.pagesOf(size);
    }

    /**
     * Every call since the start or {@link #reset()}, to whichever host it was meant for. What WireMock cannot read, as
     * a query with a {@code %} that encodes nothing, it refuses by itself and is not among them.
     *
     * @return the attempts in the order in which they came; a copy
     */
    public List<RecordedCall> calls() {
        List<RecordedCall> calls = new ArrayList<>(
                wireMock().getAllServeEvents().stream().map(RecordedCall::of).toList());
        Collections.reverse(calls);
        return Collections.unmodifiableList(calls);
    }

    /**
     * Begins an assertion about the calls since the start or {@link #reset()}: at first all those to Resource Manager.
     *
     * @return the calls, to be narrowed down and judged
     */
    public CallsAssert assertThatCalls() {
        return CallsAssert.of(calls(), endpoint());
    }

    /** Forgets calls, resources, operations, faults and whatever was stubbed, and goes on as after the start. */
    public void reset() {
        wireMock().resetToDefaultMappings();
        resourceManager.reset();
    }

    /** Frees the ports. Closed already, it does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        if (server != null) {
            server.close();
            server = null;
        }
    }

    synchronized void reopen() {
        closed = false;
    }
}
