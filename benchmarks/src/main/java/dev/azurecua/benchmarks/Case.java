// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** What was measured: a method of a benchmark, with these parameters, by so many threads. */
record Case(String method, Map<String, String> params, int threads) {
    static Case of(Class<?> benchmark, String method, String... namesAndValues) {
        Map<String, String> params = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            params.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Case(benchmark.getName() + "." + method, params, 1);
    }

    static Case of(JsonNode result) {
        Map<String, String> params = new TreeMap<>();
        result.path("params")
                .fields()
                .forEachRemaining(
                        param -> params.put(param.getKey(), param.getValue().asText()));
        return new Case(
                result.get("benchmark").asText(), params, result.get("threads").asInt());
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
