// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.sdk;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import dev.azurecua.testing.FakeResourceManager;
import java.net.Proxy;
import java.net.ProxySelector;
import okhttp3.OkHttpClient;

/** Lists the HTTP clients of azure-core. */
enum Transport {
    NETTY {
        @Override
        HttpClient client(FakeResourceManager azure) {
            return azure.httpClient();
        }
    },
    OK_HTTP {
        @Override
        HttpClient client(FakeResourceManager azure) {
            return new OkHttpAsyncHttpClientBuilder(new OkHttpClient.Builder()
                            .proxy(new Proxy(Proxy.Type.HTTP, azure.proxyAddress()))
                            .sslSocketFactory(azure.sslContext().getSocketFactory(), azure.trustManager())
                            .build())
                    .build();
        }
    },
    JDK {
        @Override
        HttpClient client(FakeResourceManager azure) {
            return new JdkHttpClientBuilder(java.net.http.HttpClient.newBuilder()
                            .proxy(ProxySelector.of(azure.proxyAddress()))
                            .sslContext(azure.sslContext()))
                    .build();
        }
    };

    abstract HttpClient client(FakeResourceManager azure);
}
