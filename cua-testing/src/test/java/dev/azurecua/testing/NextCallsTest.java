// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpMethod;
import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.AzureResourceManager;
import com.azure.resourcemanager.network.models.Network;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextCallsTest {
    private static final String SUBSCRIPTION = "/subscriptions/s";
    private static final String GROUP = SUBSCRIPTION + "/resourceGroups/g";
    private static final String VMS = GROUP + "/providers/Microsoft.Compute/virtualMachines";

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    private final TestClient client = new TestClient(azure);

    private List<Integer> statusesOfReads(int count) {
        return Stream.generate(() -> client.get(SUBSCRIPTION).status())
                .limit(count)
                .toList();
    }

    @Nested
    class Choice {
        @Test
        void asManyAsWereNamedAndInTheirOrder() {
            azure.nextCalls(2).areThrottled(Duration.ZERO);
            azure.nextCalls(1).areUnavailable(Duration.ZERO);

            assertThat(statusesOfReads(5)).isEqualTo(List.of(429, 429, 503, 200, 200));
        }

        @Test
        void ofAType() {
            client.put(GROUP, "{}");
            client.put(VMS + "/vm", "{}");
            azure.nextCalls(5).to("microsoft.compute/VirtualMachines").areUnavailable(Duration.ZERO);

            assertThat(client.get(GROUP).status()).isEqualTo(200);
            assertThat(client.get(VMS + "/vm").status()).isEqualTo(503);
            assertThat(client.get(VMS).status()).isEqualTo(503);
            assertThat(client.get(SUBSCRIPTION + "/providers/Microsoft.Compute/virtualMachines")
                            .status())
                    .isEqualTo(503);
            assertThat(client.post(VMS + "/vm/start").status()).isEqualTo(503);
            assertThat(client.get(VMS + "/vm/extensions").status()).isEqualTo(200);
            assertThat(client.put(VMS + "/vm/extensions/e", "{}").status()).isEqualTo(201);
            assertThat(client.put(VMS + "/vm", "{}").status()).isEqualTo(503);
            assertThat(client.put(VMS + "/vm", "{}").status()).isEqualTo(200);
        }

        @Test
        void ofWrites() {
            azure.nextCalls(4).writes().areThrottled(Duration.ZERO);

            assertThat(client.get(SUBSCRIPTION).status()).isEqualTo(200);
            for (HttpMethod method : List.of(HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.POST, HttpMethod.DELETE)) {
                assertThat(client.send(method, GROUP, "{}", "").status()).isEqualTo(429);
            }
            assertThat(client.put(GROUP, "{}").status()).isEqualTo(201);
        }

        @Test
        void ofWritesToAType() {
            azure.nextCalls(1).to("Microsoft.Resources/resourceGroups").writes().areThrottled(Duration.ZERO);

            assertThat(client.get(GROUP).status()).isEqualTo(404);
            assertThat(client.post(SUBSCRIPTION + "/providers/Microsoft.Network/register")
                            .status())
                    .isEqualTo(200);
            assertThat(client.put(GROUP, "{}").status()).isEqualTo(429);
            assertThat(client.put(GROUP, "{}").status()).isEqualTo(201);
        }

        @Test
        void notOfOtherServicesNorOfWhatIsStubbed() {
            azure.wireMock().stubFor(get(urlPathEqualTo("/stubbed")).willReturn(ok()));
            azure.nextCalls(1).areThrottled(Duration.ZERO);

            assertThat(client.get("https://graph.microsoft.com/").status()).isEqualTo(200);
            assertThat(client.get("/stubbed").status()).isEqualTo(200);
            assertThat(client.get(SUBSCRIPTION).status()).isEqualTo(429);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, -1})
        void ofNoneIsRefused(int calls) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> azure.nextCalls(calls))
                    .withMessage("calls must be 1 or more, but was " + calls);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"virtualMachines", "Microsoft.Compute", "Compute/virtualMachines", "", "/a.b/c", "a.b/"})
        void ofWhatIsNoTypeIsRefused(String type) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> azure.nextCalls(1).to(type))
                    .withMessage("'" + type + "' is not a resource type; write it with its namespace, such as"
                            + " Microsoft.Compute/virtualMachines");
        }
    }

    @Test
    void aThrottledCallIsToldWhenToComeAgain() {
        azure.nextCalls(1).areThrottled(Duration.ofSeconds(17));

        TestClient.Reply answer = client.put(GROUP, "{}");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("17");
        assertThat(answer.json("error.code")).isEqualTo("TooManyRequests");
        assertThat(answer.header("x-ms-request-id")).isNotBlank();
        assertThat(client.get(GROUP).status()).isEqualTo(404);
    }

    @Test
    void anUnavailableServiceIsToldToo() {
        azure.nextCalls(1).areUnavailable(Duration.ofMillis(2_001));

        TestClient.Reply answer = client.get(SUBSCRIPTION);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("3");
        assertThat(answer.json("error.code")).isEqualTo("ServerTimeout");
    }

    @Test
    void timeDoesNotGoBackwards() {
        Duration negative = Duration.ofMillis(-1);
        NextCalls next = azure.nextCalls(1);

        for (Consumer<Duration> fault :
                List.<Consumer<Duration>>of(next::areThrottled, next::areUnavailable, next::stall)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fault.accept(negative))
                    .withMessage("the duration must not be negative, but was PT-0.001S; write Duration.ZERO or more");
        }
        assertThat(client.get(SUBSCRIPTION).status()).isEqualTo(200);
    }

    @Test
    void aResetConnectionHasNoAnswer() {
        azure.nextCalls(1).areReset();

        assertThatThrownBy(() -> client.get(SUBSCRIPTION)).isNotNull();

        assertThat(client.get(SUBSCRIPTION).status()).isEqualTo(200);
        assertThat(azure.calls()).extracting(RecordedCall::status).containsExactly(0, 200);
    }

    @Test
    @Timeout(60)
    void aStalledCallIsHeardButNotAnswered() throws InterruptedException {
        azure.nextCalls(1).writes().stall(Duration.ofMinutes(5));
        HttpClient other = HttpClient.newBuilder()
                .proxy(ProxySelector.of(azure.proxyAddress()))
                .sslContext(azure.sslContext())
                .build();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("https://management.azure.com" + GROUP + "?" + TestClient.API_VERSION))
                .PUT(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        CompletableFuture<?> answer = other.sendAsync(request, HttpResponse.BodyHandlers.discarding());

        while (client.get(GROUP).status() != 200) {
            Thread.sleep(10);
        }
        assertThat(answer).isNotDone();
        answer.cancel(true);
    }

    @Test
    void aStalledCallIsAnsweredInTheEnd() {
        azure.nextCalls(1).stall(Duration.ofMillis(50));

        assertThat(client.put(GROUP, "{}").status()).isEqualTo(201);
    }

    @Test
    void aRedirectedCallIsSentElsewhere() {
        azure.nextCalls(1).areRedirectedTo(URI.create("https://eastus.management.azure.com/there"));

        TestClient.Reply answer = client.get(SUBSCRIPTION);

        assertThat(answer.status()).isEqualTo(307);
        assertThat(answer.header("Location")).isEqualTo("https://eastus.management.azure.com/there");
    }

    @Test
    void aChallengedCallIsAskedForClaims() {
        azure.nextCalls(1).areChallenged();

        TestClient.Reply answer = client.get(SUBSCRIPTION);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer authorization_uri=\"https://login.microsoftonline.com/\","
                        + " error=\"insufficient_claims\","
                        + " claims=\"eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ==\"");
    }

    /** The SDK's own retries, its answer to a challenge, and what it gives up on. */
    @Nested
    class Sdk {
        private final AzureResourceManager resources = AzureResourceManager.configure()
                .withHttpClient(azure.httpClient())
                .authenticate(azure.credential(), azure.profile())
                .withDefaultSubscription();

        private List<Integer> statuses() {
            return azure.calls().stream().map(RecordedCall::status).toList();
        }

        @Test
        void getsOverThem() {
            azure.nextCalls(1).areThrottled(Duration.ZERO);
            azure.nextCalls(1).areUnavailable(Duration.ZERO);
            azure.nextCalls(1).areReset();
            azure.nextCalls(1).areChallenged();

            assertThat(resources.resourceGroups().list()).isEmpty();

            assertThat(statuses()).isEqualTo(List.of(429, 503, 0, 401, 200));
        }

        @Test
        void registersAProviderThatDemandsIt() {
            resources.resourceGroups().define("g").withRegion("eastus").create();
            azure.demandRegistration("Microsoft.Network");

            Network network = resources
                    .networks()
                    .define("net")
                    .withRegion("eastus")
                    .withExistingResourceGroup("g")
                    .withAddressSpace("10.0.0.0/16")
                    .create();

            assertThat(network.name()).isEqualTo("net");
            assertThat(azure.calls())
                    .extracting(call -> call.method() + " " + call.status())
                    .startsWith("PUT 201", "PUT 409", "POST 200")
                    .endsWith("PUT 201");
        }

        @Test
        void failsWithTheErrorOfAzure() {
            assertThatThrownBy(() -> resources.networks().getByResourceGroup("missing", "net"))
                    .isInstanceOfSatisfying(
                            ManagementException.class,
                            e -> assertThat(e.getValue().getCode()).isEqualTo("ResourceGroupNotFound"));
        }
    }
}
