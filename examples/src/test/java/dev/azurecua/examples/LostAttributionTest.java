// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.examples;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.resourcemanager.AzureResourceManager;
import dev.azurecua.Attribution;
import dev.azurecua.okhttp.AttributionInterceptor;
import dev.azurecua.sdk.AttributionPolicy;
import dev.azurecua.sdk.AzureAttribution;
import dev.azurecua.testing.FakeResourceManager;
import java.io.IOException;
import java.net.Proxy;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

/** Shows how a deployer silently loses its attribution, and how the test of {@link DeployerIT} then fails. */
class LostAttributionTest {
    private static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";
    private static final Attribution ATTRIBUTION = Attribution.of(ID);

    @RegisterExtension
    static final FakeResourceManager azure = FakeResourceManager.create();

    /** Changes the User-Agent after all policies that were added before it. */
    private record ChangeUserAgent(UnaryOperator<String> change) implements HttpPipelinePolicy {
        @Override
        public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
            String userAgent = context.getHttpRequest().getHeaders().getValue(HttpHeaderName.USER_AGENT);
            context.getHttpRequest().setHeader(HttpHeaderName.USER_AGENT, change.apply(userAgent));
            return next.process();
        }

        @Override
        public HttpPipelinePosition getPipelinePosition() {
            return HttpPipelinePosition.PER_RETRY;
        }
    }

    private static void createGroup(AzureResourceManager.Configurable builder) {
        builder.authenticate(azure.credential(), azure.profile())
                .withDefaultSubscription()
                .resourceGroups()
                .define("contoso")
                .withRegion("eastus")
                .create();
    }

    private static AzureResourceManager.Configurable builder() {
        return AzureResourceManager.configure().withHttpClient(azure.httpClient());
    }

    /** Verifies that the failure gives the reason, then the call with its User-Agent, and then perhaps the settings. */
    private static void assertFailure(String reason, String userAgent) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> azure.assertThatCalls().all().carry(ID))
                .withMessageMatching(
                        "(?s)Expected each call to Resource Manager to carry " + ID + " exactly once, but 1 of 1"
                                + " did not\\.\n\\Q" + reason + "\\E:\n"
                                + "  PUT https://management\\.azure\\.com/subscriptions/\\S+/resourcegroups/contoso\\?api-version=\\S+"
                                + " \\d+, User-Agent: " + userAgent
                                + "(\nNo setting of this JVM attributes calls:\n.*\n  Result: no attribution: no tracking ID is set)?");
    }

    @Test
    void failureExplainsClientWithoutPolicy() {
        createGroup(builder());

        assertFailure(
                "Never attributed: the User-Agent has the product of the Azure SDK but no ID; the client was probably"
                        + " created without the factory, by a builder or a pipeline without the policy, or the"
                        + " attribution is inactive, for example after an opt-out (cua.opt-out, CUA_OPT_OUT), or a policy after"
                        + " ours sets the User-Agent again",
                "azsdk-java-com\\.azure\\.resourcemanager\\.resources/\\S+ \\([^)]+\\)");
    }

    @Test
    void failureExplainsIdThatReplacesUserAgent() {
        createGroup(builder().withPolicy(new UserAgentPolicy(ID)));

        azure.assertThatCalls().all().carry(ID);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> azure.assertThatCalls().all().keepSdkProduct())
                .withMessageMatching(
                        "(?s)Expected each call of the Azure SDK to Resource Manager to have the product of"
                                + " the SDK in its User-Agent, but 1 of 1 did not\\.\n"
                                + "Overwritten: something replaces the User-Agent instead of appending to it:\n  PUT .*");
    }

    @Test
    void failureExplainsUserAgentThatIsOverwrittenAfterAttribution() {
        createGroup(AzureAttribution.attribute(builder(), ATTRIBUTION)
                .withPolicy(new ChangeUserAgent(userAgent -> "contoso-deployer/2.0")));

        assertFailure(
                "Overwritten: these are calls of the Azure SDK without its product and without an ID; something"
                        + " replaces the User-Agent, probably after the policy",
                "contoso-deployer/2\\.0");
    }

    @Test
    void failureExplainsOtherIdThatIsAddedAfterAttribution() {
        String other = "pid-11111111-2222-3333-4444-555555555555";
        createGroup(AzureAttribution.attribute(builder(), ATTRIBUTION)
                .withPolicy(new ChangeUserAgent(userAgent -> userAgent + " " + other)));

        assertFailure(
                "Several IDs: Microsoft reportedly credits only one ID per request; something other than the policy"
                        + " or the interceptor also adds an ID",
                "azsdk-java-\\S+ \\([^)]+\\) " + ID + " " + other);
    }

    @Test
    void failureExplainsOtherIdThatIsAddedBeforeAttribution() {
        String other = "pid-contoso-myoffer-partnercenter";
        createGroup(builder()
                .withPolicy(new ChangeUserAgent(userAgent -> userAgent + " " + other))
                .withPolicy(AttributionPolicy.of(Attribution.of(ID))));

        assertFailure(
                "Another ID: the client is attributed with it, or a setting or a library added it first; no ID is added"
                        + " to a request that already has one",
                "azsdk-java-\\S+ \\([^)]+\\) " + other);
    }

    @Test
    void failureExplainsOkHttpClientWithoutInterceptor() throws IOException {
        putGroup(okHttp());

        assertFailure(
                "Never attributed: the User-Agent is the HTTP client's own, so nothing sets it; add the adapter after everything else that sets the User-Agent, with an active attribution: for OkHttp,"
                        + " call AttributionInterceptor.attribute(client, attribution); for a pipeline of azure-core,"
                        + " call AzureAttribution.attribute(pipeline, attribution); otherwise set the User-Agent to"
                        + " attribution.userAgent(…)",
                "okhttp/\\S+");
    }

    @Test
    void failureExplainsUserAgentThatIsSetAfterTheInterceptor() throws IOException {
        OkHttpClient client = AttributionInterceptor.attribute(okHttp(), ATTRIBUTION)
                .newBuilder()
                .addNetworkInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .header("User-Agent", "contoso-deployer/2.0")
                        .build()))
                .build();
        putGroup(client);

        assertFailure(
                "Never attributed, or set again after the adapter: your code sets the User-Agent; add the adapter after everything else that sets the User-Agent, with an active attribution: for OkHttp,"
                        + " call AttributionInterceptor.attribute(client, attribution); for a pipeline of azure-core,"
                        + " call AzureAttribution.attribute(pipeline, attribution); otherwise set the User-Agent to"
                        + " attribution.userAgent(…)",
                "contoso-deployer/2\\.0");
    }

    private static OkHttpClient okHttp() {
        return new OkHttpClient.Builder()
                .proxy(new Proxy(Proxy.Type.HTTP, azure.proxyAddress()))
                .sslSocketFactory(azure.sslContext().getSocketFactory(), azure.trustManager())
                .build();
    }

    private static void putGroup(OkHttpClient client) throws IOException {
        Request request = new Request.Builder()
                .url("https://management.azure.com/subscriptions/s/resourcegroups/contoso?api-version=2025-04-01")
                .put(RequestBody.create("{}", null))
                .build();
        client.newCall(request).execute().close();
    }

    @Test
    void failureExplainsTestWithoutCalls() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> azure.assertThatCalls().all().carry(ID))
                .withMessage(
                        "Expected each call to Resource Manager to carry " + ID + " exactly once, but there was no such"
                                + " call. No call arrived at all; build the client with azure.httpClient(),"
                                + " azure.proxyAddress() or azure.endpoint().");
    }

    @Test
    void failureExplainsIdThatIsSentToOtherServices() {
        builder()
                .withPolicy(new ChangeUserAgent(userAgent -> userAgent + " " + ID))
                .authenticate(azure.credential(), azure.profile())
                .withDefaultSubscription()
                .accessManagement()
                .activeDirectoryUsers()
                .list()
                .forEach(user -> {});

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> azure.assertThatCalls().toOtherServices().carryNothing())
                .withMessageMatching(
                        "(?s)Expected each call to other services to carry no tracking ID, but 1 of 1 did not\\.\n"
                                + "Sent to another service: the ID was probably set for all hosts; use the policy or"
                                + " the interceptor instead, which adds it for hosts of Resource Manager only:\n"
                                + "  GET https://graph\\.microsoft\\.com/v1\\.0/users 200, User-Agent: azsdk-java-.* "
                                + ID);
    }
}
