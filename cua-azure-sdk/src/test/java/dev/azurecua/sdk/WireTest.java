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

/** What arrives at Resource Manager, over TLS, of the managers of the SDK and of whatever befalls a call. */
class WireTest {
    private static final TrackingId ID = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
    /** The way with no code is told its ID on the command line; it is shown by ZeroCodeTest, with these same calls. */
    private static final List<WayIn> WAYS =
            List.of(WayIn.FACTORY, WayIn.CONFIGURABLE, WayIn.PIPELINE, WayIn.SEVERAL_AT_ONCE);

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    static Stream<Arguments> managers() {
        return Manager.all().stream().flatMap(manager -> WAYS.stream().map(wayIn -> Arguments.of(manager, wayIn)));
    }

    @ParameterizedTest
    @MethodSource("managers")
    <C> void managerSendsItsProductAndThenTheId(Manager<C> manager, WayIn wayIn) {
        manager.call().accept(wayIn.client(manager, azure, azure.profile(), Attribution.of(ID)));

        azure.assertThatCalls().all().carry(ID);
        assertThat(azure.calls())
                .allSatisfy(call -> assertThat(call.userAgent())
                        .matches("azsdk-java-com\\.azure\\.resourcemanager\\.\\S+/\\S+ \\([^)]+\\) " + ID));
    }

    static Stream<Arguments> scenarios() {
        return Stream.of(Scenario.values())
                .flatMap(scenario -> WAYS.stream().map(wayIn -> Arguments.of(scenario, wayIn)));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyAttemptCarriesTheIdOnceAndIsToldOfOnce(Scenario scenario, WayIn wayIn) {
        List<ResourceManagerCall> told = Collections.synchronizedList(new ArrayList<>());

        scenario.run(azure, azure.profile(), wayIn, Attribution.of(ID).withListener(told::add));

        assertThat(azure.calls()).extracting(WireTest::summary).containsExactlyElementsOf(scenario.wire());
        azure.assertThatCalls().all().carry(ID);
        assertThat(told)
                .allMatch(ResourceManagerCall::isAttributed)
                .extracting(call -> call.method() + " " + URI.create(call.url()).getHost() + " " + call.status())
                .containsExactlyElementsOf(scenario.wire());
    }

    static String summary(RecordedCall call) {
        return call.method() + " " + call.uri().getHost() + " " + call.status();
    }
}
