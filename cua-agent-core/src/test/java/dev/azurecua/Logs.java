// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Captures the log lines of the library until it is closed. */
final class Logs implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.azurecua");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    Logs() {
        setReady(true);
        logger.setAdditive(false);
        logger.addAppender(appender);
        appender.start();
    }

    /** Switches logging on or off, as it is before and after Spring Boot has started its logging system. */
    void setReady(boolean ready) {
        logger.setLevel(ready ? Level.TRACE : Level.OFF);
    }

    /** Returns each log event in the form "LEVEL message". */
    List<String> lines() {
        return appender.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    @Override
    public void close() {
        setReady(true);
        logger.detachAppender(appender);
        logger.setAdditive(true);
    }
}
