// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Appends one tracking ID to User-Agents. Caches the results. Logs one WARN if a User-Agent contains another partner's
 * ID, because the ID is then not appended. Logs another WARN if a User-Agent contains a text that only resembles a
 * tracking ID. Thread-safe.
 */
final class UserAgents {
    private final TrackingId trackingId;
    private final Log log;
    private final UserAgentCache cache = new UserAgentCache();
    private final AtomicBoolean warnedOfOther = new AtomicBoolean();
    private final AtomicBoolean warnedOfResemblance = new AtomicBoolean();

    UserAgents(TrackingId trackingId, Log log) {
        this.trackingId = trackingId;
        this.log = log;
    }

    TrackingId trackingId() {
        return trackingId;
    }

    /** Returns the value with the ID at its end. Returns the same instance if it contains a tracking ID already. */
    String attribute(@Nullable String current) {
        if (current == null) {
            return trackingId.toString();
        }
        String cached = cache.get(current);
        if (cached != null) {
            return cached;
        }
        String present = UserAgent.trackingIdIn(current);
        if (present == null) {
            warnOfResemblance(current);
        } else if (!present.equalsIgnoreCase(trackingId.toString())) {
            warnOfOther(present);
        }
        String attributed = present == null ? UserAgent.append(current, trackingId.toString()) : current;
        cache.put(current, attributed);
        return attributed;
    }

    /**
     * Returns the value without the ID, the same instance if it does not contain the ID, or null if nothing is left.
     */
    @Nullable
    String remove(@Nullable String current) {
        return current == null ? null : UserAgent.remove(current, trackingId.toString());
    }

    private void warnOfOther(String other) {
        if (!warnedOfOther.getAndSet(true)) {
            log.warn("User-Agent already carries tracking ID " + other + "; not adding " + trackingId
                    + ", because Microsoft reportedly credits only one ID per request. Logged once.");
        }
    }

    private void warnOfResemblance(String current) {
        String problem = UserAgent.problemWithTrackingIdIn(current);
        if (problem != null && !warnedOfResemblance.getAndSet(true)) {
            log.warn("User-Agent: " + problem + ". Adding " + trackingId + ". Logged once.");
        }
    }
}
