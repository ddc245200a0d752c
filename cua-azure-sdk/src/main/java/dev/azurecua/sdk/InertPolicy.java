// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Replaces an {@link AttributionPolicy} that cannot work on this class path, and changes no request. Logs the reason
 * once, at ERROR: when it is created, or if logging is not ready then, at the first call after it is ready. Uses no
 * class of {@code cua-agent-core}.
 */
final class InertPolicy implements HttpPipelinePolicy {
    private final AtomicReference<@Nullable String> problem;

    private InertPolicy(@Nullable String problem) {
        this.problem = new AtomicReference<>(problem);
    }

    /** Creates a policy that logs the reason if a setting asks for attribution. */
    static InertPolicy because(Throwable failure) {
        InertPolicy policy = new InertPolicy(Incompatibility.explain(failure));
        policy.log();
        return policy;
    }

    private void log() {
        if (problem.get() == null) {
            return;
        }
        try {
            if (Slf4j.LOG.isErrorEnabled()) {
                // Atomically, because several threads may get here at the same time.
                Optional.ofNullable(problem.getAndSet(null)).ifPresent(Slf4j.LOG::error);
            }
        } catch (Throwable broken) {
            // Ignored, because a call must not fail when logging does.
        }
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        log();
        return next.process();
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        log();
        return next.processSync();
    }

    /** Holds the logger in a separate class, because a broken logging backend fails when this class is loaded. */
    private static final class Slf4j {
        static final Logger LOG = LoggerFactory.getLogger(InertPolicy.class);
    }
}
