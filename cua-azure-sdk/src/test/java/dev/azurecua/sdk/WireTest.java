// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azurecua.Attribution;
import dev.azurecua.ResourceManagerCall;
import dev.azurecua.TrackingId;
import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.RecordedCall;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Verifies what arrives at Resource Manager, over TLS, from each {@link Manager} and in each {@link Scenario}. */
class WireTest {
    private static final TrackingId ID = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");

    /** Excludes {@code NO_CODE}, which needs a setting. {@link ZeroCodeTest} tests it with the same calls. */
    private static final List<Installation> INSTALLATIONS = List.of(
            Installation.FACTORY, Installation.CONFIGURABLE, Installation.PIPELINE, Installation.SEVERAL_AT_ONCE);

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    static Stream<Arguments> managers() {
        return Manager.all().stream()
                .flatMap(manager -> INSTALLATIONS.stream().map(installation -> Arguments.of(manager, installation)));
    }

    @ParameterizedTest
    @MethodSource("managers")
    <C> void eachManagerSendsItsProductAndThenTheId(Manager<C> manager, Installation installation) {
        manager.call().accept(installation.client(manager, azure, azure.profile(), Attribution.of(ID)));

        azure.assertThatCalls().all().carry(ID);
        assertThat(azure.calls())
                .allSatisfy(call -> assertThat(call.userAgent())
                        .matches("azsdk-java-com\\.azure\\.resourcemanager\\.\\S+/\\S+ \\([^)]+\\) " + ID));
    }

    static Stream<Arguments> scenarios() {
        return Stream.of(Scenario.values())
                .flatMap(scenario -> INSTALLATIONS.stream().map(installation -> Arguments.of(scenario, installation)));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void eachAttemptCarriesTheIdOnceAndIsReportedOnce(Scenario scenario, Installation installation) {
        List<ResourceManagerCall> reported = Collections.synchronizedList(new ArrayList<>());

        scenario.run(azure, azure.profile(), installation, Attribution.of(ID).withListener(reported::add));

        assertThat(azure.calls()).extracting(WireTest::summary).containsExactlyElementsOf(scenario.attempts());
        azure.assertThatCalls().all().carry(ID);
        assertThat(reported)
                .allMatch(ResourceManagerCall::isAttributed)
                .extracting(call -> call.method() + " " + URI.create(call.url()).getHost() + " " + call.status())
                .containsExactlyElementsOf(scenario.attempts());
    }

    static String summary(RecordedCall call) {
        return call.method() + " " + call.uri().getHost() + " " + call.status();
    }
}
