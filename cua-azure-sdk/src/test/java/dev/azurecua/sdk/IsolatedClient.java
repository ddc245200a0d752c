// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.FilterReply;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.HttpPolicyProviders;
import com.azure.core.util.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import reactor.core.publisher.Mono;

/** Sends requests by azure-core, with the policies that azure-core finds. Runs in a separate class loader. */
public final class IsolatedClient implements Function<String, List<String>> {
    static final String READY = "logging is ready";
    static final String NOT_READY = "logging becomes ready after the client is built";
    static final String BROKEN = "each line fails";

    public IsolatedClient() {}

    /** Sends an asynchronous and a synchronous request. Returns the log lines and then each User-Agent. */
    @Override
    public List<String> apply(String logging) {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.azurecua");
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(logging.equals(NOT_READY) ? Level.OFF : Level.TRACE);
        if (logging.equals(BROKEN)) {
            logger.getLoggerContext().addTurboFilter(new TurboFilter() {
                @Override
                public FilterReply decide(
                        Marker marker, Logger of, Level level, String line, Object[] args, Throwable t) {
                    if (of.getName().startsWith("dev.azurecua")) {
                        throw new IllegalStateException("disk full");
                    }
                    return FilterReply.NEUTRAL;
                }
            });
        }

        List<HttpPipelinePolicy> policies = new ArrayList<>();
        HttpPolicyProviders.addAfterRetryPolicies(policies);
        List<String> sent = new ArrayList<>();
        HttpPipeline pipeline = new HttpPipelineBuilder()
                .policies(policies.toArray(HttpPipelinePolicy[]::new))
                .httpClient(request -> {
                    sent.add(request.getHeaders().getValue(HttpHeaderName.USER_AGENT));
                    return Mono.empty();
                })
                .build();
        logger.setLevel(Level.TRACE);
        pipeline.send(request()).block();
        pipeline.sendSync(request(), Context.NONE);

        List<String> lines = new ArrayList<>();
        appender.list.forEach(event -> lines.add(event.getLevel() + " " + event.getFormattedMessage()));
        lines.add("async " + sent.get(0));
        lines.add("sync " + sent.get(1));
        return lines;
    }

    private static HttpRequest request() {
        return new HttpRequest(HttpMethod.GET, "https://management.azure.com/")
                .setHeader(HttpHeaderName.USER_AGENT, "a/1");
    }

    public static String explain() {
        return Incompatibility.explain(new NoClassDefFoundError("com/azure/core/http/HttpHeaderName"));
    }
}
