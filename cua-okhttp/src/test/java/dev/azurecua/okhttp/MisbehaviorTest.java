// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import dev.azurecua.Attribution;
import dev.azurecua.AttributionListener;
import dev.azurecua.AttributionReport;
import java.io.IOException;
import java.util.stream.Stream;
import okhttp3.Connection;
import okhttp3.Interceptor.Chain;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Verifies that a call ends as it does without this library, whatever the objects around the interceptor do. */
class MisbehaviorTest {
    private static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";

    private final AttributionReport report = new AttributionReport();
    private final Chain chain = mock(Chain.class);

    @BeforeEach
    void callResourceManager() {
        when(chain.request())
                .thenReturn(new Request.Builder()
                        .url("https://management.azure.com/")
                        .build());
        when(chain.connection()).thenReturn(mock(Connection.class));
    }

    private static Response response(Request request) {
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("")
                .build();
    }

    private Response intercept(Attribution attribution) throws IOException {
        return AttributionInterceptor.of(attribution).intercept(chain);
    }

    static Stream<Throwable> failures() {
        return Stream.of(new IOException("reset"), new IllegalStateException("closed"), new StackOverflowError("deep"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void rethrowsFailureOfTheChain(Throwable failure) throws IOException {
        when(chain.proceed(any())).thenThrow(failure);

        assertThatThrownBy(() -> intercept(Attribution.of(ID))).isSameAs(failure);
        assertThatThrownBy(() -> intercept(Attribution.of(ID).withListener(report)))
                .isSameAs(failure);

        assertThat(report.unansweredCalls()).isEqualTo(1);
        assertThat(report.notAttributed()).isEmpty();
    }

    @Test
    void returnsNullIfTheChainDoes() throws IOException {
        when(chain.proceed(any())).thenReturn(null);

        assertThat(intercept(Attribution.of(ID))).isNull();
        assertThat(intercept(Attribution.of(ID).withListener(report))).isNull();

        assertThat(report.unansweredCalls()).isEqualTo(1);
    }

    @Test
    void returnsResponseIfAListenerThrows() throws IOException {
        when(chain.proceed(any())).thenAnswer(call -> response(call.getArgument(0)));
        AttributionListener listener = mock(AttributionListener.class);
        doThrow(new AssertionError()).when(listener).onCall(any());

        assertThat(intercept(Attribution.of(ID).withListener(listener)).code()).isEqualTo(200);

        verify(listener).onCall(any());
    }

    @Test
    void returnsResponseIfLoggingFails() throws IOException {
        when(chain.request())
                .thenReturn(new Request.Builder()
                        .url("https://contoso.example/")
                        .header("User-Agent", "a/1 " + ID)
                        .build());
        when(chain.proceed(any())).thenAnswer(call -> response(call.getArgument(0)));
        @SuppressWarnings("unchecked")
        Appender<ILoggingEvent> full = mock(Appender.class);
        doThrow(new IllegalStateException("disk full")).when(full).doAppend(any());
        Logger logger = (Logger) LoggerFactory.getLogger("dev.azurecua");
        logger.addAppender(full);
        logger.setAdditive(false);
        try {
            assertThat(intercept(Attribution.of(ID)).request().header("User-Agent"))
                    .isEqualTo("a/1");
        } finally {
            logger.detachAppender(full);
            logger.setAdditive(true);
        }

        verify(full).doAppend(any());
    }
}
