// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.util.Context;
import dev.azurecua.Attribution;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.List;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

/** Verifies the User-Agent that the policy sets, for synchronous and asynchronous calls. */
class AttributionPolicyTest {
    private static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";
    private static final String OTHER = "pid-11111111-2222-3333-4444-555555555555";
    private static final String ARM = "https://management.azure.com/subscriptions";
    private static final String STORAGE = "https://contoso.blob.core.windows.net/";

    private enum Mode {
        SYNC {
            @Override
            void send(HttpPipeline pipeline, HttpRequest request) {
                pipeline.sendSync(request, Context.NONE);
            }
        },
        ASYNC {
            @Override
            void send(HttpPipeline pipeline, HttpRequest request) {
                pipeline.send(request).block();
            }
        };

        abstract void send(HttpPipeline pipeline, HttpRequest request);
    }

    private static List<String> sent(Mode mode, Attribution attribution, String url, String... userAgent) {
        return sent(mode, List.of(attribution), url, userAgent);
    }

    private static List<String> sent(Mode mode, List<Attribution> attributions, String url, String... userAgent) {
        HttpRequest request = new HttpRequest(HttpMethod.GET, url);
        for (String line : userAgent) {
            request.getHeaders().add(HttpHeaderName.USER_AGENT, line);
        }
        mode.send(pipeline(attributions), request);
        return request.getHeaders().get(HttpHeaderName.USER_AGENT) == null
                ? List.of()
                : request.getHeaders().get(HttpHeaderName.USER_AGENT).getValuesList();
    }

    private static HttpPipeline pipeline(List<Attribution> attributions) {
        return new HttpPipelineBuilder()
                .policies(attributions.stream().map(AttributionPolicy::of).toArray(HttpPipelinePolicy[]::new))
                .httpClient(new EmptyHttpClient())
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void appendsIdToRequestsToResourceManager(Mode mode) {
        assertThat(sent(mode, Attribution.of(ID), ARM, "sdk/1")).containsExactly("sdk/1 " + ID);
        assertThat(sent(mode, Attribution.of(ID), ARM + "?a=b", "sdk/1 " + ID)).containsExactly("sdk/1 " + ID);
        assertThat(sent(mode, Attribution.of(ID), ARM)).containsExactly(ID);
    }

    @ParameterizedTest
    @EnumSource
    void removesIdFromRequestsToOtherHosts(Mode mode) {
        assertThat(sent(mode, Attribution.of(ID), STORAGE, "sdk/1")).containsExactly("sdk/1");
        assertThat(sent(mode, Attribution.of(ID), STORAGE, "sdk/1 " + ID)).containsExactly("sdk/1");
        assertThat(sent(mode, Attribution.of(ID), STORAGE, ID)).isEmpty();
        assertThat(sent(mode, Attribution.of(ID), STORAGE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void readsSeveralUserAgentLinesAsOneValue(Mode mode) {
        assertThat(sent(mode, Attribution.of(ID), ARM, "sdk/1", "deployer/2"))
                .containsExactly("sdk/1 deployer/2 " + ID);
        assertThat(sent(mode, Attribution.of(ID), ARM, "sdk/1", ID).stream().filter(ID::equals))
                .hasSize(1);
        assertThat(sent(mode, Attribution.of(ID), ARM, "sdk/1", OTHER)).containsExactly("sdk/1", OTHER);
    }

    @ParameterizedTest
    @EnumSource
    void coversOnlyThePortOfAnEndpoint(Mode mode) {
        Attribution attribution = Attribution.of(ID).withEndpoint(URI.create("https://localhost:8443"));

        assertThat(sent(mode, attribution, "https://localhost:8443/x", "sdk/1")).containsExactly("sdk/1 " + ID);
        assertThat(sent(mode, attribution, "https://localhost/x", "sdk/1")).containsExactly("sdk/1");
        assertThat(sent(mode, attribution, "https://management.azure.com:443/x", "sdk/1"))
                .containsExactly("sdk/1 " + ID);
        assertThat(sent(mode, attribution, "http://management.azure.com/x", "sdk/1"))
                .containsExactly("sdk/1");
        assertThat(sent(mode, attribution, "https://management.azure.com:0/x", "sdk/1"))
                .containsExactly("sdk/1");
    }

    @ParameterizedTest
    @EnumSource
    void policyWithFewerEndpointsKeepsTheIdOfOneWithMoreEndpoints(Mode mode) {
        Attribution few = Attribution.of(ID);
        Attribution more = few.withEndpoint(URI.create("https://stack.example"));
        Attribution others = few.withEndpoint(URI.create("https://other.example"));

        assertThat(sent(mode, List.of(more, few, others), "https://stack.example/x", "sdk/1"))
                .containsExactly("sdk/1 " + ID);
        assertThat(sent(mode, List.of(few, others, more), "https://stack.example/x", "sdk/1"))
                .containsExactly("sdk/1 " + ID);
        assertThat(sent(mode, List.of(more, few, others), STORAGE, "sdk/1 " + ID))
                .containsExactly("sdk/1");
    }

    @ParameterizedTest
    @EnumSource
    void removesIdIfAPolicyInBetweenChangesTheServer(Mode mode) {
        Attribution few = Attribution.of(ID);
        Attribution more = few.withEndpoint(URI.create("https://stack.example"));
        HttpPipelinePolicy redirect = (context, next) -> {
            context.getHttpRequest().setUrl(STORAGE);
            return next.process();
        };
        HttpRequest request = new HttpRequest(HttpMethod.GET, "https://stack.example/x");

        mode.send(
                new HttpPipelineBuilder()
                        .policies(AttributionPolicy.of(more), redirect, AttributionPolicy.of(few))
                        .httpClient(new EmptyHttpClient())
                        .build(),
                request);

        assertThat(request.getHeaders().get(HttpHeaderName.USER_AGENT)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void doesNotFailOnUrlWithoutServer(Mode mode) {
        for (String url : List.of(
                "https:",
                "https:x",
                "https:/x",
                "https:///x",
                "https://a@b@management.azure.com/",
                "https://@/",
                "https://:443/",
                "file:/x",
                "mailto:x@management.azure.com")) {
            assertThat(sent(mode, Attribution.of(ID), url, "sdk/1")).as(url).containsExactly("sdk/1");
        }
        HttpRequest request =
                new HttpRequest(HttpMethod.GET, (URL) null).setHeader(HttpHeaderName.USER_AGENT, "sdk/1 " + ID);
        mode.send(pipeline(List.of(Attribution.of(ID))), request);
        assertThat(request.getHeaders().getValue(HttpHeaderName.USER_AGENT)).isEqualTo("sdk/1");
    }

    /** A redirect can contain any URL, and OkHttp reads some of them differently than {@link URL}. */
    @Test
    void doesNotAddIdToUrlThatLeadsOkHttpToAnotherHost() throws MalformedURLException {
        int attributed = 0;
        for (char c = 0; c < 0x250; c++) {
            for (String form : List.of(
                    "https://evil.example%s.management.azure.com/",
                    "https://evil.example%smanagement.azure.com/",
                    "https://evil.example%s@management.azure.com/",
                    "https://%s@management.azure.com/",
                    "https://a:evil.example%s@management.azure.com/",
                    "https://evil.example%s:@management.azure.com/",
                    "https://%s@evil.example/management.azure.com/",
                    "https://management.azure.com%s@evil.example/",
                    "https://management.azure.com%s.evil.example/",
                    "https:%s//management.azure.com/",
                    "https://%smanagement.azure.com/")) {
                String text = String.format(form, c);
                try {
                    new URL(text);
                } catch (MalformedURLException rejected) {
                    continue;
                }
                if (sent(Mode.SYNC, Attribution.of(ID), text, "sdk/1").contains("sdk/1 " + ID)) {
                    HttpUrl url = HttpUrl.parse(new URL(text).toString());
                    assertThat(url == null || url.host().matches("(.+\\.)?management\\.azure\\.com"))
                            .as(text)
                            .isTrue();
                    attributed++;
                }
            }
        }
        // Otherwise this test could pass because nothing is attributed.
        assertThat(attributed).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void inactiveAttributionChangesNoRequest(Mode mode) {
        assertThat(sent(mode, Attribution.none(), ARM, "sdk/1")).containsExactly("sdk/1");
        assertThat(sent(mode, Attribution.none(), STORAGE, "sdk/1 " + ID)).containsExactly("sdk/1 " + ID);
    }

    @Test
    void policyComesAfterTheRetryPolicy() {
        assertThat(AttributionPolicy.of(Attribution.none()).getPipelinePosition())
                .isEqualTo(HttpPipelinePosition.PER_RETRY);
    }

    /** Returns no response, because these tests check only requests. */
    private static final class EmptyHttpClient implements HttpClient {
        @Override
        public Mono<HttpResponse> send(HttpRequest request) {
            return Mono.empty();
        }
    }
}
