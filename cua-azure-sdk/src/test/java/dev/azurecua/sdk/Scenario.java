// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;

import com.azure.core.http.rest.PagedIterable;
import com.azure.core.management.profile.AzureProfile;
import com.azure.core.util.Context;
import com.azure.resourcemanager.AzureResourceManager;
import com.azure.resourcemanager.datafactory.DataFactoryManager;
import com.azure.resourcemanager.network.models.Network;
import com.azure.resourcemanager.resources.models.ResourceGroup;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.azurecua.Attribution;
import dev.azurecua.testing.FakeResourceManager;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** What happens between an SDK and Resource Manager besides one request and its answer. */
enum Scenario {
    RETRIES_AFTER_429_AND_503(
            "GET management.azure.com 429", "GET management.azure.com 503", "GET management.azure.com 200") {
        @Override
        void run(FakeResourceManager azure, AzureProfile profile, WayIn wayIn, Attribution attribution) {
            answerFirst(
                    azure,
                    () -> get(urlPathMatching("/subscriptions/[^/]+/resourcegroups")),
                    aResponse().withStatus(429).withHeader("Retry-After", "0"),
                    aResponse().withStatus(503).withHeader("Retry-After", "0"));

            call(Manager.AZURE, azure, profile, wayIn, attribution);
        }
    },

    /** Generated managers of late have a path of their own for synchronous calls. */
    SYNCHRONOUS_RETRIES(
            "GET management.azure.com 503", "GET management.azure.com 429", "GET management.azure.com 200") {
        @Override
        void run(FakeResourceManager azure, AzureProfile profile, WayIn wayIn, Attribution attribution) {
            answerFirst(
                    azure,
                    () -> get(urlPathMatching(".*/Microsoft.DataFactory/factories")),
                    aResponse().withStatus(503).withHeader("Retry-After", "0"),
                    aResponse().withStatus(429).withHeader("Retry-After", "0"));

            call(Manager.DATA_FACTORY, azure, profile, wayIn, attribution);
        }
    },

    CHALLENGE_WITH_CLAIMS("GET management.azure.com 401", "GET management.azure.com 200") {
        @Override
        void run(FakeResourceManager azure, AzureProfile profile, WayIn wayIn, Attribution attribution) {
            answerFirst(azure, () -> get(urlPathMatching("/subscriptions/[^/]+/resourcegroups")), challenge());

            call(Manager.AZURE, azure, profile, wayIn, attribution);
        }
    },

    SYNCHRONOUS_CHALLENGE_WITH_CLAIMS("GET management.azure.com 401", "GET management.azure.com 200") {
        @Override
        void run(FakeResourceManager azure, AzureProfile profile, WayIn wayIn, Attribution attribution) {
            answerFirst(azure, () -> get(urlPathMatching(".*/Microsoft.DataFactory/factories")), challenge());

            call(Manager.DATA_FACTORY, azure, profile, wayIn, attribution);
        }
    },

    PROVIDER_REGISTRATION(
            "PUT management.azure.com 200",
            "PUT management.azure.com 409",
            "POST management.azure.com 200",
            "GET management.azure.com 200",
            "GET management.azure.com 200",
            "PUT management.azure.com 200") {
        @Override
        void run(FakeResourceManager azure, AzureProfile profile, WayIn wayIn, Attribution attribution) {
            AzureResourceManager resources = group(azure, profile, wayIn, attribution);
            answerFirst(
                    azure,
                    () -> put(urlPathMatching(".*/virtualNetworks/net")),
                    aResponse().withStatus(409).withBody("""
                            {"error": {"code": "MissingSubscriptionRegistration",
                            "message": "The subscription is not registered to use namespace 'Microsoft.Network'"}}"""));
            String provider = "/subscriptions/" + profile.getSubscriptionId() + "/providers/Microsoft.Network";
            ResponseDefinitionBuilder registering =
                    okJson("{\"namespace\": \"Microsoft.Network\", \"registrationState\": \"Registering\"}");
            azure.wireMock()
                    .stubFor(post(urlPathEqualTo(provider + "/register")).willReturn(registering));
            answerFirst(azure, () -> get(urlPathEqualTo(provider)), registering);

            network(resources);
        }
    },

    LIST_OF_SEVERAL_PAGES("GET management.azure.com 200", "GET eastus.management.azure.com 200") {
        @Override
        void run(FakeResourceManager azure, AzureProfile profile, WayIn wayIn, Attribution attribution) {
            String page = "{\"value\": [{\"id\": \"/subscriptions/s/resourceGroups/%s\", \"name\": \"%1$s\"}]%s}";
            azure.wireMock()
                    .stubFor(get(urlPathMatching("/subscriptions/[^/]+/resourcegroups"))
                            .willReturn(okJson(page.formatted(
                                    "one", ", \"nextLink\": \"https://eastus.management.azure.com/page-two\""))));
            azure.wireMock().stubFor(get(urlPathEqualTo("/page-two")).willReturn(okJson(page.formatted("two", ""))));

            PagedIterable<ResourceGroup> groups = wayIn.client(Manager.AZURE, azure, profile, attribution)
                    .withDefaultSubscription()
                    .resourceGroups()
                    .list();
            expect(
                    List.of("one", "two"),
                    groups.stream().map(ResourceGroup::name).toList());
        }
    },

    ASYNCHRONOUS_LONG_RUNNING_OPERATION(
            "PUT management.azure.com 200",
            "PUT management.azure.com 200",
            "GET eastus.management.azure.com 200",
            "GET eastus.management.azure.com 200",
            "GET management.azure.com 200") {
        @Override
        void run(FakeResourceManager azure, AzureProfile profile, WayIn wayIn, Attribution attribution) {
            AzureResourceManager resources = group(azure, profile, wayIn, attribution);
            azure.completeNextWriteAfter(1);

            expect("net", network(resources).name());
        }
    },

    SYNCHRONOUS_LONG_RUNNING_OPERATION(
            "POST management.azure.com 202",
            "GET eastus.management.azure.com 202",
            "GET eastus.management.azure.com 200") {
        @Override
        void run(FakeResourceManager azure, AzureProfile profile, WayIn wayIn, Attribution attribution) {
            DataFactoryManager factories = wayIn.client(Manager.DATA_FACTORY, azure, profile, attribution);
            azure.completeNextWriteAfter(1);

            factories.integrationRuntimes().start("rg", "factory", "runtime", Context.NONE);
        }
    };

    /** Method, host and status of each call that it makes. */
    private final List<String> wire;

    Scenario(String... wire) {
        this.wire = List.of(wire);
    }

    List<String> wire() {
        return wire;
    }

    /** Runs it against a stand-in that has nothing in it yet. */
    abstract void run(FakeResourceManager azure, AzureProfile profile, WayIn wayIn, Attribution attribution);

    private static <C> void call(
            Manager<C> manager, FakeResourceManager azure, AzureProfile profile, WayIn wayIn, Attribution attribution) {
        manager.call().accept(wayIn.client(manager, azure, profile, attribution));
    }

    private static ResponseDefinitionBuilder challenge() {
        String claims = Base64.getUrlEncoder()
                .encodeToString("{\"access_token\":{\"nbf\":{\"essential\":true}}}".getBytes(StandardCharsets.UTF_8));
        return aResponse()
                .withStatus(401)
                .withHeader(
                        "WWW-Authenticate",
                        "Bearer authorization_uri=\"https://login.microsoftonline.com/\", error=\"insufficient_claims\","
                                + " claims=\"" + claims + "\"");
    }

    private static AzureResourceManager group(
            FakeResourceManager azure, AzureProfile profile, WayIn wayIn, Attribution attribution) {
        AzureResourceManager resources =
                wayIn.client(Manager.AZURE, azure, profile, attribution).withDefaultSubscription();
        resources.resourceGroups().define("rg").withRegion("eastus").create();
        return resources;
    }

    private static Network network(AzureResourceManager resources) {
        return resources
                .networks()
                .define("net")
                .withRegion("eastus")
                .withExistingResourceGroup("rg")
                .withAddressSpace("10.0.0.0/16")
                .create();
    }

    /** Each answer once, in this order, before the stand-in answers for itself. */
    private static void answerFirst(
            FakeResourceManager azure, Supplier<MappingBuilder> request, ResponseDefinitionBuilder... answers) {
        String scenario = UUID.randomUUID().toString();
        for (int i = 0; i < answers.length; i++) {
            azure.wireMock()
                    .stubFor(request.get()
                            .inScenario(scenario)
                            .whenScenarioStateIs(i == 0 ? STARTED : "answered " + i)
                            .willSetStateTo("answered " + (i + 1))
                            .willReturn(answers[i]));
        }
    }

    private static void expect(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("expected " + expected + " but was " + actual);
        }
    }
}
