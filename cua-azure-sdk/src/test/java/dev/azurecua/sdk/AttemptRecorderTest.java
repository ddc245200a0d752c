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

/** Listeners of a policy are notified where HTTP clients and policies around it misbehave. */
class AttemptRecorderTest {
    private static final String PID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";

    private final HttpRequest request = new HttpRequest(HttpMethod.GET, "https://management.azure.com/subscriptions");
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final Attribution attribution = Attribution.of(PID)
            .withListener(call ->
                    told.add((call.failure() == null ? call.status() : call.failure()) + " " + call.userAgent()));
    private final HttpPipelinePolicy policy = AttributionPolicy.of(attribution);

    /** With the same listener. */
    private HttpPipelinePolicy another() {
        return AttributionPolicy.of(attribution);
    }

    private static HttpPipeline pipeline(HttpClient client, HttpPipelinePolicy... policies) {
        return new HttpPipelineBuilder().policies(policies).httpClient(client).build();
    }

    private static Mono<HttpResponse> ok(HttpRequest request) {
        return Mono.just(new Answer(request));
    }

    @Test
    void withoutAListenerNothingIsAddedToTheCall() {
        Mono<HttpResponse> answer = ok(request);
        AtomicReference<Mono<HttpResponse>> seen = new AtomicReference<>();
        HttpPipelinePolicy watcher = (context, next) -> {
            seen.set(next.process());
            return seen.get();
        };

        pipeline(any -> answer, watcher, AttributionPolicy.of(Attribution.of(PID)))
                .send(request)
                .block();
        assertThat(seen.get()).isSameAs(answer);

        pipeline(any -> answer, watcher, policy).send(request).block();
        assertThat(seen.get()).isNotSameAs(answer);
    }

    @Test
    void hostThatIsNotCoveredIsNobodysBusiness() {
        pipeline(AttemptRecorderTest::ok, policy)
                .send(new HttpRequest(HttpMethod.GET, "https://contoso.vault.azure.net/secrets"))
                .block();
        pipeline(AttemptRecorderTest::ok, policy)
                .sendSync(new HttpRequest(HttpMethod.GET, "https://management.azure.com:8443/"), Context.NONE);

        assertThat(told).isEmpty();
    }

    @Test
    void inactiveAttributionTellsWhatItLeftAlone() {
        List<Boolean> attributed = new ArrayList<>();
        HttpPipelinePolicy inactive =
                AttributionPolicy.of(Attribution.none().withListener(call -> attributed.add(call.isAttributed())));

        pipeline(AttemptRecorderTest::ok, inactive).send(request).block();
        pipeline(AttemptRecorderTest::ok, inactive).sendSync(request, Context.NONE);

        assertThat(attributed).containsExactly(false, false);
        assertThat(request.getHeaders().get(HttpHeaderName.USER_AGENT)).isNull();
    }

    /** In the request itself, and in a copy of it as a retry makes it. */
    static Stream<List<HttpPipelinePolicy>> policiesThatSetTheUserAgent() {
        return Stream.of(
                List.of(new AddHeadersPolicy(new HttpHeaders().set(HttpHeaderName.USER_AGENT, "overwritten/1"))),
                List.of(
                        new RetryPolicy(new RetryOptions(new FixedDelayOptions(0, Duration.ZERO))),
                        new UserAgentPolicy("overwritten/1")));
    }

    /** What makes a listener worth having: each call has the ID when it leaves the policy. */
    @ParameterizedTest
    @MethodSource("policiesThatSetTheUserAgent")
    void userAgentThatIsSetBehindItIsSeen(List<HttpPipelinePolicy> later) {
        HttpPipelinePolicy[] policies =
                Stream.concat(Stream.of(policy), later.stream()).toArray(HttpPipelinePolicy[]::new);

        pipeline(AttemptRecorderTest::ok, policies).send(request).block();
        pipeline(AttemptRecorderTest::ok, policies).sendSync(request, Context.NONE);

        assertThat(told).containsExactly("200 overwritten/1", "200 overwritten/1");
    }

    @ParameterizedTest
    @MethodSource("policiesThatSetTheUserAgent")
    void userAgentThatIsSetBehindItIsSeenOfAFailureToo(List<HttpPipelinePolicy> later) {
        HttpPipelinePolicy[] policies =
                Stream.concat(Stream.of(policy), later.stream()).toArray(HttpPipelinePolicy[]::new);
        HttpClient broken = any -> Mono.error(new IllegalStateException());

        assertThatThrownBy(() -> pipeline(broken, policies).send(request).block());
        assertThatThrownBy(() -> pipeline(broken, policies).sendSync(request, Context.NONE));

        assertThat(told)
                .containsExactly(
                        "java.lang.IllegalStateException overwritten/1",
                        "java.lang.IllegalStateException overwritten/1");
    }

    @Test
    void answerSaysOfWhichRequestItIs() {
        HttpClient changing = sent -> ok(sent.copy().setHeader(HttpHeaderName.USER_AGENT, "sent/1"));

        pipeline(changing, policy).send(request).block();
        pipeline(changing, policy).sendSync(request, Context.NONE);

        assertThat(told).containsExactly("200 sent/1", "200 sent/1");
    }

    @Test
    void answerThatDoesNotNameItsRequestIsOfTheLastOne() {
        pipeline(any -> Mono.just(new Answer(null)), policy).send(request).block();

        assertThat(told).containsExactly("200 " + PID);
    }

    @Test
    void callThatIsGivenUpHasFailed() {
        pipeline(any -> Mono.never(), policy).send(request).subscribe().dispose();

        assertThat(told).containsExactly("java.util.concurrent.CancellationException " + PID);
    }

    @Test
    void answeredCallIsNotGivenUp() {
        pipeline(AttemptRecorderTest::ok, policy).send(request).flux().take(1).blockLast();

        assertThat(told).containsExactly("200 " + PID);
    }

    @Test
    void everySubscriptionIsAnAttempt() {
        HttpPipelinePolicy twice = (context, next) -> {
            Mono<HttpResponse> response = next.process();
            return response.then(response);
        };

        pipeline(AttemptRecorderTest::ok, twice, policy).send(request).block();

        assertThat(told).containsExactly("200 " + PID, "200 " + PID);
    }

    @Test
    void failureIsToldOfAndPassedOn() {
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

        assertThat(told)
                .containsExactly("java.lang.NoClassDefFoundError " + PID, "java.lang.NoClassDefFoundError " + PID);
    }

    @Test
    void failureOfAPolicyBehindItIsToldOf() {
        HttpPipelinePolicy broken = (context, next) -> {
            throw new IllegalStateException();
        };

        assertThatThrownBy(() -> pipeline(AttemptRecorderTest::ok, policy, broken)
                        .send(request)
                        .block())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(
                        () -> pipeline(AttemptRecorderTest::ok, policy, broken).sendSync(request, Context.NONE))
                .isInstanceOf(IllegalStateException.class);

        assertThat(told)
                .containsExactly("java.lang.IllegalStateException " + PID, "java.lang.IllegalStateException " + PID);
    }

    @Test
    void noAnswerAtAllIsAFailureAndPassedOn() {
        assertThat(pipeline(any -> Mono.empty(), policy).send(request).block()).isNull();
        assertThat(pipeline(any -> Mono.empty(), policy).sendSync(request, Context.NONE))
                .isNull();

        assertThat(told)
                .containsExactly("java.util.NoSuchElementException " + PID, "java.util.NoSuchElementException " + PID);
    }

    @Test
    void attemptsAtTheSameTimeAreNotTakenForOne() {
        List<Sinks.One<HttpResponse>> answers = new ArrayList<>();
        HttpPipelinePolicy hedging = (context, next) ->
                Mono.zip(next.clone().process(), next.process()).map(Tuple2::getT1);
        HttpClient client = sent -> {
            answers.add(Sinks.one());
            return answers.get(answers.size() - 1).asMono();
        };

        pipeline(client, hedging, policy).send(request).subscribe();
        assertThat(answers).hasSize(2);
        answers.forEach(answer -> answer.tryEmitValue(new Answer(request)));

        assertThat(told).containsExactly("200 " + PID, "200 " + PID);
    }

    /** The first one is not answered before the second one is sent. */
    @Test
    void synchronousAttemptsAtTheSameTimeAreNotTakenForOne() {
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

        assertThat(told).containsExactly("200 " + PID, "200 " + PID);
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

    /** With the context of the call that it is made for, and while that waits. */
    @Test
    void callThatAPolicyMakesIsOneMore() {
        HttpPipeline others = pipeline(AttemptRecorderTest::ok, another());
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
        assertThat(told).hasSize(2);
        pipeline(AttemptRecorderTest::ok, policy, calling).sendSync(request, Context.NONE);
        assertThat(told).hasSize(4);
    }

    /** README: give a listener to one attribution of a client. */
    @Test
    void eachPolicyNotifiesTheListenersOfItsOwnAttribution() {
        List<Integer> others = new ArrayList<>();
        HttpPipelinePolicy ofAnother =
                AttributionPolicy.of(Attribution.of(PID).withListener(call -> others.add(call.status())));

        pipeline(AttemptRecorderTest::ok, policy, ofAnother).send(request).block();
        pipeline(AttemptRecorderTest::ok, policy, ofAnother).sendSync(request, Context.NONE);
        pipeline(sent -> Mono.error(new IllegalStateException()), ofAnother, policy)
                .send(request)
                .onErrorComplete()
                .block();

        assertThat(told).containsExactly("200 " + PID, "200 " + PID, "java.lang.IllegalStateException " + PID);
        assertThat(others).containsExactly(200, 200, 0);
    }

    @Test
    void answerThatCannotBeReadHurtsNoCall() {
        HttpClient unreadable = sent -> Mono.just(new Answer(sent) {
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

    @Test
    void brokenListenerHurtsNoCall() {
        HttpPipelinePolicy broken = AttributionPolicy.of(Attribution.of(PID).withListener(call -> {
            throw new AssertionError();
        }));

        assertThat(pipeline(AttemptRecorderTest::ok, broken).send(request).block())
                .isNotNull();
        assertThat(pipeline(AttemptRecorderTest::ok, broken).sendSync(request, Context.NONE))
                .isNotNull();
    }

    /** A 200 of a client that is no client. */
    private static class Answer extends HttpResponse {
        Answer(HttpRequest request) {
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
