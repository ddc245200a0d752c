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
 * Does nothing, in place of an {@link AttributionPolicy} that cannot work on this class path. Logs why at ERROR: at
 * once, or where logging is not ready yet, at the first call for which it is. Needs no class of {@code cua-agent-core}.
 */
final class InertPolicy implements HttpPipelinePolicy {
    private final AtomicReference<@Nullable String> problem;

    private InertPolicy(@Nullable String problem) {
        this.problem = new AtomicReference<>(problem);
    }

    /** Creates a policy that logs nothing if no setting asks for attribution. */
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
                // Another thread may have been first.
                Optional.ofNullable(problem.getAndSet(null)).ifPresent(Slf4j.LOG::error);
            }
        } catch (Throwable broken) {
            // A log that fails is no reason to fail a call.
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

    /** Loaded where it is used, because a broken backend fails here. */
    private static final class Slf4j {
        static final Logger LOG = LoggerFactory.getLogger(InertPolicy.class);
    }
}
