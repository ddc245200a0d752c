// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import dev.azurecua.benchmarks.Estimate.Unit;
import dev.azurecua.benchmarks.InterceptorBenchmark.NetworkInterceptor;
import dev.azurecua.benchmarks.PolicyBenchmark.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** The tables of what was measured. */
final class Report {
    private static final String[] USER_AGENTS = {"1", "25"};

    private final Measurements measurements;

    Report(Measurements measurements) {
        this.measurements = measurements;
    }

    List<Table> tables() {
        List<Table> tables = new ArrayList<>(List.of(goals()));
        for (Host host : Host.values()) {
            for (String userAgents : USER_AGENTS) {
                tables.add(policies(host, userAgents));
            }
        }
        for (Host host : Host.values()) {
            tables.add(interceptors(host));
        }
        tables.addAll(List.of(wholeCalls(), threads(), attributions(), earlierCalls(), startup()));
        return tables;
    }

    private static Case policy(String method, Policy policy, Host host, String userAgents) {
        return Case.of(
                PolicyBenchmark.class, method, "policy", policy.name(), "host", host.name(), "userAgents", userAgents);
    }

    private static Case interceptor(NetworkInterceptor interceptor, Host host, String userAgents) {
        return Case.of(
                InterceptorBenchmark.class,
                "call",
                "interceptor",
                interceptor.name(),
                "host",
                host.name(),
                "userAgents",
                userAgents);
    }

    private Table goals() {
        Table table = new Table(
                "What was to be reached",
                "By the policy: not slower than one that sets a constant, and no byte more; at most half of what"
                        + " `UserAgentPolicy` adds to an asynchronous call; for other hosts at most 10 ns, and no byte"
                        + " more than a policy that does nothing. By the interceptor likewise.");
        for (String userAgents : USER_AGENTS) {
            for (String method : new String[] {"sync", "async"}) {
                Case none = policy(method, Policy.NONE, Host.COVERED, userAgents);
                Case ours = policy(method, Policy.ATTRIBUTION, Host.COVERED, userAgents);
                Case constant = policy(method, Policy.ADD_HEADERS, Host.COVERED, userAgents);
                Case userAgent = policy(method, Policy.USER_AGENT, Host.COVERED, userAgents);
                Case otherNone = policy(method, Policy.NONE, Host.OTHER, userAgents);
                Case otherNoOp = policy(method, Policy.NO_OP, Host.OTHER, userAgents);
                Case otherOurs = policy(method, Policy.ATTRIBUTION, Host.OTHER, userAgents);
                table.add(
                        "policy, " + method + ", " + userAgents(userAgents),
                        "of a constant's time",
                        measurements.ratio(ours, constant),
                        "bytes beyond the constant's",
                        measurements.addedBytes(ours, constant),
                        "of what `UserAgentPolicy` adds",
                        method.equals("async") ? measurements.ratioOfAdded(ours, userAgent, none) : "",
                        "other hosts, beyond none",
                        measurements.addedNanos(otherOurs, otherNone),
                        "beyond one that does nothing",
                        measurements.addedNanos(otherOurs, otherNoOp) + ", "
                                + measurements.addedBytes(otherOurs, otherNoOp));
            }
            Case otherNone = interceptor(NetworkInterceptor.NONE, Host.OTHER, userAgents);
            Case otherOurs = interceptor(NetworkInterceptor.ATTRIBUTION, Host.OTHER, userAgents);
            Case ours = interceptor(NetworkInterceptor.ATTRIBUTION, Host.COVERED, userAgents);
            Case constant = interceptor(NetworkInterceptor.CONSTANT, Host.COVERED, userAgents);
            table.add(
                    "interceptor, " + userAgents(userAgents),
                    "of a constant's time",
                    measurements.ratio(ours, constant),
                    "bytes beyond the constant's",
                    measurements.addedBytes(ours, constant),
                    "of what `UserAgentPolicy` adds",
                    "",
                    "other hosts, beyond none",
                    measurements.addedNanos(otherOurs, otherNone) + ", "
                            + measurements.addedBytes(otherOurs, otherNone),
                    "beyond one that does nothing",
                    "");
        }
        return table;
    }

    private Table policies(Host host, String userAgents) {
        Table table = new Table(
                "Policies, " + host.name().toLowerCase(Locale.ROOT) + " host, " + userAgents(userAgents),
                "A call through a pipeline with one policy, beside one without.");
        for (Policy policy : Policy.values()) {
            List<Object> figures = new ArrayList<>();
            for (String method : new String[] {"sync", "async"}) {
                Case none = policy(method, Policy.NONE, host, userAgents);
                Case measured = policy(method, policy, host, userAgents);
                figures.addAll(List.of(
                        method + ": of none's time",
                        measurements.ratio(measured, none),
                        method + ": a call",
                        measurements.nanos(measured) + ", " + measurements.bytes(measured)));
            }
            table.add(policy.title(), figures.toArray());
        }
        return table;
    }

    private Table interceptors(Host host) {
        Table table = new Table(
                "Interceptors, " + host.name().toLowerCase(Locale.ROOT) + " host",
                "A request through one network interceptor, beside one without.");
        for (NetworkInterceptor interceptor : NetworkInterceptor.values()) {
            List<Object> figures = new ArrayList<>();
            for (String userAgents : USER_AGENTS) {
                Case none = interceptor(NetworkInterceptor.NONE, host, userAgents);
                Case measured = interceptor(interceptor, host, userAgents);
                figures.addAll(List.of(
                        userAgents(userAgents) + ": of none's time",
                        measurements.ratio(measured, none),
                        userAgents(userAgents) + ": a request",
                        measurements.nanos(measured) + ", " + measurements.bytes(measured)));
            }
            table.add(interceptor.title(), figures.toArray());
        }
        return table;
    }

    private Table wholeCalls() {
        Case pair = Case.of(WholeCallBenchmark.class, "pair");
        double[] attributed = measurements.counted(pair, "attributed");
        double[] plain = measurements.counted(pair, "plain");
        double[] ratios = new double[plain.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = attributed[i] / plain[i];
        }
        return new Table(
                        "Whole calls",
                        "`getByName` of a resource group by the real SDK over loopback TLS, attributed and not in turn.")
                .add(
                        "attributed beside not attributed",
                        "of its time",
                        Estimate.of(ratios, Unit.RATIO),
                        "seconds compared",
                        Estimate.exactly(ratios.length, Unit.COUNT));
    }

    private static Case growth(boolean report) {
        return Case.of(
                GrowthBenchmark.class,
                "call",
                "attributions",
                "1",
                "earlierCalls",
                "10",
                "report",
                Boolean.toString(report));
    }

    private Table threads() {
        return growth(
                "Growth: threads",
                "An attributed call in processor time, by so many threads at once. Beside that by one.",
                IntStream.of(Benchmarks.THREADS).boxed().toList(),
                Case::by);
    }

    private Table attributions() {
        return growth(
                "Growth: attributions",
                "An attributed call, with so many attributions in the JVM, used in turn. Beside that with one.",
                List.of(Benchmarks.ATTRIBUTIONS),
                (measured, attributions) -> measured.with("attributions", attributions));
    }

    private Table earlierCalls() {
        return growth(
                "Growth: calls",
                "An attributed call, after so many others in the same JVM. Beside that after the fewest.",
                List.of(Benchmarks.EARLIER_CALLS),
                (measured, calls) -> measured.with("earlierCalls", calls));
    }

    private <T> Table growth(String title, String text, List<T> values, BiFunction<Case, T, Case> change) {
        Table table = new Table(title, text);
        for (T value : values) {
            List<Object> figures = new ArrayList<>();
            for (boolean report : new boolean[] {false, true}) {
                String column = report ? "with a report: " : "without a report: ";
                Case measured = change.apply(growth(report), value);
                Case fewest = change.apply(growth(report), values.get(0));
                figures.addAll(List.of(
                        column + "ratio",
                        measurements.ratio(measured, fewest),
                        column + "a call",
                        measurements.nanos(measured)));
            }
            table.add(value.toString(), figures.toArray());
        }
        return table;
    }

    private Table startup() {
        Table table = new Table(
                "Start-up",
                "The first client and the first call of a JVM, with nothing behind it, by what is on the class path.");
        for (Benchmarks.Provider provider : Benchmarks.Provider.values()) {
            Case without = startup(Benchmarks.Provider.WITHOUT);
            Case measured = startup(provider);
            table.add(
                    provider.title(),
                    "of the time without",
                    measurements.ratio(measured, without),
                    "until the first answer",
                    measurements.millis(measured),
                    "classes loaded",
                    measurements.classes(measured));
        }
        return table;
    }

    private static Case startup(Benchmarks.Provider provider) {
        return Case.of(StartupBenchmark.class, "firstCall", "provider", provider.name());
    }

    private static String userAgents(String count) {
        return count + (count.equals("1") ? " User-Agent" : " User-Agents");
    }
}
