// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserAgentCacheTest {
    private static final String PID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";
    private static final String ARM = "management.azure.com";
    private static final String VAULT = "contoso.vault.azure.net";
    private static final String SDK = "azsdk-java-com.azure.resourcemanager.compute/2.57.0 (17.0.15; Linux; 6.1)";

    private final Attribution attribution = Attribution.of(PID);

    /** Returns a new instance, because the SDK creates one for each request. */
    private static String copyOf(String userAgent) {
        return new String(userAgent.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Test
    void cachedUserAgentAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<String> userAgents = Stream.of(
                        SDK, SDK + " " + PID, "short/1", SDK + " pid-11111111-2222-3333-4444-555555555555")
                .flatMap(userAgent -> Stream.generate(() -> copyOf(userAgent)).limit(1_000))
                .toList();
        userAgents.forEach(userAgent -> attribution.userAgent(userAgent, ARM, 443));

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < userAgents.size(); i++) {
            attribution.userAgent(userAgents.get(i), ARM, 443);
            attribution.userAgent(userAgents.get(i), "eastus.management.azure.com", 443);
            if (!userAgents.get(i).endsWith(PID)) {
                attribution.userAgent(userAgents.get(i), VAULT, 443);
            }
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        // One object for each call would take 176,000 bytes.
        assertThat(allocated).isLessThan(10_000);
    }

    @Test
    void distinguishesUserAgentsOfTheSameSlot() {
        // All start at the same slot, because length and hashed characters are equal. Only 8 of them are cached.
        List<String> userAgents = IntStream.range(10, 60)
                .mapToObj(i -> "azsdk-java-com.azure.resourcemanager.compute/2." + i)
                .toList();

        for (int round = 0; round < 3; round++) {
            assertThat(userAgents)
                    .allSatisfy(userAgent -> assertThat(attribution.userAgent(copyOf(userAgent), ARM, 443))
                            .isEqualTo(userAgent + " " + PID));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " " + PID, " pid-11111111-2222-3333-4444-555555555555"})
    void treatsUncachedUserAgentLikeCachedOne(String id) {
        String product = "x".repeat(10_000);

        for (int round = 0; round < 2; round++) {
            assertThat(attribution.userAgent(copyOf(product + id), ARM, 443))
                    .isEqualTo(product + (id.isEmpty() ? " " + PID : id));
            assertThat(attribution.userAgent(copyOf(product + id), VAULT, 443))
                    .isEqualTo(product + (id.endsWith(PID) ? "" : id));
        }
    }

    @Test
    void returnsGivenInstanceIfNothingChanges() {
        attribution.userAgent(copyOf(SDK), VAULT, 443);
        String plain = copyOf(SDK);
        attribution.userAgent(copyOf(SDK + " " + PID), ARM, 443);
        String attributed = copyOf(SDK + " " + PID);

        assertThat(attribution.userAgent(plain, VAULT, 443)).isSameAs(plain);
        assertThat(attribution.userAgent(attributed, ARM, 443)).isSameAs(attributed);
    }

    @Test
    void doesNotChangeAnotherPartnersIdThatWasFirstSentToOtherHost() {
        String other = SDK + " pid-11111111-2222-3333-4444-555555555555";

        assertThat(attribution.userAgent(other, VAULT, 443)).isEqualTo(other);
        assertThat(attribution.userAgent(copyOf(other), ARM, 443)).isEqualTo(other);
    }

    @Test
    void storesKeyThatIsPutTwiceOnce() {
        UserAgentCache cache = new UserAgentCache();
        String neighbour = SDK.replace("2.57", "2.58");

        for (int thread = 0; thread < 100; thread++) {
            cache.put(copyOf(SDK), SDK + " " + PID);
        }
        cache.put(neighbour, neighbour + " " + PID);

        assertThat(cache.get(neighbour)).isEqualTo(neighbour + " " + PID);
    }

    @Test
    void copiesOfAttributionReturnTheSameUserAgent() {
        Attribution copy = attribution.withListener(call -> {});

        assertThat(copy.userAgent(SDK, ARM, 443)).isEqualTo(attribution.userAgent(SDK, ARM, 443));
        assertThat(IntStream.range(0, 20_000)
                        .parallel()
                        .mapToObj(i -> SDK + " run/" + i % 300)
                        .filter(userAgent -> !(userAgent + " " + PID).equals(copy.userAgent(userAgent, ARM, 443))))
                .isEmpty();
    }
}
