// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

class UserAgentFuzzTest {
    @FuzzTest
    void returnsAndLogsWhatTheRulesRequire(byte[] input) {
        UserAgentPropertiesTest.assertFollowsRules(Calls.PID, List.of(new String(input, UTF_8)));
    }
}
