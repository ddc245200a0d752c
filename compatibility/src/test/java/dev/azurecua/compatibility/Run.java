// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azurecua.testing.RecordedCall;
import java.util.List;
import java.util.regex.Pattern;

/** Holds the exit code and the output of a deployer, and the calls that arrived at the stand-in. */
record Run(int exitCode, List<String> output, List<RecordedCall> calls) {
    static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";
    static final String SET = "-Dcua.tracking-id=" + ID;

    private static final Pattern RESOURCE_MANAGER = Pattern.compile("(.*\\.)?management\\.azure\\.com");

    /** Verifies that the deployer succeeded, each call to Resource Manager has the ID once and no other call has it. */
    Run isAttributed() {
        succeeded();
        assertThat(calls).as("%s", this).allSatisfy(call -> {
            int ids = String.valueOf(call.userAgent()).split("pid-", -1).length - 1;
            boolean last = String.valueOf(call.userAgent()).endsWith(ID);
            boolean resourceManager =
                    RESOURCE_MANAGER.matcher(call.uri().getHost()).matches();
            assertThat(ids).as("IDs in %s", call).isEqualTo(resourceManager ? 1 : 0);
            assertThat(last).as("ends with the ID: %s", call).isEqualTo(resourceManager);
        });
        return this;
    }

    /** Verifies that the deployer succeeded and no call has an ID. */
    Run isNotAttributed() {
        succeeded();
        assertThat(calls)
                .as("%s", this)
                .allSatisfy(call -> assertThat(String.valueOf(call.userAgent())).doesNotContain("pid-"));
        return this;
    }

    private void succeeded() {
        assertThat(exitCode).as("%s", this).isZero();
        assertThat(output).as("%s", this).contains("deployed");
        assertThat(calls)
                .as("%s", this)
                .anyMatch(call -> RESOURCE_MANAGER.matcher(call.uri().getHost()).matches());
    }

    /** Verifies that the library logged one line for each part, in this order, and nothing else. */
    Run logs(String... parts) {
        assertThat(linesOfLibrary()).as("%s", this).hasSameSizeAs(parts);
        for (int i = 0; i < parts.length; i++) {
            assertThat(linesOfLibrary().get(i)).contains(parts[i]);
        }
        return this;
    }

    private List<String> linesOfLibrary() {
        return output.stream()
                .filter(line -> line.contains("dev.azurecua") && !line.contains("\tat "))
                .toList();
    }

    /** Returns each call as it is seen from outside, without GUIDs, because poll URLs have a new one each time. */
    List<String> behaviour() {
        return calls.stream()
                .map(call -> call.method() + " "
                        + call.uri().getHost() + call.uri().getPath().replaceAll("[0-9a-f-]{36}", "<GUID>") + " "
                        + call.userAgent())
                .toList();
    }

    @Override
    public String toString() {
        return "exit code " + exitCode + "\n" + String.join("\n", output) + "\n"
                + String.join("\n", calls.stream().map(Object::toString).toList());
    }
}
