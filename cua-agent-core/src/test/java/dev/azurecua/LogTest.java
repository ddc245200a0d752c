// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

class LogTest {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final TurboFilter broken = new TurboFilter() {
        @Override
        public FilterReply decide(
                Marker marker, Logger logger, Level level, String format, Object[] args, Throwable t) {
            throw new IllegalStateException("disk full");
        }
    };

    @BeforeEach
    void breakLogging() {
        context.addTurboFilter(broken);
    }

    @AfterEach
    void repairLogging() {
        context.getTurboFilterList().remove(broken);
    }

    @Test
    void brokenLogIsNotReadyAndNeverThrows() {
        Log log = Log.of(LogTest.class);

        assertThat(log.isReady()).isFalse();
        assertThatCode(() -> {
                    log.info("x");
                    log.warn("x");
                    log.error("x");
                    log.error("x", new IllegalStateException());
                })
                .doesNotThrowAnyException();
    }

    @Test
    void attributesAlthoughLoggingFails() {
        Attribution attribution = Attribution.from(Settings.of(
                java.util.Map.of("cua.tracking-id", "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4"), java.util.Map.of()));

        assertThat(attribution.userAgent("a/1", "management.azure.com", 443))
                .isEqualTo("a/1 pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
    }
}
