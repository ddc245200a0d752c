// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.AddHeadersPolicy;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.core.util.Context;
import dev.azurecua.Attribution;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.function.Tuple2;

/** Verifies that the policy notifies its listeners, also if HTTP clients and other policies misbehave. */
class AttemptRecorderTest {
    private static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";

    private final HttpRequest request = new HttpRequest(HttpMethod.GET, "https://management.azure.com/subscriptions");
    private final List<String> notified = Collections.synchronizedList(new ArrayList<>());
    private final Attribution attribution = Attribution.of(ID)
            .withListener(call ->
                    notified.add((call.failure() == null ? call.status() : call.failure()) + " " + call.userAgent()));
    private final HttpPipelinePolicy policy = AttributionPolicy.of(attribution);

    private HttpPipelinePolicy policyWithSameListener() {
        return AttributionPolicy.of(attribution);
    }

    private static HttpPipeline pipeline(HttpClient client, HttpPipelinePolicy... policies) {
        return new HttpPipelineBuilder().policies(policies).httpClient(client).build();
    }

    private static Mono<HttpResponse> ok(HttpRequest request) {
        return Mono.just(new FakeResponse(request));
    }

    @Test
    void addsNoOperatorToAsynchronousCallWithoutListener() {
        Mono<HttpResponse> response = ok(request);
        AtomicReference<Mono<HttpResponse>> seen = new AtomicReference<>();
        HttpPipelinePolicy watcher = (context, next) -> {
            seen.set(next.process());
            return seen.get();
        };

        pipeline(any -> response, watcher, AttributionPolicy.of(Attribution.of(ID)))
                .send(request)
                .block();
        assertThat(seen.get()).isSameAs(response);

        pipeline(any -> response, watcher, policy).send(request).block();
        assertThat(seen.get()).isNotSameAs(response);
    }

    @Test
    void doesNotReportCallsToHostsThatAreNotCovered() {
        pipeline(AttemptRecorderTest::ok, policy)
                .send(new HttpRequest(HttpMethod.GET, "https://contoso.vault.azure.net/secrets"))
                .block();
        pipeline(AttemptRecorderTest::ok, policy)
                .sendSync(new HttpRequest(HttpMethod.GET, "https://management.azure.com:8443/"), Context.NONE);

        assertThat(notified).isEmpty();
    }

    @Test
    void inactiveAttributionReportsUnattributedCalls() {
        List<String> attributed = new ArrayList<>();
        HttpPipelinePolicy inactive = AttributionPolicy.of(Attribution.none()
                .withListener(
                        call -> attributed.add(call.isAttributed() + " " + call.userAgent() + " " + call.requestId())));

        pipeline(AttemptRecorderTest::ok, inactive).send(request).block();
        pipeline(AttemptRecorderTest::ok, inactive).sendSync(request, Context.NONE);

        assertThat(attributed).containsExactly("false null null", "false null null");
        assertThat(request.getHeaders().get(HttpHeaderName.USER_AGENT)).isNull();
    }

    /** Returns a policy that changes the request itself, and policies that change the copy which a retry sends. */
    static Stream<List<HttpPipelinePolicy>> policiesThatSetTheUserAgent() {
        return Stream.of(
                List.of(new AddHeadersPolicy(new HttpHeaders().set(HttpHeaderName.USER_AGENT, "overwritten/1"))),
                List.of(
                        new RetryPolicy(new RetryOptions(new FixedDelayOptions(0, Duration.ZERO))),
                        new UserAgentPolicy("overwritten/1")));
    }

    @ParameterizedTest
    @MethodSource("policiesThatSetTheUserAgent")
    void reportsUserAgentThatLaterPolicySets(List<HttpPipelinePolicy> later) {
        HttpPipelinePolicy[] policies =
                Stream.concat(Stream.of(policy), later.stream()).toArray(HttpPipelinePolicy[]::new);

        pipeline(AttemptRecorderTest::ok, policies).send(request).block();
        pipeline(AttemptRecorderTest::ok, policies).sendSync(request, Context.NONE);

        assertThat(notified).containsExactly("200 overwritten/1", "200 overwritten/1");
    }

    @ParameterizedTest
    @MethodSource("policiesThatSetTheUserAgent")
    void reportsUserAgentThatLaterPolicySetsIfTheCallFails(List<HttpPipelinePolicy> later) {
        HttpPipelinePolicy[] policies =
                Stream.concat(Stream.of(policy), later.stream()).toArray(HttpPipelinePolicy[]::new);
        HttpClient broken = any -> Mono.error(new IllegalStateException());

        assertThatThrownBy(() -> pipeline(broken, policies).send(request).block());
        assertThatThrownBy(() -> pipeline(broken, policies).sendSync(request, Context.NONE));

        assertThat(notified)
                .containsExactly(
                        "java.lang.IllegalStateException overwritten/1",
                        "java.lang.IllegalStateException overwritten/1");
    }

    @Test
    void reportsRequestOfTheResponse() {
        HttpClient changing = sent -> ok(sent.copy().setHeader(HttpHeaderName.USER_AGENT, "sent/1"));

        pipeline(changing, policy).send(request).block();
        pipeline(changing, policy).sendSync(request, Context.NONE);

        assertThat(notified).containsExactly("200 sent/1", "200 sent/1");
    }

    @Test
    void reportsRequestOfTheCallIfTheResponseHasNone() {
        pipeline(any -> Mono.just(new FakeResponse(null)), policy).send(request).block();

        assertThat(notified).containsExactly("200 " + ID);
    }

    @Test
    void reportsCancelledCallAsFailed() {
        pipeline(any -> Mono.never(), policy).send(request).subscribe().dispose();

        assertThat(notified).containsExactly("java.util.concurrent.CancellationException " + ID);
    }

    @Test
    void doesNotReportCompletedCallAsCancelled() {
        pipeline(AttemptRecorderTest::ok, policy).send(request).flux().take(1).blockLast();

        assertThat(notified).containsExactly("200 " + ID);
    }

    @Test
    void reportsEachSubscriptionAsAnAttempt() {
        HttpPipelinePolicy twice = (context, next) -> {
            Mono<HttpResponse> response = next.process();
            return response.then(response);
        };

        pipeline(AttemptRecorderTest::ok, twice, policy).send(request).block();

        assertThat(notified).containsExactly("200 " + ID, "200 " + ID);
    }

    @Test
    void reportsAndRethrowsFailureOfTheHttpClient() {
        Error failure = new NoClassDefFoundError("x");
        HttpClient broken = any -> {
            throw failure;
        };

        assertThatThrownBy(() -> pipeline(any -> Mono.error(failure), policy)
                        .send(request)
                        .block())
                .isSameAs(failure);
        assertThatThrownBy(() -> pipeline(broken, policy).sendSync(request, Context.NONE))
                .isSameAs(failure);

        assertThat(notified)
                .containsExactly("java.lang.NoClassDefFoundError " + ID, "java.lang.NoClassDefFoundError " + ID);
    }

    @Test
    void reportsMissingResponseAsFailureAndReturnsNull() {
        assertThat(pipeline(any -> Mono.empty(), policy).send(request).block()).isNull();
        assertThat(pipeline(any -> Mono.empty(), policy).sendSync(request, Context.NONE))
                .isNull();

        assertThat(notified)
                .containsExactly("java.util.NoSuchElementException " + ID, "java.util.NoSuchElementException " + ID);
    }

    @Test
    void reportsConcurrentAttemptsSeparately() {
        List<Sinks.One<HttpResponse>> responses = new ArrayList<>();
        HttpPipelinePolicy hedging = (context, next) ->
                Mono.zip(next.clone().process(), next.process()).map(Tuple2::getT1);
        HttpClient client = sent -> {
            responses.add(Sinks.one());
            return responses.get(responses.size() - 1).asMono();
        };

        pipeline(client, hedging, policy).send(request).subscribe();
        assertThat(responses).hasSize(2);
        responses.forEach(response -> response.tryEmitValue(new FakeResponse(request)));

        assertThat(notified).containsExactly("200 " + ID, "200 " + ID);
    }

    @Test
    void reportsConcurrentSynchronousAttemptsSeparately() {
        // Each attempt waits until both are sent, so that they overlap.
        CyclicBarrier bothAreSent = new CyclicBarrier(2);
        HttpPipelinePolicy waiting = new SyncPolicy() {
            @Override
            public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
                await(bothAreSent);
                return next.processSync();
            }
        };
        HttpPipelinePolicy hedging = new SyncPolicy() {
            @Override
            public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
                HttpPipelineNextSyncPolicy clone = next.clone();
                CompletableFuture<HttpResponse> other = CompletableFuture.supplyAsync(clone::processSync);
                HttpResponse response = next.processSync();
                other.join();
                return response;
            }
        };

        pipeline(AttemptRecorderTest::ok, hedging, policy, waiting).sendSync(request, Context.NONE);

        assertThat(notified).containsExactly("200 " + ID, "200 " + ID);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private abstract static class SyncPolicy implements HttpPipelinePolicy {
        @Override
        public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void reportsCallThatLaterPolicySendsWithTheSameContext() {
        HttpPipeline others = pipeline(AttemptRecorderTest::ok, policyWithSameListener());
        HttpPipelinePolicy calling = new HttpPipelinePolicy() {
            @Override
            public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
                return Mono.defer(() -> others.send(request.copy(), context.getContext()))
                        .then(next.process());
            }

            @Override
            public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
                others.sendSync(request.copy(), context.getContext());
                return next.processSync();
            }
        };

        pipeline(AttemptRecorderTest::ok, policy, calling).send(request).block();
        assertThat(notified).hasSize(2);
        pipeline(AttemptRecorderTest::ok, policy, calling).sendSync(request, Context.NONE);
        assertThat(notified).hasSize(4);
    }

    @Test
    void eachPolicyNotifiesTheListenersOfItsOwnAttribution() {
        List<Integer> others = new ArrayList<>();
        HttpPipelinePolicy policyWithOtherListener =
                AttributionPolicy.of(Attribution.of(ID).withListener(call -> others.add(call.status())));

        pipeline(AttemptRecorderTest::ok, policy, policyWithOtherListener)
                .send(request)
                .block();
        pipeline(AttemptRecorderTest::ok, policy, policyWithOtherListener).sendSync(request, Context.NONE);
        pipeline(sent -> Mono.error(new IllegalStateException()), policyWithOtherListener, policy)
                .send(request)
                .onErrorComplete()
                .block();

        assertThat(notified).containsExactly("200 " + ID, "200 " + ID, "java.lang.IllegalStateException " + ID);
        assertThat(others).containsExactly(200, 200, 0);
    }

    @Test
    void callSucceedsIfTheResponseCannotBeRead() {
        HttpClient unreadable = sent -> Mono.just(new FakeResponse(sent) {
            @Override
            public int getStatusCode() {
                throw new UnsupportedOperationException();
            }

            @Override
            public HttpHeaders getHeaders() {
                throw new UnsupportedOperationException();
            }
        });

        assertThat(pipeline(unreadable, policy).send(request).block()).isNotNull();
        assertThat(pipeline(unreadable, policy).sendSync(request, Context.NONE)).isNotNull();
    }

    /** Has status 200, no headers and no body. */
    private static class FakeResponse extends HttpResponse {
        FakeResponse(HttpRequest request) {
            super(request);
        }

        @Override
        public int getStatusCode() {
            return 200;
        }

        @Override
        @SuppressWarnings("deprecation")
        public String getHeaderValue(String name) {
            return null;
        }

        @Override
        public HttpHeaders getHeaders() {
            return new HttpHeaders();
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return Flux.empty();
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.empty();
        }

        @Override
        public Mono<String> getBodyAsString() {
            return Mono.empty();
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.empty();
        }
    }
}
