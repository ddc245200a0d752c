// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Sends the requests of a recorded session to the stand-in. Puts what the session needs and did not create. */
final class RecordedSession {
    private static final String ARM = "https://management.azure.com";
    private static final String VERSION = "?api-version=2021-04-01";
    private static final Pattern GROUP =
            Pattern.compile("/subscriptions/[^/]+/resourceGroups/[^/]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern ACTION = Pattern.compile("/(validate|whatIf|list\\w+|scheduleRun)$");

    private final String name;
    private final HttpClient client;
    /** Maps a URL that Azure gave to poll an operation to that of the stand-in. */
    private final Map<String, String> polls = new HashMap<>();

    RecordedSession(String name, HttpClient client) {
        this.name = name;
        this.client = client;
    }

    String name() {
        return name;
    }

    RecordedExchange.Answer replay(RecordedExchange exchange) {
        RecordedExchange.Answer answer = send(exchange);
        if (exchange.answer().isSuccess() && !exchange.method().equals("PUT") && putFirst(exchange, answer)) {
            answer = send(exchange);
        }
        for (String header : List.of("azure-asyncoperation", "location")) {
            String recorded = exchange.answer().headers().get(header);
            String ours = answer.headers().getOrDefault(header, answer.headers().get("location"));
            if (recorded != null && ours != null) {
                polls.put(recorded, ours);
            }
        }
        return answer;
    }

    /** Puts the resources that the recorded answer has and the stand-in's lacks. Returns whether there are any. */
    private boolean putFirst(RecordedExchange exchange, RecordedExchange.Answer answer) {
        Map<String, JsonNode> missing = new LinkedHashMap<>();
        Set<String> present = StreamSupport.stream(answer.body().path("value").spliterator(), false)
                .map(RecordedSession::id)
                .collect(Collectors.toSet());
        exchange.answer().body().path("value").forEach(entry -> {
            if (isResource(id(entry)) && !present.contains(id(entry))) {
                missing.put(entry.get("id").asText(), entry);
            }
        });
        if (!answer.isSuccess()) {
            missing.put(
                    ACTION.matcher(exchange.path()).replaceFirst(""),
                    exchange.answer().body());
        }
        missing.forEach(this::put);
        return !missing.isEmpty();
    }

    private static String id(JsonNode resource) {
        return resource.path("id").asText().toLowerCase(Locale.ROOT);
    }

    private static boolean isResource(String id) {
        return id.matches("/subscriptions/[^/]+/[^/]+/.+")
                && !id.contains("/deployments/")
                && !id.contains("/locations/");
    }

    /** Puts a resource after its group and its parents. */
    private void put(String path, JsonNode body) {
        List<String> ids = new ArrayList<>();
        Matcher group = GROUP.matcher(path);
        if (group.lookingAt()) {
            ids.add(group.group());
        }
        ResourcePath resource = ResourcePath.of(path);
        for (ResourcePath parent = ResourcePath.of(resource.scope());
                parent.path().contains("/providers/");
                parent = ResourcePath.of(parent.scope())) {
            ids.add(Math.min(1, ids.size()), parent.path());
        }
        for (String id : ids) {
            if (!send("GET", ARM + id + VERSION, "", Map.of()).isSuccess()) {
                send("PUT", ARM + id + VERSION, "{\"location\": \"eastus2\"}", Map.of());
            }
        }
        if (resource.name() != null && !ids.contains(resource.path())) {
            String sent = body instanceof ObjectNode object && object.has("id")
                    ? object.toString()
                    : "{\"location\": \"eastus2\"}";
            send("PUT", ARM + resource.path() + VERSION, sent, Map.of());
        }
    }

    private RecordedExchange.Answer send(RecordedExchange exchange) {
        return send(
                exchange.method(),
                polls.getOrDefault(exchange.url(), exchange.url()),
                exchange.body(),
                exchange.headers());
    }

    private RecordedExchange.Answer send(String method, String url, String body, Map<String, String> headers) {
        HttpRequest request = new HttpRequest(HttpMethod.valueOf(method), url.replace(" ", "%20"));
        headers.forEach((header, value) -> request.setHeader(HttpHeaderName.fromString(header), value));
        if (!body.isEmpty()) {
            request.setBody(body);
        }
        try (HttpResponse response = client.sendSync(request, Context.NONE)) {
            Map<String, String> received = new HashMap<>();
            response.getHeaders()
                    .forEach(header -> received.put(header.getName().toLowerCase(Locale.ROOT), header.getValue()));
            String text = response.getBodyAsBinaryData().toString();
            return new RecordedExchange.Answer(
                    response.getStatusCode(),
                    received,
                    text.isEmpty() ? MissingNode.getInstance() : RecordedExchange.json(text));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
