// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Holds a request that a client sent to the real Resource Manager, and the answer. */
record RecordedExchange(
        String session, String method, String url, Map<String, String> headers, String body, Answer answer) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Matches a segment of a path that is no name. */
    private static final Pattern TYPE = Pattern.compile(
            "(?i)subscriptions|resourceGroups|providers|Microsoft\\..*|[a-z]+s|[a-z]+Status|validate|whatIf|list\\w+");

    /** Holds status, headers by their name in lower case, and body. */
    record Answer(int status, Map<String, String> headers, JsonNode body) {
        boolean isSuccess() {
            return status < 300;
        }
    }

    static List<RecordedExchange> read(Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<RecordedExchange> exchanges = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode json = JSON.readTree(line);
                exchanges.add(new RecordedExchange(
                        json.get("session").asText(),
                        json.get("method").asText(),
                        json.get("url").asText(),
                        headers(json.get("requestHeaders")),
                        json.get("requestBody").isNull()
                                ? ""
                                : json.get("requestBody").asText(),
                        new Answer(
                                json.get("status").asInt(),
                                headers(json.get("responseHeaders")),
                                // A long body is not recorded.
                                json.get("responseBody").isNull()
                                        ? MissingNode.getInstance()
                                        : json(json.get("responseBody").asText()))));
            }
            return exchanges;
        }
    }

    static JsonNode json(String text) throws IOException {
        return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
    }

    private static Map<String, String> headers(JsonNode json) {
        Map<String, String> headers = new HashMap<>();
        json.fields()
                .forEachRemaining(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return headers;
    }

    String path() {
        return url.replaceFirst("https://[^/]+", "").replaceFirst("\\?.*", "");
    }

    /** Returns the method and the path without names. */
    String kind() {
        return method + " "
                + Stream.of(path().split("/"))
                        .map(segment ->
                                segment.isEmpty() || TYPE.matcher(segment).matches() ? segment : "*")
                        .collect(Collectors.joining("/"));
    }
}
