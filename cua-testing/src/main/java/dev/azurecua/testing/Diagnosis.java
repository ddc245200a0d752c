// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing;

import dev.azurecua.Attribution;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** Names the probable reason why a call does not carry the expected tracking ID. */
final class Diagnosis {
    /** Matches what HTTP clients send if nothing sets a User-Agent. */
    private static final Pattern PRODUCT_OF_CLIENT =
            Pattern.compile("(okhttp|Java-http-client|Java|Apache-HttpClient|ReactorNetty|Jetty)/\\S+( \\(.*\\))?");

    private static final String AFTER_OTHERS =
            "as the last one, after everything else that sets the User-Agent: AttributionInterceptor.attribute(client,"
                    + " attribution)";

    private Diagnosis() {}

    /** Returns the reason, for a call that does not carry the expected ID exactly once and alone. */
    static String of(RecordedCall call, URI endpoint) {
        List<String> found = call.trackingIds();
        if (found.size() > 1) {
            return "Several IDs: Microsoft reportedly credits only one ID per request; something other than the policy"
                    + " or the interceptor also adds an ID";
        }
        if (found.size() == 1) {
            return "Another ID: the client is attributed with it, or a setting or a library added it first; no ID is"
                    + " added to a request that already has one";
        }
        if (call.uri().getPort() == endpoint.getPort()) {
            return "Not covered, or not attributed: " + endpoint + " is not one of Azure's hosts; add"
                    + " withEndpoint(azure.endpoint()) to the attribution, or call management.azure.com through"
                    + " azure.httpClient() or azure.proxyAddress()";
        }
        String resemblance = call.resemblance();
        if (resemblance != null) {
            return "No ID, but a text that resembles one: " + resemblance;
        }
        return call.fromAzureSdk() || call.hasSdkProduct() ? ofAzureSdk(call) : ofOther(call);
    }

    private static String ofAzureSdk(RecordedCall call) {
        return call.hasSdkProduct()
                ? "Never attributed: the User-Agent has the product of the Azure SDK but no ID; the client was"
                        + " probably created without the factory, by a builder or a pipeline without the policy, or the"
                        + " attribution is inactive, for example after an opt-out (cua.opt-out, CUA_OPT_OUT)"
                : "Overwritten: these are calls of the Azure SDK without its product and without an ID; something"
                        + " replaces the User-Agent, probably after the policy";
    }

    private static String ofOther(RecordedCall call) {
        String userAgent = call.userAgent();
        if (userAgent != null && PRODUCT_OF_CLIENT.matcher(userAgent).matches()) {
            return "Never attributed: the User-Agent is the HTTP client's own, so nothing sets it; add the interceptor"
                    + " if the client is OkHttp, otherwise set the User-Agent to attribution.userAgent(…)";
        }
        return "Never attributed, or set again after the adapter: the User-Agent is your own; if the client is OkHttp,"
                + " add the interceptor " + AFTER_OTHERS + "; otherwise set the User-Agent to attribution.userAgent(…)";
    }

    /**
     * Returns what the settings of this JVM say, if a call of the Azure SDK carries no ID. Settings can attribute such
     * a call without code.
     */
    static String settings(List<RecordedCall> wrongCalls) {
        boolean explains = wrongCalls.stream()
                .anyMatch(call -> call.trackingIds().isEmpty() && (call.fromAzureSdk() || call.hasSdkProduct()));
        if (!explains) {
            return "";
        }
        String settings = Attribution.explainEnvironment();
        String headline = settings.contains("Result: no attribution")
                ? "Calls of the Azure SDK can be attributed by a setting, but this JVM has none that does:"
                : "A setting of this JVM attributes calls of the Azure SDK, but these clients lack the policy of"
                        + " cua-azure-sdk; run \"cua doctor --class-path …\" to find out why:";
        return "\n" + headline + "\n" + settings.indent(2).stripTrailing();
    }
}
