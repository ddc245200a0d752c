// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttributionListenerTest {
    private static final String ARM = "management.azure.com";

    private final List<ResourceManagerCall> calls = new ArrayList<>();
    private final AttributionListener listener = calls::add;
    private final Attribution attribution = Attribution.of(Calls.PID);

    private static void call(Attribution attribution) {
        attribution.attempt("GET", "https://" + ARM).answered(name -> null, () -> 200, name -> null);
    }

    @Test
    void hasListenersAfterOneIsAdded() {
        assertThat(attribution.hasListeners()).isFalse();
        assertThat(attribution.withListener(listener).hasListeners()).isTrue();
        assertThat(Attribution.none().withListener(listener).hasListeners()).isTrue();
        assertThat(Attribution.none().withListener(listener).needsAdapter()).isTrue();
        assertThat(Attribution.none().needsAdapter()).isFalse();
        assertThat(attribution.needsAdapter()).isTrue();
    }

    @Test
    void notifiesEveryListener() {
        List<ResourceManagerCall> others = new ArrayList<>();

        call(attribution.withListener(listener).withListener(others::add));

        assertThat(calls).hasSize(1);
        assertThat(others).hasSize(1);
    }

    @Test
    void readsHeadersOnceForAllListeners() {
        List<String> read = new ArrayList<>();

        attribution
                .withListener(listener)
                .withListener(call -> {})
                .attempt("GET", "https://" + ARM)
                .answered(
                        name -> {
                            read.add(name);
                            return null;
                        },
                        () -> 200,
                        name -> null);

        assertThat(read).doesNotHaveDuplicates().isNotEmpty();
    }

    @Test
    void notifiesListenerThatIsAddedTwiceOnlyOnce() {
        Attribution notifying = attribution.withListener(listener);

        assertThat(notifying.withListener(listener)).isSameAs(notifying);
        call(notifying);
        assertThat(calls).hasSize(1);
    }

    @Test
    void copyNotifiesListener() {
        call(attribution.withListener(listener).withEndpoint(URI.create("https://management.stack.example")));

        assertThat(calls).hasSize(1);
    }

    @Test
    void withListenerDoesNotChangeTheOriginal() {
        assertThat(attribution.withListener(listener)).isNotSameAs(attribution).hasToString(attribution.toString());

        call(attribution);

        assertThat(calls).isEmpty();
    }

    @Test
    void rejectsNullListener() {
        assertThatNullPointerException()
                .isThrownBy(() -> attribution.withListener(null))
                .withMessage("listener");
    }

    @Test
    void logsFailureOfListenerOnceAndNotifiesOthers() {
        AttributionListener broken = call -> {
            throw new AssertionError("broken");
        };
        try (Logs logs = new Logs()) {
            Attribution notifying = attribution.withListener(broken).withListener(listener);

            call(notifying);
            call(notifying.withEndpoint(URI.create("https://management.stack.example")));

            assertThat(calls).hasSize(2);
            assertThat(logs.lines())
                    .singleElement()
                    .asString()
                    .matches(
                            "ERROR Listener \\S+AttributionListenerTest\\S* threw an exception when notified of a Resource"
                                    + " Manager call\\. .*");
        }
    }

    @Test
    void failureThatCannotBeLoggedDoesNotStopOtherListeners() {
        AttributionListener broken = call -> {
            throw new IllegalStateException() {
                @Override
                public String getMessage() {
                    throw this;
                }
            };
        };

        call(attribution.withListener(broken).withListener(listener));

        assertThat(calls).hasSize(1);
    }

    @Test
    void logsFailureToReadHeadersOnceAndDoesNotBlameTheListener() {
        Attribution notifying = attribution.withListener(listener);
        try (Logs logs = new Logs()) {
            for (int i = 0; i < 2; i++) {
                notifying
                        .attempt("GET", "https://" + ARM)
                        .answered(
                                name -> {
                                    throw new IllegalStateException();
                                },
                                () -> 200,
                                name -> null);
            }

            assertThat(calls).isEmpty();
            assertThat(logs.lines())
                    .singleElement()
                    .asString()
                    .startsWith("ERROR The listeners are not notified of a Resource Manager call, because the HTTP"
                            + " client's request or response cannot be read.");
        }
    }

    @Test
    void attributionsAreEqualIfIdEndpointsAndListenersAreEqual() {
        AttributionListener other = call -> {};
        Attribution notifying = attribution.withListener(listener).withListener(other);

        assertThat(notifying)
                .isEqualTo(Attribution.of(Calls.PID).withListener(other).withListener(listener))
                .hasSameHashCodeAs(Attribution.of(Calls.PID).withListener(other).withListener(listener))
                .isNotEqualTo(attribution)
                .isNotEqualTo(attribution.withListener(listener))
                .isNotEqualTo(attribution.withListener(listener).withListener(call -> {}))
                .isNotEqualTo(notifying.withEndpoint(URI.create("https://management.stack.example")))
                .isNotEqualTo(Attribution.none().withListener(listener).withListener(other))
                .isNotEqualTo(Calls.PID);
        assertThat(attribution).isEqualTo(Attribution.of(Calls.PID));
        assertThat(Attribution.none()).isEqualTo(Attribution.fromEnvironment());
    }
}
