// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;

/** What was measured: a method of a benchmark, with these parameters, by so many threads. */
record Case(String method, Map<String, String> params, int threads) {
    static Case of(Class<?> benchmark, String method, String... namesAndValues) {
        Map<String, String> params = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            params.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Case(benchmark.getName() + "." + method, params, 1);
    }

    static Case of(BenchmarkParams measured) {
        Map<String, String> params = new TreeMap<>();
        measured.getParamsKeys().forEach(key -> params.put(key, measured.getParam(key)));
        return new Case(measured.getBenchmark(), params, measured.getThreads());
    }

    Case with(String name, String value) {
        Map<String, String> others = new TreeMap<>(params);
        others.put(name, value);
        return new Case(method, others, threads);
    }

    Case by(int threads) {
        return new Case(method, params, threads);
    }
}
