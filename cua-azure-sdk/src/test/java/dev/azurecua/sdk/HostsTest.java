// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.DefaultRedirectStrategy;
import com.azure.core.http.policy.RedirectPolicy;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.core.util.Context;
import com.azure.resourcemanager.AzureResourceManager;
import dev.azurecua.Attribution;
import dev.azurecua.TrackingId;
import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.RecordedCall;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies to which hosts clients that are attributed in code send the ID, over TLS. */
class HostsTest {
    private static final TrackingId ID = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
    private static final String SUBSCRIPTION = FakeResourceManager.SUBSCRIPTION_ID;

    private static final String BLOB = "https://contoso.blob.core.windows.net/there";
    private static final String GROUPS = "/subscriptions/" + SUBSCRIPTION + "/resourcegroups?api-version=2025-04-01";
    private static final RedirectPolicy FOLLOW_REDIRECTS = new RedirectPolicy(new DefaultRedirectStrategy(5));

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create(
            "management.azure.com.evil.example",
            "evilmanagement.azure.com",
            "management.azure.us",
            "management.contoso.example",
            "*.management.contoso.example",
            "evil.example");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "management.azure.com",
                "MANAGEMENT.azure.com",
                "eastus.management.azure.com",
                "management.usgovcloudapi.net",
                "usgovvirginia.management.usgovcloudapi.net",
                "management.chinacloudapi.cn",
                "chinaeast2.management.chinacloudapi.cn",
                "management.sovcloud-api.fr",
                "x.management.sovcloud-api.fr",
                "management.sovcloud-api.de",
                "x.management.sovcloud-api.de",
                "management.azure.eaglex.ic.gov",
                "useast.management.azure.eaglex.ic.gov",
                "management.azure.microsoft.scloud",
                "ussecwest.management.azure.microsoft.scloud"
            })
    void sendsIdToResourceManagersOfAllClouds(String host) {
        listResourceGroups(Installation.PIPELINE, profile("https://" + host), Attribution.of(ID));

        assertThat(azure.calls()).extracting(call -> call.uri().getHost()).containsOnly(host.toLowerCase(Locale.ROOT));
        azure.assertThatCalls().all().carry(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://management.azure.com.evil.example",
                "https://evilmanagement.azure.com",
                "https://management.azure.us",
                "https://contoso.blob.core.windows.net",
                "https://contoso.vault.azure.net",
                "https://graph.microsoft.com",
                "https://login.microsoftonline.com",
            })
    void sendsNoIdToOtherHostsAndLookalikes(String endpoint) {
        listResourceGroups(Installation.PIPELINE, profile(endpoint), Attribution.of(ID));

        assertThat(azure.calls()).isNotEmpty().allSatisfy(HostsTest::assertNotAttributed);
    }

    @Test
    void sendsNoIdToAnotherPortOfResourceManager() {
        listResourceGroups(Installation.PIPELINE, profile("https://management.azure.com:8443"), Attribution.of(ID));

        assertThat(azure.calls()).isNotEmpty().allSatisfy(HostsTest::assertNotAttributed);
    }

    @Test
    void factorySendsIdToResourceManagerOfItsProfile() {
        listResourceGroups(Installation.FACTORY, profile("https://management.contoso.example"), Attribution.of(ID));
        listResourceGroups(Installation.FACTORY, profile(azure.endpoint().toString()), Attribution.of(ID));

        assertThat(azure.calls())
                .extracting(call -> call.uri().getHost())
                .containsExactly("management.contoso.example", "localhost");
        azure.assertThatCalls().all().carry(ID);
    }

    @Test
    void factorySendsIdToRegionalHostOfItsProfile() {
        azure.nextCalls(1).areRedirectedTo(URI.create("https://region.management.contoso.example" + GROUPS));

        ArmClientFactory factory = ArmClientFactory.builder(Attribution.of(ID))
                .credential(azure.credential())
                .profile(profile("https://management.contoso.example"))
                .httpClient(azure.httpClient())
                .addPolicy(FOLLOW_REDIRECTS)
                .build();
        Manager.AZURE.call().accept(factory.client(AzureResourceManager::authenticate));

        assertThat(azure.calls())
                .extracting(call -> call.uri().getHost())
                .containsExactly("management.contoso.example", "region.management.contoso.example");
        azure.assertThatCalls().all().carry(ID);
    }

    /** Some clients connect to evil.example then, others fail. */
    @ParameterizedTest
    @EnumSource
    void sendsNoIdToTheHostOfACraftedRedirect(Transport transport) {
        for (String location : List.of(
                "https://evil.example\\.management.azure.com/",
                "https://evil.example\\@management.azure.com/",
                "https://evil.example/.management.azure.com/",
                "https://management.azure.com@evil.example/")) {
            azure.wireMock().stubFor(get("/crafted").willReturn(temporaryRedirect(location)));
            HttpPipeline pipeline = AzureAttribution.attribute(
                    new HttpPipelineBuilder()
                            .policies(FOLLOW_REDIRECTS)
                            .httpClient(transport.client(azure))
                            .build(),
                    Attribution.of(ID));
            try {
                pipeline.sendSync(new HttpRequest(HttpMethod.GET, "https://management.azure.com/crafted"), Context.NONE)
                        .close();
            } catch (RuntimeException rejected) {
                // The client does not accept the URL.
            }
        }

        azure.assertThatCalls().toHost("evil.example").carryNothing();
        assertThat(azure.calls().get(0).trackingIds()).containsExactly(ID.toString());
    }

    @ParameterizedTest
    @EnumSource(names = {"CONFIGURABLE", "PIPELINE"})
    void sendsIdToPrivateCloudOnlyIfItsEndpointIsAdded(Installation installation) {
        AzureProfile profile = profile("https://management.contoso.example/");
        listResourceGroups(installation, profile, Attribution.of(ID));
        assertThat(azure.calls()).isNotEmpty().allSatisfy(HostsTest::assertNotAttributed);
        azure.reset();

        listResourceGroups(
                installation,
                profile,
                Attribution.of(ID).withEndpoint(URI.create("https://management.contoso.example/")));
        azure.assertThatCalls().all().carry(ID);
    }

    @Test
    void sendsNoIdToMicrosoftGraph() {
        AzureResourceManager resources = Installation.FACTORY
                .client(Manager.AZURE, azure, profile("https://management.azure.com"), Attribution.of(ID))
                .withDefaultSubscription();
        resources.accessManagement().activeDirectoryUsers().list().forEach(user -> {});
        resources
                .accessManagement()
                .roleDefinitions()
                .listByScope("subscriptions/" + SUBSCRIPTION)
                .forEach(role -> {});

        assertThat(azure.calls())
                .extracting(call -> call.uri().getHost())
                .containsExactly("graph.microsoft.com", "management.azure.com");
        assertNotAttributed(azure.calls().get(0));
        azure.assertThatCalls().all().carry(ID);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void removesIdIfARedirectLeadsToAnotherService(boolean ownBuilder) {
        azure.nextCalls(1).areRedirectedTo(URI.create("https://eastus.management.azure.com/there"));
        azure.nextCalls(1).areRedirectedTo(URI.create(BLOB));
        azure.wireMock()
                .stubFor(get("/there")
                        .withHost(equalTo(URI.create(BLOB).getHost()))
                        .willReturn(temporaryRedirect("https://westeurope.management.azure.com" + GROUPS)));

        AzureProfile profile = profile("https://management.azure.com");
        AzureResourceManager.Authenticated client = ownBuilder
                ? AzureAttribution.attribute(
                                AzureResourceManager.configure()
                                        .withHttpClient(azure.httpClient())
                                        .withPolicy(FOLLOW_REDIRECTS),
                                Attribution.of(ID))
                        .authenticate(azure.credential(), profile)
                : ArmClientFactory.builder(Attribution.of(ID))
                        .credential(azure.credential())
                        .profile(profile)
                        .httpClient(azure.httpClient())
                        .addPolicy(FOLLOW_REDIRECTS)
                        .build()
                        .client(AzureResourceManager::authenticate);
        Manager.AZURE.call().accept(client);

        assertThat(azure.calls())
                .extracting(call -> call.uri().getHost())
                .containsExactly(
                        "management.azure.com",
                        "eastus.management.azure.com",
                        "contoso.blob.core.windows.net",
                        "westeurope.management.azure.com");
        assertNotAttributed(azure.calls().get(2));
        azure.assertThatCalls().all().carry(ID);
    }

    private static void assertNotAttributed(RecordedCall call) {
        assertThat(call.trackingIds()).isEmpty();
        assertThat(call.userAgent()).startsWith("azsdk-java-").endsWith(")");
    }

    private static void listResourceGroups(Installation installation, AzureProfile profile, Attribution attribution) {
        Manager.AZURE.call().accept(installation.client(Manager.AZURE, azure, profile, attribution));
    }

    static AzureProfile profile(String resourceManager) {
        Map<String, String> endpoints = new HashMap<>(AzureEnvironment.AZURE.getEndpoints());
        endpoints.put("resourceManagerEndpointUrl", resourceManager);
        return new AzureProfile(null, SUBSCRIPTION, new AzureEnvironment(endpoints));
    }
}
