// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.http.HttpPipelineCallContext;
import dev.azurecua.ResourceManagerCall.Attempt;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The policies with listeners that a call passes, in the order in which it does first: several may have the same
 * listener, and the last one tells it. Thread-safe, as several attempts of a call may be on their way at once.
 */
final class ReportingPolicies {
    /** Where the context of a call has them. */
    private static final String KEY = "dev.azurecua.reporting-policies";

    private final HttpPipelineCallContext context;
    private final List<AttributionPolicy> policies = new CopyOnWriteArrayList<>();

    private ReportingPolicies(HttpPipelineCallContext context) {
        this.context = context;
    }

    static ReportingPolicies of(HttpPipelineCallContext context) {
        Object present = context.getData(KEY).orElse(null);
        // Those of another call, if this one was made in the middle of it and with its context, are none of its own.
        if (present instanceof ReportingPolicies && ((ReportingPolicies) present).context == context) {
            return (ReportingPolicies) present;
        }
        ReportingPolicies none = new ReportingPolicies(context);
        context.setData(KEY, none);
        return none;
    }

    /** Once: a further attempt that passes it does not change its place. */
    void add(AttributionPolicy policy) {
        if (!policies.contains(policy)) {
            policies.add(policy);
        }
    }

    /** Leaves to the policies behind this one what they tell. */
    void leaveToThoseBehind(AttributionPolicy policy, Attempt attempt) {
        for (int i = policies.size() - 1; !policies.get(i).equals(policy); i--) {
            attempt.leaveTo(policies.get(i).attribution());
        }
    }
}
