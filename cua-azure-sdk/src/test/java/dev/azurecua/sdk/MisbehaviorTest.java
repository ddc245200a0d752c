// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.util.Context;
import dev.azurecua.Attribution;
import dev.azurecua.AttributionListener;
import dev.azurecua.AttributionReport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Verifies that a call ends as it does without this library, whatever the objects around the policy do. */
class MisbehaviorTest {
    private static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";

    private final AttributionReport report = new AttributionReport();
    private final HttpResponse response = mock(HttpResponse.class);
    private final HttpClient client = mock(HttpClient.class);

    /** Lists what a policy can do instead of returning a response. */
    private enum Misbehavior {
        RETURNS_NULL {
            @Override
            void in(HttpPipelinePolicy policy) {
                when(policy.process(any(), any())).thenReturn(null);
                when(policy.processSync(any(), any())).thenReturn(null);
            }
        },
        RETURNS_NO_RESPONSE {
            @Override
            void in(HttpPipelinePolicy policy) {
                when(policy.process(any(), any())).thenReturn(Mono.empty());
                when(policy.processSync(any(), any())).thenReturn(null);
            }
        },
        RETURNS_A_FAILURE {
            @Override
            void in(HttpPipelinePolicy policy) {
                when(policy.process(any(), any())).thenReturn(Mono.error(new IllegalStateException("later")));
                when(policy.processSync(any(), any())).thenThrow(new IllegalStateException("later"));
            }
        },
        THROWS_AN_EXCEPTION {
            @Override
            void in(HttpPipelinePolicy policy) {
                when(policy.process(any(), any())).thenThrow(new IllegalStateException("later"));
                when(policy.processSync(any(), any())).thenThrow(new IllegalStateException("later"));
            }
        },
        THROWS_AN_ERROR {
            @Override
            void in(HttpPipelinePolicy policy) {
                when(policy.process(any(), any())).thenThrow(new StackOverflowError("later"));
                when(policy.processSync(any(), any())).thenThrow(new StackOverflowError("later"));
            }
        };

        abstract void in(HttpPipelinePolicy policy);
    }

    private static HttpRequest request() {
        return new HttpRequest(HttpMethod.GET, "https://management.azure.com/subscriptions");
    }

    /** Returns the response or the failure of a call. */
    private String outcome(boolean sync, HttpRequest request, HttpPipelinePolicy... policies) {
        var pipeline =
                new HttpPipelineBuilder().policies(policies).httpClient(client).build();
        try {
            if (sync) {
                return String.valueOf(pipeline.sendSync(request, Context.NONE));
            }
            Mono<HttpResponse> sent = pipeline.send(request);
            return sent == null ? "null instead of a Mono" : String.valueOf(sent.block());
        } catch (Throwable failure) {
            return failure.toString();
        }
    }

    private static HttpPipelinePolicy[] with(HttpPipelinePolicy ours, HttpPipelinePolicy later) {
        return Stream.of(ours, later).toArray(HttpPipelinePolicy[]::new);
    }

    @ParameterizedTest
    @EnumSource
    void callEndsAsWithoutThePolicyIfALaterPolicyMisbehaves(Misbehavior misbehavior) {
        HttpPipelinePolicy later = mock(HttpPipelinePolicy.class);
        misbehavior.in(later);
        HttpPipelinePolicy policy = AttributionPolicy.of(Attribution.of(ID));
        HttpPipelinePolicy reporting = AttributionPolicy.of(Attribution.of(ID).withListener(report));

        for (boolean sync : new boolean[] {true, false}) {
            String expected = outcome(sync, request(), later);

            assertThat(outcome(sync, request(), with(policy, later))).isEqualTo(expected);
            HttpRequest reported = request();
            assertThat(outcome(sync, reported, with(reporting, later))).isEqualTo(expected);
            assertThat(reported.getHeaders().getValue(HttpHeaderName.USER_AGENT))
                    .isEqualTo(ID);
        }

        assertThat(report.calls()).isEqualTo(2);
        assertThat(report.unansweredCalls()).isEqualTo(2);
    }

    @Test
    void doesNotReportCallWhoseCredentialFails() {
        TokenCredential credential = mock(TokenCredential.class);
        when(credential.getToken(any())).thenReturn(Mono.error(new IllegalStateException("no token")));
        when(credential.getTokenSync(any())).thenThrow(new IllegalStateException("no token"));
        HttpPipelinePolicy bearer =
                new BearerTokenAuthenticationPolicy(credential, "https://management.azure.com/.default");
        HttpPipelinePolicy policy = AttributionPolicy.of(Attribution.of(ID).withListener(report));

        for (boolean sync : new boolean[] {true, false}) {
            assertThat(outcome(sync, request(), with(bearer, policy)))
                    .isEqualTo(outcome(sync, request(), bearer))
                    .contains("no token");
        }

        verify(client, never()).send(any(), any());
        verify(client, never()).sendSync(any(), any());
        assertThat(report.calls()).isZero();
    }

    @Test
    void callSucceedsIfAListenerThrows() {
        when(client.sendSync(any(), any())).thenReturn(response);
        when(client.send(any(), any())).thenReturn(Mono.just(response));
        AttributionListener listener = mock(AttributionListener.class);
        doThrow(new AssertionError()).when(listener).onCall(any());
        HttpPipelinePolicy policy = AttributionPolicy.of(Attribution.of(ID).withListener(listener));

        for (boolean sync : new boolean[] {true, false}) {
            assertThat(outcome(sync, request(), policy)).isEqualTo(response.toString());
        }

        verify(listener, times(2)).onCall(any());
    }

    @Test
    void callSucceedsIfLoggingFails() {
        when(client.sendSync(any(), any())).thenReturn(response);
        @SuppressWarnings("unchecked")
        Appender<ILoggingEvent> full = mock(Appender.class);
        doThrow(new IllegalStateException("disk full")).when(full).doAppend(any());
        Logger logger = (Logger) LoggerFactory.getLogger("dev.azurecua");
        HttpRequest attributedByAnother = request().setHeader(HttpHeaderName.USER_AGENT, "pid-other-partnercenter");
        logger.addAppender(full);
        logger.setAdditive(false);
        try {
            assertThat(outcome(true, attributedByAnother, AttributionPolicy.of(Attribution.of(ID))))
                    .isEqualTo(response.toString());
        } finally {
            logger.detachAppender(full);
            logger.setAdditive(true);
        }

        verify(full).doAppend(any());
    }
}
