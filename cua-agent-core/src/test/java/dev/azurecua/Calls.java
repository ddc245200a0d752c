// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Creates calls as an adapter reports them. */
final class Calls {
    static final String PID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";
    static final String OTHER = "pid-contoso-myoffer-partnercenter";
    static final String GROUP =
            "https://management.azure.com/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/contoso";

    private Calls() {}

    static ResourceManagerCall answered(String method, String url, String userAgent, int status) {
        return answered(method, url, Map.of("User-Agent", userAgent), status, Map.of());
    }

    static ResourceManagerCall answered(
            String method,
            String url,
            Map<String, String> requestHeaders,
            int status,
            Map<String, String> responseHeaders) {
        List<ResourceManagerCall> calls = new ArrayList<>();
        Attribution.of(PID)
                .withListener(calls::add)
                .attempt(method, url)
                .answered(requestHeaders::get, () -> status, responseHeaders::get);
        return calls.get(0);
    }

    static ResourceManagerCall failed(String method, String url, Throwable failure) {
        List<ResourceManagerCall> calls = new ArrayList<>();
        Attribution.of(PID)
                .withListener(calls::add)
                .attempt(method, url)
                .failed(Map.of("User-Agent", "sdk/1 " + PID)::get, failure);
        return calls.get(0);
    }

    /** Returns an attributed write of this resource in a resource group. */
    static ResourceManagerCall write(String resource) {
        return answered("PUT", GROUP + "/providers/" + resource + "?api-version=1", "sdk/1 " + PID, 201);
    }
}
