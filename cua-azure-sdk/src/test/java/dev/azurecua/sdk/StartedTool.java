// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.credential.AccessToken;
import com.azure.resourcemanager.AzureResourceManager;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import reactor.core.publisher.Mono;

/**
 * Calls Resource Manager in a child process, and reads the environment as the tool of that name does. The arguments are
 * the tool and the URL of Resource Manager, so only the environment can attribute.
 */
enum StartedTool {
    /** Reads the environment as {@code get_az_user_agent} of Azure CLI does. */
    AZURE_CLI {
        @Override
        void run(String resourceManager) throws IOException, InterruptedException {
            String userAgent = "AZURECLI/2.67.0 azsdk-python-core/1.31.0 Python/3.12.7 (Linux-6.8.0-x86_64)";
            String additional = variable("AZURE_HTTP_USER_AGENT");
            get(resourceManager, additional.isEmpty() ? userAgent : userAgent + " " + additional);
        }
    },
    /** Reads the environment as {@code ValidatePartnerID} and {@code userAgent} of azurerm do. */
    TERRAFORM_AZURERM {
        @Override
        void run(String resourceManager) throws IOException, InterruptedException {
            String userAgent =
                    "HashiCorp Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-azurerm/4.14.0";
            String additional = variable("AZURE_HTTP_USER_AGENT");
            String partnerId = variable("ARM_PARTNER_ID");
            if (!partnerId.matches("|(pid-)?" + GUID + "|pid-" + GUID + "-partnercenter")) {
                throw new IllegalStateException("expected \"partner_id\" to be a valid UUID: " + partnerId);
            }
            if (partnerId.isEmpty()
                    && !variable("ARM_DISABLE_TERRAFORM_PARTNER_ID").equals("true")) {
                partnerId = TERRAFORM;
            }
            userAgent = additional.isEmpty() ? userAgent : userAgent + " " + additional;
            get(
                    resourceManager,
                    partnerId.isEmpty() ? userAgent : userAgent + " pid-" + partnerId.replaceFirst("^pid-", ""));
        }
    },
    /** Has this library on its class path. */
    AZURE_SDK_FOR_JAVA {
        @Override
        void run(String resourceManager) {
            AzureResourceManager.authenticate(
                            request -> Mono.just(new AccessToken(
                                    "a-token-of-no-worth",
                                    OffsetDateTime.now(ZoneOffset.UTC).plusHours(1))),
                            HostsTest.profile(resourceManager))
                    .withDefaultSubscription()
                    .resourceGroups()
                    .list()
                    .forEach(group -> {});
        }
    };

    /** Holds the ID that azurerm sends if it has no partner ID. */
    static final String TERRAFORM = "222c6c49-1b0a-5959-a213-6608f9eb8820";

    private static final String GUID = "\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}";

    abstract void run(String resourceManager) throws IOException, InterruptedException;

    public static void main(String[] args) throws IOException, InterruptedException {
        valueOf(args[0]).run(args[1]);
        // Exits explicitly, because threads of the SDK may still run.
        System.exit(0);
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        return value == null ? "" : value;
    }

    private static void get(String resourceManager, String userAgent) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(resourceManager + "/subscriptions?api-version=2022-12-01"))
                .header("User-Agent", userAgent)
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
        if (status != 200) {
            throw new IllegalStateException("status " + status);
        }
    }
}
