// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * Logs what the settings came to, at once if logging is ready, else later. A client may be built before logging is:
 * Spring Boot discards everything until its logging system has started, and reads Key Vault before. Thread-safe.
 */
final class DeferredLog {
    private final Logger logger;
    private final Queue<Consumer<Logger>> waiting = new ConcurrentLinkedQueue<>();

    DeferredLog(Logger logger) {
        this.logger = logger;
    }

    void info(String line) {
        log(ready -> ready.info(line));
    }

    void warn(String line) {
        log(ready -> ready.warn(line));
    }

    void error(String line) {
        log(ready -> ready.error(line));
    }

    private void log(Consumer<Logger> line) {
        waiting.add(line);
        flush();
    }

    /** Returns whether lines still wait for logging. Costs one read, so that each call can ask. */
    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Logs the waiting lines if logging is ready: where not even an ERROR is enabled, it is not. */
    void flush() {
        if (!logger.isErrorEnabled()) {
            return;
        }
        for (Consumer<Logger> line = waiting.poll(); line != null; line = waiting.poll()) {
            line.accept(logger);
        }
    }
}
