// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import dev.azurecua.Attribution;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import reactor.core.publisher.Mono;

/**
 * Shows a unit test without a server: a mocked HTTP client captures the request. {@link DeployerIT} verifies all calls
 * of a deployment.
 */
class DeployerTest {
    private final TokenCredential credential = mock(TokenCredential.class);
    private final HttpClient httpClient = mock(HttpClient.class);

    @Test
    void firstRequestCarriesTheTrackingId() {
        Attribution attribution = Attribution.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
        AzureProfile profile = new AzureProfile("tenant", "subscription", AzureEnvironment.AZURE);
        when(credential.getToken(any()))
                .thenReturn(
                        Mono.just(new AccessToken("token", OffsetDateTime.now().plusHours(1))));
        // Ends the deployment at its first request. An error, because the SDK retries after an exception.
        when(httpClient.send(any(), any())).thenReturn(Mono.error(new AssertionError("sent")));

        assertThatThrownBy(new Deployer(attribution, credential, profile, httpClient)::deploy)
                .hasRootCauseMessage("sent");

        ArgumentCaptor<HttpRequest> request = ArgumentCaptor.forClass(HttpRequest.class);
        verify(httpClient).send(request.capture(), any());
        assertThat(request.getValue().getUrl()).hasHost("management.azure.com");
        assertThat(request.getValue().getHeaders().getValue(HttpHeaderName.USER_AGENT))
                .startsWith("azsdk-java-")
                .endsWith(" pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
    }
}
