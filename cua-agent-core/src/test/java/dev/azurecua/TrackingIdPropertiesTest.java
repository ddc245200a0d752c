// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

class TrackingIdPropertiesTest {
    private static final String NIL_GUID = "00000000-0000-0000-0000-000000000000";

    @Property(seed = "1", tries = 2_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void acceptsWhatTheRulesAccept(@ForAll("texts") String text) {
        assertFollowsRules(text);

        Statistics.collect(Rules.trackingId(text) != null);
        Statistics.coverage(coverage -> coverage.check(true).percentage(share -> share > 25 && share < 75));
    }

    static void assertFollowsRules(String text) {
        String token = Rules.trackingId(text);
        if (token == null) {
            assertThat(catchThrowable(() -> TrackingId.of(text)))
                    .as(text)
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("'.*' is not a tracking ID: [ -~…]+");
        } else {
            TrackingId id = TrackingId.of(text);
            assertThat(id).hasToString(token).isEqualTo(TrackingId.of(token));
            assertThat(id.isMarketplace()).isEqualTo(token.endsWith("-partnercenter"));
            assertThat(id.guid()).isEqualTo(Rules.guid(token));
        }
    }

    /** Returns IDs of both kinds, placeholders and other texts, half of them with one or two typing errors. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> guids = Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                .as((high, low) -> new UUID(high, low).toString());
        Arbitrary<String> names = Arbitraries.oneOf(
                guids,
                guids.map(guid -> guid.toUpperCase(Locale.ROOT)),
                Arbitraries.strings()
                        .withCharRange('a', 'z')
                        .withCharRange('A', 'Z')
                        .withCharRange('0', '9')
                        .withChars("-._")
                        .ofMinLength(1)
                        .ofMaxLength(50),
                Arbitraries.of(
                        "", "XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX", "x-x-x-x-x", "{GUID}", "4711", "${ID}", NIL_GUID));
        Arbitrary<String> prefixes = Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.just("pid-")), Tuple.of(2, Arbitraries.of("", "PID-", "Pid-", "pid-pid-")));
        Arbitrary<String> suffixes = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just("")),
                Tuple.of(4, Arbitraries.just("-partnercenter")),
                Tuple.of(1, Arbitraries.of("-PartnerCenter", "_partnercenter", "-partnercenter-partnercenter", "-x")));
        Arbitrary<List<Error>> mistakes = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(List.of())),
                Tuple.of(2, errors().list().ofMaxSize(2)));
        return Combinators.combine(prefixes, names, suffixes, mistakes).as((prefix, name, suffix, errors) -> {
            String text = prefix + name + suffix;
            for (Error error : errors) {
                text = error.in(text);
            }
            return text;
        });
    }

    private static Arbitrary<Error> errors() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 70),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.of(
                                "", "0", "a", "F", "g", "-", ".", "x", " ", "\n", "\r", "\0", "\"", "/", "ü", "٤"))
                .as(Error::new);
    }

    /** Replaces or deletes a character, or inserts one. */
    private record Error(int position, int deleted, String inserted) {
        String in(String text) {
            int start = position % (text.length() + 1);
            return text.substring(0, start) + inserted + text.substring(Math.min(start + deleted, text.length()));
        }
    }
}
