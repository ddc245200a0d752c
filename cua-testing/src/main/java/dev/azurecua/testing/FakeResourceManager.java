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
 * Stands in for Azure Resource Manager in tests. It is a real HTTPS server on a free loopback port. A deployer's code
 * runs against it unchanged, and the test then verifies the recorded calls.
 *
 * <p>In JUnit 5, declare it as a field of the test class. In a static field it runs for the whole class and is reset
 * before each test. In an instance field each test has its own:
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
 * <p>Elsewhere, start it in a try statement: {@code try (FakeResourceManager azure = FakeResourceManager.start())}.
 *
 * <p>It stores what clients put, and responds as Resource Manager does, for any provider and API version. It supports
 * resources and their lists, resource groups, template deployments, provider registration and long-running operations.
 * {@link #nextCalls} makes calls fail or take longer. {@link #wireMock()} returns the server, for any other response
 * that a test needs; a stub that is added there takes precedence.
 *
 * <p>For {@link #httpClient()}, and for any client that uses {@link #proxyAddress()}, every host name leads here:
 * {@code management.azure.com}, its regional hosts, the other clouds, Microsoft Graph, Key Vault, Storage and Entra ID.
 * No call of such a client leaves the machine. The server records the host that the client called. TLS is real: the
 * certificate is created for the run, and the clients trust only this certificate. If a client calls a host that the
 * certificate does not name, pass that host to {@link #create} or {@link #start}.
 *
 * <p>Thread-safe. Tests that run at the same time each need their own instance, because otherwise they see each other's
 * calls.
 */
public sealed class FakeResourceManager implements AutoCloseable permits FakeResourceManagerExtension {
    /** Identifies the subscription of {@link #profile()}, which is the only one in the list of subscriptions. */
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
     * Creates a stand-in that starts on first use. It is for a field with {@code @RegisterExtension}, and JUnit then
     * closes it.
     *
     * @param furtherHosts host names that its certificate is valid for, in addition to {@code localhost}, the loopback
     *     addresses and the hosts of Azure's clouds; the asterisk in {@code *.example.com} stands for one label
     * @return a stand-in that is not started
     * @throws IllegalArgumentException if one of the names is not a host name
     */
    public static FakeResourceManager create(String... furtherHosts) {
        try {
            return FakeResourceManagerExtension.of(furtherHosts);
        } catch (NoClassDefFoundError withoutJUnit) {
            return new FakeResourceManager(furtherHosts);
        }
    }

    /**
     * Starts a stand-in. The caller closes it.
     *
     * @param furtherHosts host names that its certificate is valid for, as in {@link #create}
     * @return a running stand-in
     * @throws IllegalArgumentException if one of the names is not a host name
     * @throws IllegalStateException if this JVM cannot create a certificate or start an HTTPS server with it
     */
    public static FakeResourceManager start(String... furtherHosts) {
        FakeResourceManager azure = create(furtherHosts);
        azure.server();
        return azure;
    }

    private synchronized Server server() {
        if (closed) {
            throw new IllegalStateException("This FakeResourceManager is closed, because its test, test class or try"
                    + " statement has ended, or close() was called; use one that is open");
        }
        if (server == null) {
            server = Server.start(hosts, resourceManager);
        }
        return server;
    }

    /**
     * Returns the URL of this Resource Manager, for clients that call it directly. It is not one of Azure's hosts, so
     * an attribution covers it only with {@code attribution.withEndpoint(azure.endpoint())}. Clients that use
     * {@link #httpClient()} or {@link #proxyAddress()} call it as {@code management.azure.com} and need no endpoint.
     *
     * @return {@code https://localhost:<port>}
     */
    public URI endpoint() {
        return URI.create("https://localhost:" + server().wireMock().httpsPort());
    }

    /**
     * Returns a profile of the public cloud and of {@link #SUBSCRIPTION_ID}, for use with {@link #httpClient()}.
     *
     * @return a profile for the managers of the Azure SDK
     */
    public AzureProfile profile() {
        return profile(SUBSCRIPTION_ID);
    }

    /**
     * Returns a profile of the public cloud. Use it with {@link #httpClient()}: for this client, every host is this
     * stand-in, also {@code management.azure.com}. A client that uses neither {@link #httpClient()} nor
     * {@link #proxyAddress()} calls Azure itself.
     *
     * @param subscriptionId any ID, because the stand-in has every subscription
     * @return a profile for the managers of the Azure SDK
     */
    public AzureProfile profile(String subscriptionId) {
        return new AzureProfile(ResourceManager.TENANT_ID, subscriptionId, AzureEnvironment.AZURE);
    }

    /**
     * Returns a credential that creates tokens locally, without any request. A token expires after one hour.
     *
     * @return a credential for the managers of the Azure SDK
     */
    public TokenCredential credential() {
        return request -> Mono.just(new AccessToken(
                "a-token-of-no-worth", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)));
    }

    /**
     * Returns an azure-core client for which every host is this server. It trusts only this server's certificate. It
     * uses the deployer's version of {@code azure-core-http-netty}. To use OkHttp or the JDK's client instead, build
     * one with {@link #proxyAddress()} and {@link #sslContext()}.
     *
     * @return the same client until this stand-in is closed, which also closes the client
     * @throws IllegalStateException if {@code azure-core-http-netty} is not on the class path or cannot be used
     */
    public HttpClient httpClient() {
        return server().httpClient();
    }

    /**
     * Returns the address of a proxy that forwards HTTPS requests for all hosts to this server. Requests to
     * {@code localhost} and the loopback addresses are an exception: they are forwarded to the port that they name. The
     * client also has to trust the server: see {@link #sslContext()}.
     *
     * <p>For {@code java.net.http}, use {@code proxy(ProxySelector.of(azure.proxyAddress()))}. For OkHttp, use
     * {@code proxy(new Proxy(Proxy.Type.HTTP, azure.proxyAddress()))}. For another process, use
     * {@code -Dhttps.proxyHost} and {@code -Dhttps.proxyPort}.
     *
     * @return an address on the loopback interface
     */
    public InetSocketAddress proxyAddress() {
        return server().proxyAddress();
    }

    /**
     * Returns a trust manager that trusts only this server's certificate. It is for clients other than azure-core's.
     *
     * @return a trust manager
     */
    public X509TrustManager trustManager() {
        return server().trustManager();
    }

    /**
     * Returns a TLS context that trusts only this server's certificate. It is for clients other than azure-core's, such
     * as OkHttp, {@code java.net.http} and Apache HttpClient. OkHttp also needs {@link #trustManager()}.
     *
     * @return the same context until this stand-in is closed
     */
    public SSLContext sslContext() {
        return server().sslContext();
    }

    /**
     * Returns the WireMock server, to add stubs to what the stand-in does or to verify calls with WireMock's own API.
     * It reads no mapping files. Its admin interface over HTTP is switched off, because it would show recorded tokens
     * to each user of the machine. For the static methods of WireMock's API, call {@code WireMock.configureFor(new
     * WireMock(azure.wireMock()))} first. The server's {@code resetMappings()} removes what the stand-in does, until
     * {@link #reset()}.
     *
     * @return the running server
     */
    public WireMockServer wireMock() {
        return server().wireMock();
    }

    /**
     * Selects the next calls to Resource Manager, to schedule a fault or a slow response for them. The methods of the
     * returned object narrow the selection and schedule the behavior. Nothing is scheduled before that. If several
     * behaviors select a call, the one that was scheduled first applies. {@link NextCalls#completeAfter} is counted
     * separately: it applies to the next selected writes that succeed, even if they are also delayed.
     *
     * @param calls the number of calls, 1 or more
     * @return the selected calls
     * @throws IllegalArgumentException if {@code calls} is less than 1
     */
    public NextCalls nextCalls(int calls) {
        server();
        return new NextCalls(resourceManager, calls);
    }

    /**
     * Makes a provider unregistered, as in a subscription that has never used it. Writes to the provider, also those of
     * a template deployment, get 409 {@code MissingSubscriptionRegistration} until it is registered. After a client
     * registers the provider, it is {@code Registering} until a client reads it.
     *
     * @param namespace the namespace of the provider, such as {@code Microsoft.Network}
     * @throws IllegalArgumentException if it is not a namespace
     */
    public void demandRegistration(String namespace) {
        server();
        resourceManager.demandRegistration(require(NAMESPACE, namespace, "a namespace", "Microsoft.Network"));
    }

    /**
     * Sets the page size of lists. Each page but the last has a {@code nextLink}. The default is 100 entries, also
     * after {@link #reset()}. A request can ask for fewer with {@code $top}.
     *
     * @param size the maximum number of entries on a page, 1 or more
     * @throws IllegalArgumentException if {@code size} is less than 1
     */
    public void pagesOf(int size) {
        server();
        resourceManager.pagesOf(size);
    }

    /**
     * Responds with 400 {@code InvalidTemplate} to later template deployments, if a part of the template cannot be
     * evaluated. Without this call, such a deployment succeeds, and a visible text such as {@code (not evaluated: the
     * function 'reference')} stands for the value. {@link #reset()} cancels this call.
     */
    public void refuseUnknownFunctions() {
        server();
        resourceManager.refuseUnevaluated();
    }

    /**
     * Returns the parts of deployed templates that were not evaluated: functions that look up something in Azure, such
     * as {@code reference}, functions that the stand-in does not know, links, and references to Key Vault.
     *
     * @return a line for each part since the start or the last {@link #reset()}: the deployment, the place in its
     *     template, the expression, and what was not evaluated; unmodifiable
     */
    public List<String> notEvaluated() {
        server();
        return resourceManager.unevaluated();
    }

    /**
     * Returns every call since the start or the last {@link #reset()}, to any host. Requests that WireMock cannot parse
     * are missing, because WireMock rejects them itself: for example, a query with a {@code %} that encodes nothing.
     *
     * @return an unmodifiable copy, in order of arrival; each attempt is a call
     */
    public List<RecordedCall> calls() {
        List<RecordedCall> calls = new ArrayList<>(
                wireMock().getAllServeEvents().stream().map(RecordedCall::of).toList());
        Collections.reverse(calls);
        return Collections.unmodifiableList(calls);
    }

    /**
     * Starts an assertion about the calls since the start or the last {@link #reset()}. It selects all calls to
     * Resource Manager until its methods change the selection.
     *
     * @return an assertion about these calls; later calls are not added to it
     */
    public CallsAssert assertThatCalls() {
        return CallsAssert.of(calls(), endpoint());
    }

    /**
     * Removes all recorded calls, resources, operations, scheduled behaviors, stubs and settings, so that this stand-in
     * is as after its start. The server keeps running.
     */
    public void reset() {
        wireMock().resetToDefaultMappings();
        resourceManager.reset();
    }

    /**
     * Stops the server and frees its ports. Methods that need the server then throw {@link IllegalStateException}. Does
     * nothing if this stand-in is already closed.
     */
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
