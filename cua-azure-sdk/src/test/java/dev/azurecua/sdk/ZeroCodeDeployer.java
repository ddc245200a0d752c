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
 * Deploys to its own stand-in in a child process, and prints one line for each call that arrived. Its code does not
 * attribute, except in the jobs {@code EVERY_INSTALLATION}, {@code FACTORY} and {@code CUSTOM_CLOUD_IN_CODE}.
 */
final class ZeroCodeDeployer {
    static final String CALL = "CALL ";

    private ZeroCodeDeployer() {}

    enum Job {
        EVERY_MANAGER {
            @Override
            void run(FakeResourceManager azure) {
                Manager.all().forEach(manager -> call(manager, azure, Installation.NO_CODE));
            }
        },
        EVERY_SCENARIO {
            @Override
            void run(FakeResourceManager azure) {
                for (Scenario scenario : Scenario.values()) {
                    scenario.run(azure, azure.profile(), Installation.NO_CODE, Attribution.none());
                    print(azure);
                    azure.reset();
                }
            }
        },
        EVERY_INSTALLATION {
            @Override
            void run(FakeResourceManager azure) {
                for (Installation installation : Installation.values()) {
                    call(Manager.AZURE, azure, installation);
                }
            }
        },
        FACTORY {
            @Override
            void run(FakeResourceManager azure) {
                call(Manager.AZURE, azure, Installation.FACTORY);
            }
        },
        OTHER_SERVICES {
            @Override
            void run(FakeResourceManager azure) {
                login(azure);
                readSecret(azure);
                uploadBlob(azure);
                AzureResourceManager resources = Installation.NO_CODE
                        .client(Manager.AZURE, azure, azure.profile(), Attribution.none())
                        .withDefaultSubscription();
                resources.accessManagement().activeDirectoryUsers().list().forEach(user -> {});
                resources.resourceGroups().list().forEach(group -> {});
            }
        },
        CUSTOM_CLOUD {
            @Override
            void run(FakeResourceManager azure) {
                AzureProfile profile = HostsTest.profile("https://management.contoso.example");
                Manager.AZURE
                        .call()
                        .accept(Installation.NO_CODE.client(Manager.AZURE, azure, profile, Attribution.none()));
            }
        },
        CUSTOM_CLOUD_IN_CODE {
            @Override
            void run(FakeResourceManager azure) {
                URI endpoint = URI.create("https://management.contoso.example");
                for (Installation installation : Installation.values()) {
                    if (installation != Installation.NO_CODE) {
                        Manager.AZURE
                                .call()
                                .accept(installation.client(
                                        Manager.AZURE,
                                        azure,
                                        HostsTest.profile(endpoint.toString()),
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
        // Exits explicitly, because threads of the SDK may still run.
        System.exit(0);
    }

    private static void print(FakeResourceManager azure) {
        for (RecordedCall call : azure.calls()) {
            System.out.println(CALL + WireTest.summary(call) + " " + call.userAgent());
        }
    }

    private static <C> void call(Manager<C> manager, FakeResourceManager azure, Installation installation) {
        manager.call().accept(installation.client(manager, azure, azure.profile(), Attribution.of(ZeroCodeTest.ID)));
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

    private static void readSecret(FakeResourceManager azure) {
        azure.wireMock()
                .stubFor(get(urlPathMatching("/secrets/.*"))
                        .withHeader("Authorization", equalTo("Bearer a-token-of-no-worth"))
                        .willReturn(okJson("""
                                {
                                  "value": "x",
                                  "id": "https://contoso.vault.azure.net/secrets/s/1",
                                  "attributes": {"enabled": true}
                                }""")));
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

    private static void uploadBlob(FakeResourceManager azure) {
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
