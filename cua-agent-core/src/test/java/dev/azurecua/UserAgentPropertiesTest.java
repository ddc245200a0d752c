// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static dev.azurecua.Calls.OTHER;
import static dev.azurecua.Calls.PID;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

class UserAgentPropertiesTest implements AutoCloseable {
    private static final String ISSUED = "pid-Contoso-MyOffer-partnercenter";
    private static final String ARM = "management.azure.com";
    private static final String STORAGE = "contoso.blob.core.windows.net";

    private final Logs logs = new Logs();

    @Override
    public void close() {
        logs.close();
    }

    @Property(seed = "1")
    void attributedUserAgentIsNotChangedAgain(@ForAll("userAgents") String userAgent) {
        String attributed = Attribution.of(PID).userAgent(userAgent, ARM, 443);

        assertThat(Attribution.of(PID).userAgent(attributed, ARM, 443)).isSameAs(attributed);
    }

    @Property(seed = "2")
    @StatisticsReport(StatisticsReportMode.OFF)
    void keepsUserAgentAsPrefixAndAddsAtMostOneId(@ForAll("userAgents") String userAgent) {
        String attributed = Attribution.of(PID).userAgent(userAgent, ARM, 443);

        assertThat(attributed).startsWith(Rules.withoutTrailingSpace(userAgent));
        int ids = Rules.trackingIds(userAgent).size();
        assertThat(Rules.trackingIds(attributed)).hasSize(Math.max(ids, 1));
        assertThat(lineBreaksIn(attributed)).isLessThanOrEqualTo(lineBreaksIn(userAgent));

        Statistics.collect(ids > 0 ? "ID" : Rules.resemblesTrackingId(userAgent) ? "resembles ID" : "no ID");
        Statistics.coverage(coverage -> {
            coverage.check("ID").percentage(share -> share > 20);
            coverage.check("resembles ID").percentage(share -> share > 20);
            coverage.check("no ID").percentage(share -> share > 20);
        });
    }

    private static long lineBreaksIn(String userAgent) {
        return userAgent.chars().filter(c -> c == '\r' || c == '\n').count();
    }

    @Property(seed = "3", tries = 200)
    void returnsAndLogsWhatTheRulesRequire(
            @ForAll("ownIds") String ownId, @ForAll @Size(max = 8) List<@From("userAgents") String> userAgents) {
        assertFollowsRules(ownId, userAgents);
    }

    /** Asserts that one attribution changes User-Agents, and logs warnings, as the rules require. */
    static void assertFollowsRules(String ownId, List<String> userAgents) {
        Attribution attribution = Attribution.of(ownId);
        try (Logs logs = new Logs()) {
            // Twice, because the second look-up finds a cached value.
            for (int round = 0; round < 2; round++) {
                userAgents.forEach(userAgent -> assertFollowsRules(attribution, ownId, new String(userAgent)));
            }

            assertThat(logs.lines().stream().filter(line -> line.startsWith("WARN User-Agent already carries")))
                    .hasSize(userAgents.stream().anyMatch(userAgent -> hasOtherIdFirst(userAgent, ownId)) ? 1 : 0);
            assertThat(logs.lines().stream().filter(line -> line.startsWith("WARN User-Agent: ")))
                    .hasSize(userAgents.stream().anyMatch(Rules::resemblesTrackingId) ? 1 : 0);
        }
    }

    private static boolean hasOtherIdFirst(String userAgent, String ownId) {
        List<String> ids = Rules.trackingIds(userAgent);
        return !ids.isEmpty() && !ids.get(0).equals(ownId.toLowerCase(Locale.ROOT));
    }

    private static void assertFollowsRules(Attribution attribution, String ownId, String userAgent) {
        String attributed = attribution.userAgent(userAgent, ARM, 443);
        assertThat(attributed).isEqualTo(Rules.attributed(userAgent, ownId));
        assertThat(attributed == userAgent).isEqualTo(attributed.equals(userAgent));

        String elsewhere = attribution.userAgent(userAgent, STORAGE, 443);
        List<String> others = Rules.tokens(userAgent).stream()
                .filter(token -> !token.equals(ownId))
                .toList();
        if (others.size() == Rules.tokens(userAgent).size()) {
            assertThat(elsewhere).isSameAs(userAgent);
        } else if (others.isEmpty()) {
            assertThat(elsewhere).isNull();
        } else {
            assertThat(Rules.tokens(elsewhere)).isEqualTo(others);
        }
    }

    @Property(seed = "4")
    @StatisticsReport(StatisticsReportMode.OFF)
    void coversHostsThatTheRulesCover(@ForAll("hosts") String host, @ForAll("ports") int port) {
        Attribution attribution = Attribution.none()
                .withEndpoint(URI.create("https://arm.example:8443"))
                .withEndpointAndSubdomains(URI.create("https://stack.example"));

        boolean covered = Rules.isAzure(host, port)
                || (host.matches("(?i)arm\\.example\\.?") && port == 8443)
                || (host.matches("(?i)([a-z0-9_-]+\\.)*stack\\.example\\.?") && (port == 443 || port < 0));
        assertThat(attribution.covers(host, port)).as("%s:%d", host, port).isEqualTo(covered);

        Statistics.collect(covered);
        Statistics.coverage(coverage -> coverage.check(true).percentage(share -> share > 20 && share < 80));
    }

    @Provide
    Arbitrary<String> ownIds() {
        return Arbitraries.of(PID, ISSUED);
    }

    /** Returns tokens in any order, many of which are tracking IDs or resemble them. */
    @Provide
    static Arbitrary<String> userAgents() {
        Arbitrary<String> ids = Arbitraries.of(
                PID,
                PID.toUpperCase(Locale.ROOT),
                PID + "-partnercenter",
                ISSUED,
                OTHER,
                OTHER.toUpperCase(Locale.ROOT),
                "pid-11111111-2222-3333-4444-555555555555");
        Arbitrary<String> tokens = Arbitraries.frequencyOf(
                Tuple.of(4, ids),
                Tuple.of(1, ids.map(id -> id + "/1.0")),
                Tuple.of(
                        2,
                        Combinators.combine(ids, Arbitraries.integers().between(1, 40))
                                .as((id, length) -> id.substring(0, Math.min(length, id.length() - 1)))),
                Tuple.of(
                        3,
                        Combinators.combine(
                                        Arbitraries.of("(%s)", "x%s", "%s,", "pid-%s", "%s\u00a0", "%s\u007f", "/%s"),
                                        ids)
                                .as(String::formatted)),
                Tuple.of(
                        12,
                        Arbitraries.of(
                                "azsdk-java-com.azure.resourcemanager.compute/2.57.0",
                                "(17.0.15;",
                                "Linux;",
                                "6.1)",
                                "",
                                "pid-4711",
                                "p\u0131d-1",
                                "\u00fc/1",
                                "rapid-api/1.0")),
                Tuple.of(1, Arbitraries.strings().all().ofMaxLength(5)),
                // Longer than the longest key of the cache.
                Tuple.of(1, Arbitraries.just("x".repeat(300))));
        Arbitrary<String> spaces = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.just(" ")),
                Tuple.of(1, Arbitraries.of("", "  ", "\t", "\r\n", "\n", "\0", "\u001f", "\u00a0", ";")));
        Arbitrary<String> further = Combinators.combine(spaces, tokens).as(String::concat);
        return Combinators.combine(tokens, further.list().ofMaxSize(3))
                .as((first, others) -> first + String.join("", others));
    }

    @Provide
    Arbitrary<String> hosts() {
        Arbitrary<String> starts = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.of("", "eastus.", "a.b_1.C-d.")),
                Tuple.of(2, Arbitraries.of("evil", ".", "a..", "evil.example/.", "evil.example\\.")));
        Arbitrary<String> domains = Arbitraries.of(
                "management.azure.com",
                "MANAGEMENT.Azure.com",
                "management.usgovcloudapi.net",
                "management.chinacloudapi.cn",
                "management.sovcloud-api.fr",
                "management.sovcloud-api.de",
                "management.azure.eaglex.ic.gov",
                "management.azure.microsoft.scloud",
                "arm.example",
                "stack.EXAMPLE",
                "management-azure.com",
                "management.usgovcloudap\u0131.net",
                "azure.com",
                STORAGE);
        Arbitrary<String> ends = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.of("", ".")), Tuple.of(1, Arbitraries.of("..", ".evil.example", "x")));
        return Combinators.combine(starts, domains, ends).as((start, domain, end) -> start + domain + end);
    }

    @Provide
    Arbitrary<Integer> ports() {
        return Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.of(443, -1)), Tuple.of(1, Arbitraries.of(8443, 80, 0)));
    }
}
