// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Logs what the settings came to, at once if logging is ready, else later. A client may be built before logging is:
 * Spring Boot discards everything until its logging system has started, and reads Key Vault before. Thread-safe.
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

    /** Returns whether lines still wait for logging. Costs one read, so that each call can ask. */
    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Logs the waiting lines if logging is ready. */
    void flush() {
        if (!log.isReady()) {
            return;
        }
        for (Consumer<Log> line = waiting.poll(); line != null; line = waiting.poll()) {
            line.accept(log);
        }
    }
}
