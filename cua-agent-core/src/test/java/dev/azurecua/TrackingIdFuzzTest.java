// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;

class TrackingIdFuzzTest {
    @FuzzTest
    void acceptsWhatTheRulesAccept(byte[] input) {
        TrackingIdPropertiesTest.assertFollowsRules(new String(input, UTF_8));
    }
}
