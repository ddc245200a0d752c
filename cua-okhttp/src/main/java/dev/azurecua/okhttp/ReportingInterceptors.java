// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import dev.azurecua.Attribution;
import dev.azurecua.ResourceManagerCall.Attempt;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Call;
import okhttp3.Request;

/**
 * The network interceptors with listeners that an attempt passes, in their order: several may have the same listener,
 * and the last one tells it. An attempt is on one thread.
 */
final class ReportingInterceptors {
    private final Call call;
    private final List<Attribution> attributions = new ArrayList<>();

    private ReportingInterceptors(Call call) {
        this.call = call;
    }

    static ReportingInterceptors of(Call call, Request request) {
        ReportingInterceptors present = request.tag(ReportingInterceptors.class);
        // Those of another call, if an interceptor makes this one from the request that it has, are none of its own.
        return present != null && present.call.equals(call) ? present : new ReportingInterceptors(call);
    }

    /** Adds one more and says which it is. */
    int add(Attribution attribution) {
        attributions.add(attribution);
        return attributions.size();
    }

    /** Leaves to the interceptors behind that position what they tell. */
    void leaveToThoseBehind(int position, Attempt attempt) {
        attributions.subList(position, attributions.size()).forEach(attempt::leaveTo);
    }
}
