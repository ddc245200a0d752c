// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.okhttp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/** Lists the ways in which OkHttp makes a call. */
enum Mode {
    EXECUTED {
        @Override
        void start(Call call, CompletableFuture<String> outcome) {
            new Thread(() -> {
                        try {
                            complete(outcome, call.execute());
                        } catch (Throwable failure) {
                            outcome.completeExceptionally(failure);
                        }
                    })
                    .start();
        }
    },
    ENQUEUED {
        @Override
        void start(Call call, CompletableFuture<String> outcome) {
            call.enqueue(new Callback() {
                @Override
                public void onResponse(Call any, Response response) {
                    complete(outcome, response);
                }

                @Override
                public void onFailure(Call any, IOException failure) {
                    outcome.completeExceptionally(failure);
                }
            });
        }
    };

    /** Starts a call. It completes with the status and the body of the response. */
    abstract void start(Call call, CompletableFuture<String> outcome);

    private static void complete(CompletableFuture<String> outcome, Response response) {
        try (response) {
            // By bytes(), because only this method compares their number with the Content-Length over HTTP/2 too.
            outcome.complete(response.code() + " " + new String(response.body().bytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            outcome.completeExceptionally(failure);
        }
    }
}
