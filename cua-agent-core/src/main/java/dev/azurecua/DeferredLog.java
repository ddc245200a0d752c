// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Logs the result of reading the settings: immediately if logging is ready, otherwise later. Lines are deferred because
 * a client may be built before logging is ready: Spring Boot discards all log lines until its logging system has
 * started, and its Key Vault property source builds a client before that. Thread-safe.
 */
final class DeferredLog {
    private final Log log;
    private final Queue<Consumer<Log>> waiting = new ConcurrentLinkedQueue<>();

    DeferredLog(Log log) {
        this.log = log;
    }

    void info(String line) {
        add(ready -> ready.info(line));
    }

    void warn(String line) {
        add(ready -> ready.warn(line));
    }

    void error(String line) {
        add(ready -> ready.error(line));
    }

    private void add(Consumer<Log> line) {
        waiting.add(line);
        flush();
    }

    /** Returns whether lines are waiting. Costs one read, because it is called for each request. */
    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Logs the waiting lines if logging is ready. Otherwise keeps them. */
    void flush() {
        if (!log.isReady()) {
            return;
        }
        for (Consumer<Log> line = waiting.poll(); line != null; line = waiting.poll()) {
            line.accept(log);
        }
    }
}
