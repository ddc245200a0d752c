// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Verifies the policy in this JVM. {@link IncompatibleClassPathTest} verifies it on class paths that need it. */
class InertPolicyTest {
    private final HttpResponse response = Mockito.mock(HttpResponse.class);
    private final Logger logger = (Logger) LoggerFactory.getLogger(InertPolicy.class);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    @BeforeEach
    void configure() {
        System.setProperty("cua.tracking-id", "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
    }

    @AfterEach
    void restore() {
        System.clearProperty("cua.tracking-id");
        logger.detachAppender(appender);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    private static InertPolicy policy() {
        return InertPolicy.because(new NoSuchMethodError("x"));
    }

    private void assertCallsPass(InertPolicy policy) {
        HttpRequest request = new HttpRequest(HttpMethod.GET, "https://management.azure.com/");
        HttpPipeline pipeline = new HttpPipelineBuilder()
                .policies(policy)
                .httpClient(sent -> Mono.just(response))
                .build();

        assertThat(pipeline.send(request).block()).isSameAs(response);
        assertThat(pipeline.sendSync(request, Context.NONE)).isSameAs(response);
        assertThat(request.getHeaders()).isEmpty();
    }

    private List<ILoggingEvent> lines() {
        return appender.list;
    }

    @Test
    void logsTheReasonOnceAndPassesEachCall() {
        InertPolicy policy = policy();
        assertThat(lines()).hasSize(1);

        assertCallsPass(policy);

        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.ERROR);
            assertThat(line.getFormattedMessage())
                    .startsWith("Azure SDK clients work, but are not attributed: cua-agent-core ")
                    .endsWith("Cause: java.lang.NoSuchMethodError: x. Logged once.");
        });
    }

    @Test
    void logsTheReasonAtTheFirstCallAfterLoggingIsReady() {
        logger.setLevel(Level.OFF);
        InertPolicy policy = policy();
        assertCallsPass(policy);
        assertThat(lines()).isEmpty();
        logger.setLevel(null);

        new HttpPipelineBuilder()
                .policies(policy)
                .httpClient(sent -> Mono.just(response))
                .build()
                .send(new HttpRequest(HttpMethod.GET, "https://management.azure.com/"))
                .block();

        assertThat(lines()).hasSize(1);
    }

    @Test
    void synchronousCallLogsTheReasonToo() {
        logger.setLevel(Level.OFF);
        InertPolicy policy = policy();
        logger.setLevel(null);

        new HttpPipelineBuilder()
                .policies(policy)
                .httpClient(sent -> Mono.just(response))
                .build()
                .sendSync(new HttpRequest(HttpMethod.GET, "https://management.azure.com/"), Context.NONE);

        assertThat(lines()).hasSize(1);
    }

    @Test
    void logsNothingIfNoSettingAsksForAttribution() {
        System.clearProperty("cua.tracking-id");

        assertCallsPass(policy());

        assertThat(lines()).isEmpty();
    }
}
