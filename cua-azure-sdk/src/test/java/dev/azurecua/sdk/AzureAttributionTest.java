// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.AddDatePolicy;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.core.http.policy.HttpLoggingPolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.resourcemanager.resources.ResourceManager;
import dev.azurecua.Attribution;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

class AzureAttributionTest {
    private static final Attribution OURS = Attribution.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
    private static final Attribution OTHERS = Attribution.of("pid-11111111-2222-3333-4444-555555555555");
    private static final URI STACK = URI.create("https://management.stack.example");

    private static final HttpClient CLIENT = request -> Mono.empty();

    private static HttpPipeline pipeline(HttpPipelinePolicy... policies) {
        return new HttpPipelineBuilder().policies(policies).httpClient(CLIENT).build();
    }

    private static List<Class<?>> policies(HttpPipeline pipeline) {
        return IntStream.range(0, pipeline.getPolicyCount())
                .<Class<?>>mapToObj(i -> pipeline.getPolicy(i).getClass())
                .toList();
    }

    @Test
    void addsPolicyRightBeforeTheLoggingPolicyAtTheEnd() {
        HttpPipeline plain =
                pipeline(new RetryPolicy(), new AddDatePolicy(), new HttpLoggingPolicy(new HttpLogOptions()));

        HttpPipeline attributed = AzureAttribution.attribute(plain, OURS);

        assertThat(policies(attributed))
                .containsExactly(
                        RetryPolicy.class, AddDatePolicy.class, AttributionPolicy.class, HttpLoggingPolicy.class);
        assertThat(attributed.getHttpClient()).isSameAs(CLIENT);
        assertThat(attributed.getTracer()).isSameAs(plain.getTracer());
        assertThat(policies(plain)).hasSize(3);
    }

    @Test
    void addsPolicyLastIfNoLoggingPolicyIsAtTheEnd() {
        assertThat(policies(AzureAttribution.attribute(pipeline(new RetryPolicy()), OURS)))
                .containsExactly(RetryPolicy.class, AttributionPolicy.class);
        assertThat(policies(AzureAttribution.attribute(pipeline(), OURS))).containsExactly(AttributionPolicy.class);
        // After the retry policy, because each retry has to pass it, although these logs do not show the ID.
        assertThat(policies(AzureAttribution.attribute(
                        pipeline(new HttpLoggingPolicy(new HttpLogOptions()), new RetryPolicy()), OURS)))
                .containsExactly(HttpLoggingPolicy.class, RetryPolicy.class, AttributionPolicy.class);
    }

    @Test
    void returnsSamePipelineIfItIsAttributedAlready() {
        HttpPipeline attributed = AzureAttribution.attribute(pipeline(new RetryPolicy()), OURS);

        assertThat(AzureAttribution.attribute(attributed, OURS)).isSameAs(attributed);
        assertThat(AzureAttribution.attribute(attributed, Attribution.of(OURS.trackingId())))
                .isSameAs(attributed);
    }

    @Test
    void sendsIdOfTheFirstOfTwoAttributionsAndWarnsOnce() {
        Logger logger = (Logger) LoggerFactory.getLogger(Attribution.class);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        logger.addAppender(appender);
        appender.start();
        try {
            HttpPipeline ofBoth = AzureAttribution.attribute(
                    AzureAttribution.attribute(pipeline(), OURS), Attribution.of(OTHERS.trackingId()));
            assertThat(ofBoth.getPolicyCount()).isEqualTo(2);
            HttpRequest request = new HttpRequest(HttpMethod.GET, "https://management.azure.com/");

            ofBoth.send(request).block();
            ofBoth.send(request).block();

            assertThat(request.getHeaders().getValue(HttpHeaderName.USER_AGENT))
                    .isEqualTo(OURS.trackingId().toString());
            assertThat(appender.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .singleElement()
                    .asString()
                    .contains(
                            "already carries tracking ID " + OURS.trackingId() + "; not adding " + OTHERS.trackingId());
        } finally {
            logger.detachAppender(appender);
        }
    }

    @Test
    void addsPolicyIfThePresentPolicyIsInactive() {
        HttpPipeline withProvider = pipeline(AttributionPolicy.of(Attribution.none()));

        assertThat(policies(AzureAttribution.attribute(withProvider, OURS)))
                .containsExactly(AttributionPolicy.class, AttributionPolicy.class);
    }

    @Test
    void addsPolicyForEndpointsThatThePresentPolicyDoesNotCover() {
        HttpPipeline attributed = AzureAttribution.attribute(pipeline(), OURS);
        HttpPipeline stack = AzureAttribution.attribute(attributed, OURS.withEndpoint(STACK));

        assertThat(stack.getPolicyCount()).isEqualTo(2);
        assertThat(AzureAttribution.attribute(stack, OURS.withEndpoint(STACK))).isSameAs(stack);
        assertThat(AzureAttribution.attribute(stack, OURS)).isSameAs(stack);
    }

    @Test
    void addsPolicyForListenerThatThePresentPolicyDoesNotHave() {
        Attribution listening = OURS.withListener(call -> {});
        HttpPipeline attributed = AzureAttribution.attribute(pipeline(), OURS);
        HttpPipeline reported = AzureAttribution.attribute(attributed, listening);

        assertThat(reported.getPolicyCount()).isEqualTo(2);
        assertThat(AzureAttribution.attribute(reported, listening)).isSameAs(reported);
        assertThat(AzureAttribution.attribute(reported, OURS)).isSameAs(reported);
    }

    @Test
    void addsPolicyIfAnInactiveAttributionHasAListener() {
        Attribution listening = Attribution.none().withListener(call -> {});
        AtomicReference<HttpPipelinePolicy> added = new AtomicReference<>();
        ResourceManager.Configurable builder = (ResourceManager.Configurable) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ResourceManager.Configurable.class},
                (self, method, args) -> {
                    added.set((HttpPipelinePolicy) args[0]);
                    return self;
                });

        assertThat(policies(AzureAttribution.attribute(pipeline(), listening)))
                .containsExactly(AttributionPolicy.class);
        assertThat(AzureAttribution.attribute(builder, listening)).isSameAs(builder);
        assertThat(added.get()).isInstanceOf(AttributionPolicy.class);
    }

    @Test
    void returnsSamePipelineAndBuilderIfTheAttributionIsInactive() {
        HttpPipeline plain = pipeline(new RetryPolicy());
        ResourceManager.Configurable builder = (ResourceManager.Configurable) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ResourceManager.Configurable.class},
                (self, method, args) -> {
                    throw new AssertionError(method);
                });

        assertThat(AzureAttribution.attribute(plain, Attribution.none())).isSameAs(plain);
        assertThat(AzureAttribution.attribute(builder, Attribution.none())).isSameAs(builder);
    }
}
