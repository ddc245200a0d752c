// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.policy.AddHeadersPolicy;
import com.azure.core.management.profile.AzureProfile;
import com.azure.core.util.BinaryData;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.resourcemanager.AzureResourceManager;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import com.azure.storage.blob.BlobClientBuilder;
import dev.azurecua.Attribution;
import dev.azurecua.testing.FakeResourceManager;
import dev.azurecua.testing.RecordedCall;
import java.net.URI;

/**
 * A deployer with its own stand-in, in a process of its own. Its calls have no word of attribution, but where the
 * argument asks for it. Prints what arrived, a line a call.
 */
final class ZeroCodeDeployer {
    static final String CALL = "CALL ";

    private ZeroCodeDeployer() {}

    enum Job {
        EVERY_MANAGER {
            @Override
            void run(FakeResourceManager azure) {
                Manager.all().forEach(manager -> call(manager, azure, WayIn.NO_CODE));
            }
        },
        EVERY_SCENARIO {
            @Override
            void run(FakeResourceManager azure) {
                for (Scenario scenario : Scenario.values()) {
                    scenario.run(azure, azure.profile(), WayIn.NO_CODE, Attribution.none());
                    print(azure);
                    azure.reset();
                }
            }
        },
        EVERY_WAY_IN {
            @Override
            void run(FakeResourceManager azure) {
                for (WayIn wayIn : WayIn.values()) {
                    call(Manager.AZURE, azure, wayIn);
                }
            }
        },
        BY_A_FACTORY {
            @Override
            void run(FakeResourceManager azure) {
                call(Manager.AZURE, azure, WayIn.FACTORY);
            }
        },
        OTHER_SERVICES {
            @Override
            void run(FakeResourceManager azure) {
                login(azure);
                secret(azure);
                blob(azure);
                AzureResourceManager resources = WayIn.NO_CODE
                        .client(Manager.AZURE, azure, azure.profile(), Attribution.none())
                        .withDefaultSubscription();
                resources.accessManagement().activeDirectoryUsers().list().forEach(user -> {});
                resources.resourceGroups().list().forEach(group -> {});
            }
        },
        CUSTOM_CLOUD {
            @Override
            void run(FakeResourceManager azure) {
                AzureProfile profile = HostsTest.cloud("https://management.contoso.example");
                Manager.AZURE.call().accept(WayIn.NO_CODE.client(Manager.AZURE, azure, profile, Attribution.none()));
            }
        },
        CUSTOM_CLOUD_IN_CODE {
            @Override
            void run(FakeResourceManager azure) {
                URI endpoint = URI.create("https://management.contoso.example");
                for (WayIn wayIn : WayIn.values()) {
                    if (wayIn != WayIn.NO_CODE) {
                        Manager.AZURE
                                .call()
                                .accept(wayIn.client(
                                        Manager.AZURE,
                                        azure,
                                        HostsTest.cloud(endpoint.toString()),
                                        Attribution.of(ZeroCodeTest.ID).withEndpoint(endpoint)));
                    }
                }
            }
        },
        ANOTHER_PARTNER {
            @Override
            void run(FakeResourceManager azure) {
                AzureResourceManager resources = AzureResourceManager.configure()
                        .withHttpClient(azure.httpClient())
                        .withPolicy(new AddHeadersPolicy(new HttpHeaders()
                                .set(HttpHeaderName.USER_AGENT, "other/1.0 pid-other-offer-partnercenter")))
                        .authenticate(azure.credential(), azure.profile())
                        .withDefaultSubscription();
                resources.resourceGroups().list().forEach(group -> {});
                resources.resourceGroups().list().forEach(group -> {});
            }
        };

        abstract void run(FakeResourceManager azure);
    }

    public static void main(String[] args) {
        try (FakeResourceManager azure = FakeResourceManager.start("management.contoso.example")) {
            Job.valueOf(args[0]).run(azure);
            print(azure);
        }
        // Threads of the SDK are no reason to stay.
        System.exit(0);
    }

    private static void print(FakeResourceManager azure) {
        for (RecordedCall call : azure.calls()) {
            System.out.println(CALL + WireTest.summary(call) + " " + call.userAgent());
        }
    }

    private static <C> void call(Manager<C> manager, FakeResourceManager azure, WayIn wayIn) {
        manager.call().accept(wayIn.client(manager, azure, azure.profile(), Attribution.of(ZeroCodeTest.ID)));
    }

    private static void login(FakeResourceManager azure) {
        azure.wireMock()
                .stubFor(post(urlPathMatching(".*/oauth2/v2.0/token"))
                        .withHost(equalTo("login.microsoftonline.com"))
                        .willReturn(okJson("""
                                {"token_type": "Bearer", "expires_in": 3599, "access_token": "a-token"}""")));
        new ClientSecretCredentialBuilder()
                .tenantId("contoso")
                .clientId("deployer")
                .clientSecret("not-a-secret")
                .disableInstanceDiscovery()
                .httpClient(azure.httpClient())
                .build()
                .getTokenSync(new TokenRequestContext().addScopes("https://management.azure.com/.default"));
    }

    private static void secret(FakeResourceManager azure) {
        azure.wireMock()
                .stubFor(get(urlPathMatching("/secrets/.*"))
                        .withHeader("Authorization", equalTo("Bearer a-token-of-no-worth"))
                        .willReturn(okJson("""
                                {"value": "x", "id": "https://contoso.vault.azure.net/secrets/s/1", "attributes": {"enabled": true}}""")));
        azure.wireMock()
                .stubFor(get(urlPathMatching("/secrets/.*"))
                        .withHeader("Authorization", absent())
                        .willReturn(aResponse()
                                .withStatus(401)
                                .withHeader(
                                        "WWW-Authenticate",
                                        "Bearer authorization=\"https://login.microsoftonline.com/contoso\","
                                                + " resource=\"https://vault.azure.net\"")));
        new SecretClientBuilder()
                .vaultUrl("https://contoso.vault.azure.net")
                .credential(azure.credential())
                .httpClient(azure.httpClient())
                .buildClient()
                .getSecret("s");
    }

    private static void blob(FakeResourceManager azure) {
        azure.wireMock()
                .stubFor(put(urlPathMatching("/container/blob"))
                        .willReturn(aResponse().withStatus(201).withHeader("ETag", "\"1\"")));
        new BlobClientBuilder()
                .endpoint("https://contoso.blob.core.windows.net")
                .containerName("container")
                .blobName("blob")
                .credential(azure.credential())
                .httpClient(azure.httpClient())
                .buildClient()
                .upload(BinaryData.fromString("x"));
    }
}
