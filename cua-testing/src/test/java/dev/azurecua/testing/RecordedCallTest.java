// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedCallTest {
    private static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";

    private static RecordedCall callTo(String uri) {
        return new RecordedCall("GET", URI.create(uri), 200, List.of("a/1"), false);
    }

    private static RecordedCall callAs(String... userAgentLines) {
        return new RecordedCall(
                "GET", URI.create("https://management.azure.com/x"), 404, List.of(userAgentLines), false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://management.azure.com/",
                "https://management.azure.com:443/",
                "https://MANAGEMENT.AZURE.COM/",
                "https://eastus.management.azure.com/",
                "https://management.usgovcloudapi.net/",
                "https://management.chinacloudapi.cn/",
                "https://management.sovcloud-api.fr/",
                "https://management.sovcloud-api.de/",
                "https://management.local.azurestack.external/",
                "https://adminmanagement.local.azurestack.external/",
                "https://management.contoso.example:8443/",
                "https://eastus.management.contoso.example/",
                "https://localhost:8443/",
                "https://LOCALHOST/",
                "https://127.0.0.1/",
                "https://[::1]/",
            })
    void recognisesHostsOfResourceManager(String uri) {
        assertThat(callTo(uri).isToResourceManager()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://login.microsoftonline.com/",
                "https://login.microsoftonline.us/",
                "https://login.chinacloudapi.cn/",
                "https://graph.microsoft.com/",
                "https://graph.microsoft.us/",
                "https://microsoftgraph.chinacloudapi.cn/",
                "https://graph.windows.net/",
                "https://contoso.vault.azure.net/",
                "https://contoso.vault.usgovcloudapi.net/",
                "https://contoso.vault.azure.cn/",
                "https://contoso.managedhsm.azure.net/",
                "https://contoso.blob.core.windows.net/",
                "https://contoso.blob.core.usgovcloudapi.net/",
                "https://contoso.blob.core.chinacloudapi.cn/",
                "https://contoso.database.windows.net/",
                "https://management.core.windows.net:8443/",
                "https://eastus.management.core.windows.net/",
                "https://CONTOSO.Vault.Azure.NET/",
                "https://contoso.vault.azure.net:8443/",
                "https://contoso.vault.azure.net./",
                "https://my_contoso.vault.azure.net/",
                "https://contoso.scm.azurewebsites.net/",
                "https://contoso.azurecr.io/",
                "https://license.contoso.com/",
                "https://evilmanagement.azure.com/",
                "https://xmanagement.contoso.example/",
                "https://management/",
                "https://127.evil.example/",
                "https://my_host/",
                "/relative",
            })
    void recognisesHostsOfOtherServices(String uri) {
        assertThat(callTo(uri).isToResourceManager()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a/1",
                "rapid-1",
                "pid-4711",
                "pid-b6addd8f-5ff4-4fc0-a",
                "x" + ID,
                "(" + ID + ")",
                "a/" + ID,
                "pid-" + ID,
                "a/1," + ID,
                ID + ",",
                "b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4"
            })
    void ignoresTokensThatOnlyResembleTrackingIds(String userAgent) {
        assertThat(callAs(userAgent).trackingIds()).isEmpty();
    }

    @Test
    void callWithoutUserAgentHasNoTrackingId() {
        assertThat(callAs().trackingIds()).isEmpty();
        assertThat(callAs().userAgent()).isNull();
    }

    @Test
    void findsEveryTrackingId() {
        RecordedCall call = callAs(ID + " a/1 PID-CONTOSO-PARTNERCENTER/2.0\t" + ID, ID.toUpperCase() + "/1", "b/1");

        assertThat(call.trackingIds()).containsExactly(ID, "PID-CONTOSO-PARTNERCENTER", ID, ID.toUpperCase());
        assertThat(call.userAgent())
                .isEqualTo(ID + " a/1 PID-CONTOSO-PARTNERCENTER/2.0\t" + ID + ", " + ID.toUpperCase() + "/1, b/1");
    }

    @Test
    void toStringIsOneLine() {
        assertThat(callAs("a/1 pid-1")).hasToString("GET https://management.azure.com/x 404, User-Agent: a/1 pid-1");
        assertThat(callAs()).hasToString("GET https://management.azure.com/x 404, User-Agent: (none)");
    }
}
