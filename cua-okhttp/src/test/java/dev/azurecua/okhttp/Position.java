// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import dev.azurecua.Attribution;
import okhttp3.OkHttpClient;

/** Lists the positions that the interceptor can have in a client. */
enum Position {
    NETWORK {
        @Override
        OkHttpClient attribute(OkHttpClient client, Attribution attribution) {
            return AttributionInterceptor.attribute(client, attribution);
        }
    },
    APPLICATION {
        @Override
        OkHttpClient attribute(OkHttpClient client, Attribution attribution) {
            return client.newBuilder()
                    .addInterceptor(AttributionInterceptor.of(attribution))
                    .build();
        }
    },
    BOTH {
        @Override
        OkHttpClient attribute(OkHttpClient client, Attribution attribution) {
            return NETWORK.attribute(APPLICATION.attribute(client, attribution), attribution);
        }
    };

    abstract OkHttpClient attribute(OkHttpClient client, Attribution attribution);
}
