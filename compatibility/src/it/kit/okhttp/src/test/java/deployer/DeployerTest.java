// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package deployer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.azurecua.Attribution;
import dev.azurecua.okhttp.AttributionInterceptor;
import dev.azurecua.testing.FakeResourceManager;
import java.io.IOException;
import java.net.Proxy;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Uses the kit without any class of the Azure SDK. */
class DeployerTest {
    private static final Attribution ATTRIBUTION = Attribution.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    @Test
    void everyCallIsAttributed() throws IOException {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("com.azure.core.http.HttpClient"));
        OkHttpClient client = new OkHttpClient.Builder()
                .proxy(new Proxy(Proxy.Type.HTTP, azure.proxyAddress()))
                .sslSocketFactory(azure.sslContext().getSocketFactory(), azure.trustManager())
                .build();

        try (Response response = AttributionInterceptor.attribute(client, ATTRIBUTION)
                .newCall(new Request.Builder()
                        .url("https://management.azure.com/subscriptions?api-version=2022-12-01")
                        .build())
                .execute()) {
            assertEquals(200, response.code());
        }

        azure.assertThatCalls().all().carry(ATTRIBUTION.trackingId());
    }
}
