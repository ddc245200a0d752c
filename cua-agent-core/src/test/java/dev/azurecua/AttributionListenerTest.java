// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
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
    void isToldOfCoveredHostsAlone() {
        assertThat(attribution.hasListenerFor(ARM, 443)).isFalse();
        assertThat(attribution.withListener(listener).hasListenerFor(ARM, 443)).isTrue();
        assertThat(attribution.withListener(listener).hasListenerFor(ARM, 8443)).isFalse();
        assertThat(attribution.withListener(listener).hasListenerFor("contoso.vault.azure.net", 443))
                .isFalse();
        assertThat(attribution.withListener(listener).hasListenerFor(null, 443)).isFalse();
    }

    @Test
    void withoutOneNothingIsAllocated() {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int asked = 10_000;
        boolean found = attribution.hasListenerFor(ARM, 443);

        long before = thread.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < asked; i++) {
            found |= attribution.hasListenerFor(ARM, 443);
        }
        long after = thread.getCurrentThreadAllocatedBytes();

        assertThat(found).isFalse();
        // What the two measurements take is less than a byte for each.
        assertThat(after - before).isLessThan(asked);
    }

    @Test
    void everyListenerIsTold() {
        List<ResourceManagerCall> others = new ArrayList<>();

        call(attribution.withListener(listener).withListener(others::add));

        assertThat(calls).hasSize(1);
        assertThat(others).hasSize(1);
    }

    @Test
    void callIsReadOnceForAllOfThem() {
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
    void sameListenerIsToldOnce() {
        Attribution told = attribution.withListener(listener);

        assertThat(told.withListener(listener)).isSameAs(told);
        call(told);
        assertThat(calls).hasSize(1);
    }

    @Test
    void isToldByEveryCopy() {
        call(attribution.withListener(listener).withEndpoint(URI.create("https://management.stack.example")));

        assertThat(calls).hasSize(1);
    }

    @Test
    void attributionStaysAsItIs() {
        assertThat(attribution.withListener(listener)).isNotSameAs(attribution).hasToString(attribution.toString());

        call(attribution);

        assertThat(calls).isEmpty();
    }

    @Test
    void isNotOptional() {
        assertThatNullPointerException()
                .isThrownBy(() -> attribution.withListener(null))
                .withMessage("listener");
    }

    @Test
    void whatItThrowsIsLoggedOnceAndStopsNothing() {
        AttributionListener broken = call -> {
            throw new AssertionError("broken");
        };
        try (Logs logs = new Logs()) {
            Attribution told = attribution.withListener(broken).withListener(listener);

            call(told);
            call(told.withEndpoint(URI.create("https://management.stack.example")));

            assertThat(calls).hasSize(2);
            assertThat(logs.lines())
                    .singleElement()
                    .asString()
                    .matches("ERROR \\S+AttributionListenerTest\\S* could not be told of a Resource Manager call, .*");
        }
    }

    @Test
    void evenAFailureThatCannotBeLoggedStopsNothing() {
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
    void adapterThatIsBrokenStopsNothingEither() {
        try (Logs logs = new Logs()) {
            attribution
                    .withListener(listener)
                    .attempt("GET", "https://" + ARM)
                    .answered(
                            name -> {
                                throw new IllegalStateException();
                            },
                            () -> 200,
                            name -> null);

            assertThat(calls).isEmpty();
            assertThat(logs.lines()).hasSize(1);
        }
    }

    @Test
    void secondAdapterIsOfUseIfItTellsSomebodyElse() {
        Attribution told = attribution.withListener(listener);
        Attribution wider = told.withEndpoint(URI.create("https://management.stack.example"));

        assertThat(told.addsNothingTo(attribution)).isFalse();
        assertThat(told.addsNothingTo(told)).isTrue();
        assertThat(told.addsNothingTo(wider)).isTrue();
        assertThat(wider.addsNothingTo(told)).isFalse();
        assertThat(attribution.addsNothingTo(told)).isTrue();
        assertThat(told.addsNothingTo(told.withListener(call -> {}))).isTrue();
    }

    @Test
    void inactiveAttributionIsOfUseIfItTellsSomebody() {
        Attribution told = Attribution.none().withListener(listener);

        assertThat(told.isActive()).isFalse();
        assertThat(told.addsNothingTo(Attribution.none())).isFalse();
        assertThat(told.addsNothingTo(attribution.withListener(listener))).isTrue();
        assertThat(Attribution.none().addsNothingTo(Attribution.none())).isTrue();
        assertThat(told.withEndpoint(URI.create("https://management.stack.example"))
                        .addsNothingTo(told))
                .isFalse();
    }
}
