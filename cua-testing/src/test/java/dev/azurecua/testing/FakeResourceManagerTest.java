// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class FakeResourceManagerTest {
    private static final String GROUP = "/subscriptions/s/resourceGroups/g";

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    private final TestClient client = new TestClient(azure);

    @Test
    void aStubWins() {
        azure.wireMock()
                .stubFor(get(urlPathEqualTo("/subscriptions/s"))
                        .willReturn(aResponse().withStatus(429)));

        assertThat(client.get("/subscriptions/s").status()).isEqualTo(429);
        assertThat(client.get("/subscriptions/t").status()).isEqualTo(200);
    }

    @Test
    void mappingFilesOfAnotherServerAreNotRead() {
        assertThat(getClass().getResource("/mappings/of-another-server.json")).isNotNull();

        assertThat(client.get("/of-another-server").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://management.contoso.example", "not a host", "", "a.example:443", "*", "a.*.example"})
    void aHostIsAName(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FakeResourceManager.create("a_b.example", "*.example.com", host))
                .withMessage("'" + host + "' is not a host name; write it like management.contoso.example or"
                        + " *.contoso.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Microsoft.Storage/storageAccounts", "Contoso", ""})
    void aNamespaceIsNoType(String namespace) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> azure.demandRegistration(namespace))
                .withMessage("'" + namespace + "' is not a namespace; write it like Microsoft.Network");
    }

    @Nested
    class Reset {
        @Test
        void everythingIsForgotten() {
            client.put(GROUP, "{}");
            azure.nextCalls(1).completeAfter(5);
            String operation = client.put(GROUP, "{}").header("Azure-AsyncOperation");
            azure.nextCalls(1).completeAfter(5);
            azure.nextCalls(5).areThrottled(Duration.ZERO);
            azure.demandRegistration("Microsoft.Resources");
            azure.pagesOf(1);
            azure.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));
            assertThat(client.get(GROUP).status()).isEqualTo(503);

            azure.reset();

            assertThat(azure.calls()).isEmpty();
            assertThat(client.get(GROUP).status()).isEqualTo(404);
            assertThat(client.get(operation).status()).isEqualTo(404);
            assertThat(client.put(GROUP, "{}").header("Azure-AsyncOperation")).isNull();
            client.put(GROUP + "2", "{}");
            assertThat((List<?>) client.get("/subscriptions/s/resourcegroups").json("value"))
                    .hasSize(2);
            assertThat(client.get(GROUP).header("x-ms-ratelimit-remaining-subscription-reads"))
                    .isEqualTo("11996");
        }

        @Test
        void theStandInGoesOn() {
            azure.reset();
            azure.wireMock().resetAll();

            assertThat(client.put(GROUP, "{}").status()).isEqualTo(201);
            assertThat(client.get(GROUP).json("name")).isEqualTo("g");
            assertThat(azure.calls()).hasSize(2);
        }
    }

    @Nested
    class Life {
        @Test
        void itStartsWhenItIsAskedForAnything() {
            try (FakeResourceManager other = FakeResourceManager.create()) {
                assertThat(new TestClient(other).get("/subscriptions/s").status())
                        .isEqualTo(200);
            }
        }

        @Test
        void whatIsClosedSaysSo() {
            FakeResourceManager closed = FakeResourceManager.create();
            closed.close();

            assertThatIllegalStateException()
                    .isThrownBy(closed::endpoint)
                    .withMessageStartingWith(
                            "This FakeResourceManager is closed, because its test, test class or try statement has"
                                    + " ended, or close() was called; use one that is open");
        }

        @Test
        void aStaticFieldIsOneForTheClassAndWhatIsNestedInIt() {
            run(StaticField.class).assertStatistics(tests -> tests.started(3).succeeded(3));

            assertThatIllegalStateException().isThrownBy(StaticField.azure::endpoint);
        }

        @Test
        void aFieldOfTheInstanceIsOneForEachTest() {
            InstanceField.SEEN.clear();

            run(InstanceField.class).assertStatistics(tests -> tests.started(2).succeeded(2));

            assertThat(InstanceField.SEEN).hasSize(2);
            for (FakeResourceManager seen : InstanceField.SEEN) {
                assertThatIllegalStateException().isThrownBy(seen::endpoint);
            }
        }

        @Test
        void aFieldOfASuperclassServesOneClassAfterTheOther() {
            EngineTestKit.engine("junit-jupiter")
                    .selectors(
                            DiscoverySelectors.selectClass(FirstHeir.class),
                            DiscoverySelectors.selectClass(SecondHeir.class))
                    .execute()
                    .testEvents()
                    .assertStatistics(tests -> tests.started(2).succeeded(2));

            assertThatIllegalStateException().isThrownBy(Common.azure::endpoint);
        }

        @Test
        void aFieldOfASuperclassServesClassesAtTheSameTime() {
            EngineTestKit.engine("junit-jupiter")
                    .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                    .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                    .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                    .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
                    .selectors(
                            DiscoverySelectors.selectClass(FirstAtOnce.class),
                            DiscoverySelectors.selectClass(SecondAtOnce.class))
                    .execute()
                    .testEvents()
                    .assertStatistics(tests -> tests.started(2).succeeded(2));

            assertThatIllegalStateException().isThrownBy(AtOnce.azure::endpoint);
        }

        @Test
        void aFieldOfTheInstanceMayBeBesidesAStaticOne() {
            run(Both.class).assertStatistics(tests -> tests.started(2).succeeded(2));
        }

        private static Events run(Class<?> testClass) {
            return EngineTestKit.engine("junit-jupiter")
                    .selectors(DiscoverySelectors.selectClass(testClass))
                    .execute()
                    .testEvents();
        }
    }

    static class StaticField {
        @RegisterExtension
        static final FakeResourceManager azure = FakeResourceManager.create();

        /** In a field behind it, as an attribution with its endpoint would be. */
        private static final URI ENDPOINT = azure.endpoint();

        @Test
        void one() {
            callFirst();
        }

        @Nested
        class Inner {
            @Test
            void two() {
                callFirst();
            }
        }

        @Nested
        class Other {
            @Test
            void three() {
                callFirst();
            }
        }

        private static void callFirst() {
            assertThat(azure.endpoint()).isEqualTo(ENDPOINT);
            assertThat(azure.calls()).isEmpty();
            assertThat(new TestClient(azure).put(GROUP, "{}").status()).isEqualTo(201);
        }
    }

    static class InstanceField {
        static final List<FakeResourceManager> SEEN = new ArrayList<>();

        @RegisterExtension
        final FakeResourceManager azure = FakeResourceManager.create();

        @Test
        void one() {
            seeAnother();
        }

        @Test
        void two() {
            seeAnother();
        }

        private void seeAnother() {
            assertThat(new TestClient(azure).put(GROUP, "{}").status()).isEqualTo(201);
            SEEN.add(azure);
        }
    }

    static class Both {
        @RegisterExtension
        static final FakeResourceManager shared = FakeResourceManager.create();

        private static final URI ENDPOINT = shared.endpoint();

        @RegisterExtension
        final FakeResourceManager own = FakeResourceManager.create();

        @Test
        void one() {
            assertThat(own.endpoint()).isNotEqualTo(ENDPOINT);
        }

        @Test
        void two() {
            assertThat(own.endpoint()).isNotEqualTo(ENDPOINT);
            assertThat(shared.endpoint()).isEqualTo(ENDPOINT);
        }
    }

    abstract static class Common {
        @RegisterExtension
        static final FakeResourceManager azure = FakeResourceManager.create();

        @Test
        void callFirst() {
            assertThat(azure.calls()).isEmpty();
            assertThat(new TestClient(azure).put(GROUP, "{}").status()).isEqualTo(201);
        }
    }

    static class FirstHeir extends Common {}

    static class SecondHeir extends Common {}

    abstract static class AtOnce {
        @RegisterExtension
        static final FakeResourceManager azure = FakeResourceManager.create();

        private static final CyclicBarrier BOTH = new CyclicBarrier(2);

        @Test
        void isNotClosedByTheOther() throws Exception {
            URI endpoint = azure.endpoint();
            BOTH.await(30, TimeUnit.SECONDS);
            assertThat(azure.endpoint()).isEqualTo(endpoint);
        }
    }

    static class FirstAtOnce extends AtOnce {}

    static class SecondAtOnce extends AtOnce {}
}
