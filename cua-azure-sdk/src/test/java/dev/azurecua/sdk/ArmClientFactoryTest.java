// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.AddHeadersPolicy;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.HttpLogDetailLevel;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.exception.ManagementException;
import com.azure.core.management.profile.AzureProfile;
import com.azure.core.util.Context;
import dev.azurecua.Attribution;
import dev.azurecua.AttributionReport;
import dev.azurecua.TrackingId;
import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.RecordedCall;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class ArmClientFactoryTest {
    private static final TrackingId ID = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
    private static final String OTHER = "pid-11111111-2222-3333-4444-555555555555";

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    private static ArmClientFactory.Builder builder(Attribution attribution) {
        return ArmClientFactory.builder(attribution)
                .credential(azure.credential())
                .profile(azure.profile())
                .httpClient(azure.httpClient());
    }

    private static void listResourceGroups(ArmClientFactory factory) {
        Manager.AZURE.call().accept(factory.client(Manager.AZURE.authenticate()));
    }

    @Test
    void clientsShareThePipelineOfTheFactory() {
        ArmClientFactory factory = builder(Attribution.of(ID)).build();

        assertThat(factory.<HttpPipeline>client((pipeline, profile) -> pipeline))
                .isSameAs(factory.pipeline());
    }

    @Test
    void pipelineAttributesCallsWithoutAClient() {
        builder(Attribution.of(ID))
                .build()
                .pipeline()
                .sendSync(
                        new HttpRequest(
                                HttpMethod.GET, "https://management.azure.com/subscriptions?api-version=2022-12-01"),
                        Context.NONE)
                .close();

        azure.assertThatCalls().all().carry(ID);
    }

    @Test
    void createUsesDefaultsOfTheSdkAndCoversTheProfile() {
        HttpPipeline pipeline = ArmClientFactory.create(
                        Attribution.of(ID), azure.credential(), HostsTest.profile("https://management.contoso.example"))
                .pipeline();

        assertThat(IntStream.range(0, pipeline.getPolicyCount())
                        .mapToObj(pipeline::getPolicy)
                        .filter(AttributionPolicy.class::isInstance)
                        .map(policy -> ((AttributionPolicy) policy).attribution())
                        .filter(Attribution::isActive))
                .singleElement()
                .satisfies(attribution -> assertThat(attribution.endpoints())
                        .containsExactly(
                                URI.create("https://management.contoso.example"),
                                URI.create("https://*.management.contoso.example")));
    }

    @Test
    void inactiveAttributionCreatesOrdinaryClients() {
        listResourceGroups(builder(Attribution.none()).build());

        azure.assertThatCalls().all().carryNothing();
    }

    @Test
    void inactiveAttributionStillNotifiesItsListener() {
        AttributionReport report = new AttributionReport();

        listResourceGroups(builder(Attribution.none().withListener(report)).build());

        azure.assertThatCalls().all().carryNothing();
        assertThat(report.calls()).isEqualTo(azure.calls().size());
        assertThat(report.attributedCalls()).isZero();
    }

    @Test
    void honoursRetryOptions() {
        azure.nextCalls(2).areUnavailable(Duration.ZERO);
        ArmClientFactory factory = builder(Attribution.of(ID))
                .retryOptions(new RetryOptions(new FixedDelayOptions(1, Duration.ofMillis(1))))
                .build();

        assertThatThrownBy(() -> listResourceGroups(factory)).isInstanceOf(ManagementException.class);
        assertThat(azure.calls()).hasSize(2);
        azure.assertThatCalls().all().carry(ID);
    }

    @Test
    void logsShowTheIdThatIsSent() {
        // The parent logger, because the pipeline's logger has the name of the calling method, if that is known.
        Logger logger = (Logger) LoggerFactory.getLogger("com.azure");
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        Level before = logger.getLevel();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(appender);
        appender.start();
        try {
            listResourceGroups(builder(Attribution.of(ID))
                    .logOptions(new HttpLogOptions()
                            .setLogLevel(HttpLogDetailLevel.HEADERS)
                            .addAllowedHttpHeaderName(HttpHeaderName.USER_AGENT))
                    .build());
        } finally {
            logger.detachAppender(appender);
            logger.setAdditive(true);
            logger.setLevel(before);
        }

        assertThat(appender.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.contains(") " + ID + "\""));
    }

    @Test
    void keepsIdOfAnotherPartner() {
        listResourceGroups(builder(Attribution.of(ID))
                .addPolicy(new AddHeadersPolicy(
                        new HttpHeaders().set(HttpHeaderName.USER_AGENT, "azsdk-java-x/1.0 " + OTHER)))
                .build());

        assertThat(azure.calls())
                .isNotEmpty()
                .extracting(RecordedCall::userAgent)
                .containsOnly("azsdk-java-x/1.0 " + OTHER);
    }

    @Test
    void requiresCredentialAndProfile() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ArmClientFactory.builder(Attribution.of(ID))
                        .profile(azure.profile())
                        .build())
                .withMessage("The factory has no credential; call credential(…) before build()");
        assertThatIllegalStateException()
                .isThrownBy(() -> ArmClientFactory.builder(Attribution.of(ID))
                        .credential(azure.credential())
                        .build())
                .withMessage("The factory has no profile; call profile(…) before build()");
    }

    @ParameterizedTest
    @CsvSource({
        "N/A, 'N/A' is not a Resource Manager endpoint",
        "' https://arm.example', The profile's Resource Manager endpoint ' https://arm.example' is not a URL:"
                + " Illegal character in scheme name; write https://<host>",
        ", 'null' is not a Resource Manager endpoint",
    })
    void rejectsProfileWithoutValidEndpoint(String endpoint, String message) {
        Map<String, String> endpoints = new HashMap<>();
        endpoints.put("resourceManagerEndpointUrl", endpoint);
        AzureProfile profile =
                new AzureProfile(null, FakeResourceManager.SUBSCRIPTION_ID, new AzureEnvironment(endpoints));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArmClientFactory.create(Attribution.of(ID), azure.credential(), profile))
                .withMessageStartingWith(message);
    }
}
