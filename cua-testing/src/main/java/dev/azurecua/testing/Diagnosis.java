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

    private static final String NO_POLICY =
            "Never attributed: the User-Agent has the product of the Azure SDK but no ID; the client was probably"
                    + " created without the factory, by a builder or a pipeline without the policy, or the attribution"
                    + " is inactive, for example after an opt-out (cua.opt-out, CUA_OPT_OUT), or a policy after ours"
                    + " sets the User-Agent again";

    private static final String ADD_ADAPTER =
            "add the adapter after everything else that sets the User-Agent, with an active attribution: for OkHttp,"
                    + " call AttributionInterceptor.attribute(client, attribution); for a pipeline of azure-core, call"
                    + " AzureAttribution.attribute(pipeline, attribution); otherwise set the User-Agent to"
                    + " attribution.userAgent(…)";

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
        String resemblance = call.resemblance();
        if (resemblance != null) {
            return "No ID, but a text that resembles one: " + resemblance;
        }
        if (isOverwritten(call)) {
            return "Overwritten: these are calls of the Azure SDK without its product and without an ID; something"
                    + " replaces the User-Agent, probably after the policy";
        }
        if (isTo(endpoint, call)) {
            return "Not covered, or not attributed: " + endpoint + " is not one of Azure's hosts; add"
                    + " withEndpoint(azure.endpoint()) to the attribution, or call management.azure.com through"
                    + " azure.httpClient() or azure.proxyAddress()";
        }
        return call.hasSdkProduct() ? NO_POLICY : ofOther(call);
    }

    private static boolean isTo(URI endpoint, RecordedCall call) {
        return call.uri().getPort() == endpoint.getPort();
    }

    private static boolean isOverwritten(RecordedCall call) {
        return call.fromAzureSdk() && !call.hasSdkProduct();
    }

    private static String ofOther(RecordedCall call) {
        String userAgent = call.userAgent();
        if (userAgent != null && PRODUCT_OF_CLIENT.matcher(userAgent).matches()) {
            return "Never attributed: the User-Agent is the HTTP client's own, so nothing sets it; " + ADD_ADAPTER;
        }
        return "Never attributed, or set again after the adapter: "
                + (userAgent == null ? "there is no User-Agent" : "your code sets the User-Agent") + "; " + ADD_ADAPTER;
    }

    /**
     * Returns the settings of this JVM if a call carries no ID and a setting could have attributed it. A setting
     * attributes clients without code, and code that calls {@code Attribution.fromEnvironment()}. Otherwise returns an
     * empty string.
     */
    static String settings(List<RecordedCall> wrongCalls, URI endpoint) {
        if (wrongCalls.stream().noneMatch(call -> dependsOnSettings(call, endpoint))) {
            return "";
        }
        String settings = Attribution.explainEnvironment();
        String headline = settings.contains("Result: no attribution")
                ? "No setting of this JVM attributes calls:"
                : "A setting of this JVM attributes calls, but not those of these clients; run \"cua doctor --class-path"
                        + " …\" to find out why:";
        return "\n" + headline + "\n" + settings.indent(2).stripTrailing();
    }

    private static boolean dependsOnSettings(RecordedCall call, URI endpoint) {
        return call.trackingIds().isEmpty() && !isOverwritten(call) && !isTo(endpoint, call);
    }
}
