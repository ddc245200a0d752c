// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.github.tomakehurst.wiremock.common.Json;
import java.util.Map;

/** Calls a stand-in through its own azure-core client, without any policy that would retry or add a header. */
public final class TestClient {
    public static final String ARM = "https://management.azure.com";
    public static final String API_VERSION = "api-version=2024-05-01";

    private final FakeResourceManager azure;

    public TestClient(FakeResourceManager azure) {
        this.azure = azure;
    }

    public Reply get(String url) {
        return send(HttpMethod.GET, url, "", "");
    }

    public Reply put(String url, String body) {
        return send(HttpMethod.PUT, url, body, "");
    }

    public Reply post(String url) {
        return send(HttpMethod.POST, url, "", "");
    }

    public Reply delete(String url) {
        return send(HttpMethod.DELETE, url, "", "");
    }

    public Reply getAs(String userAgent, String url) {
        return send(HttpMethod.GET, url, "", userAgent);
    }

    public Reply send(HttpMethod method, String url, String body, String userAgent) {
        HttpRequest request = new HttpRequest(method, url(url));
        if (!body.isEmpty()) {
            request.setBody(body);
        }
        if (!userAgent.isEmpty()) {
            request.setHeader(HttpHeaderName.USER_AGENT, userAgent);
        }
        try (HttpResponse response = azure.httpClient().sendSync(request, Context.NONE)) {
            String text = response.getBodyAsBinaryData().toString();
            return new Reply(response.getStatusCode(), response.getHeaders(), text);
        }
    }

    /** Completes a Resource Manager path with the host and an API version. */
    private static String url(String url) {
        if (!url.startsWith("/")) {
            return url;
        }
        return ARM + url + (url.contains("api-version") ? "" : (url.contains("?") ? "&" : "?") + API_VERSION);
    }

    public record Reply(int status, HttpHeaders headers, String body) {
        public Map<?, ?> json() {
            return Json.read(body, Map.class);
        }

        /** Returns the JSON value at a path of names, such as {@code error.code}. */
        public Object json(String path) {
            Object value = json();
            for (String name : path.split("\\.")) {
                value = ((Map<?, ?>) value).get(name);
            }
            return value;
        }

        public String header(String name) {
            return headers.getValue(HttpHeaderName.fromString(name));
        }
    }
}
