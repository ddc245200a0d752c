// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.azurecua.Attribution;
import dev.azurecua.cli.CuaEnv.Shell;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CuaEnvTest {
    private static final String ID = "pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";
    private static final String GUID = "b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private static String lines(String userAgent, Shell shell) {
        Map<String, String> present =
                Map.of("AZURE_HTTP_USER_AGENT", userAgent, "ARM_PARTNER_ID", GUID, "CUA_TRACKING_ID", ID);
        return CuaEnv.lines(present, Attribution.of(ID), shell);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contoso/1.0",
                "it's $HOME `id` $(id) \"x\" \\ %PATH% !",
                "'",
                "''\\'",
                "a\nb; id",
                "d\u00e9j\u00e0 \u2019",
                "-n *",
            })
    void posixShellReadsValueAsItIs(String userAgent) throws Exception {
        Process shell = new ProcessBuilder("sh").redirectErrorStream(true).start();
        try (OutputStream in = shell.getOutputStream()) {
            String script = lines(userAgent, Shell.POSIX) + "printenv AZURE_HTTP_USER_AGENT";
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(userAgent + " " + ID + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "POSIX      | it's 100%!  | export AZURE_HTTP_USER_AGENT='it'\\\\''s 100%! " + ID + "'\\n",
                "POWERSHELL | it's 100%!  | $env:AZURE_HTTP_USER_AGENT = 'it''s 100%! " + ID + "'\\n",
                "POWERSHELL | \"$x\" `n  | $env:AZURE_HTTP_USER_AGENT = '\"$x\" `n " + ID + "'\\n",
                "CMD        | it's 100%!  | set \"AZURE_HTTP_USER_AGENT=it's 100%%! " + ID + "\"\\r\\n",
                "CMD        | a&b ^ %PATH% | set \"AZURE_HTTP_USER_AGENT=a&b ^ %%PATH%% " + ID + "\"\\r\\n",
                "GITHUB     | it's \"100%\" | AZURE_HTTP_USER_AGENT=it's \"100%\" " + ID + "\\n",
                "GITHUB     | d\u00e9j\u00e0<<EOF  | AZURE_HTTP_USER_AGENT=d\u00e9j\u00e0<<EOF " + ID + "\\n",
            })
    void quotesValueForShell(Shell shell, String userAgent, String line) {
        assertThat(lines(userAgent, shell)).isEqualTo(line.translateEscapes());
    }

    @Test
    void printsALineForEachVariable() {
        assertThat(CuaEnv.lines(Map.of(), Attribution.of(ID), Shell.GITHUB)).isEqualTo("""
                ARM_PARTNER_ID=b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4
                AZURE_HTTP_USER_AGENT=pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4
                CUA_TRACKING_ID=pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4
                """);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '#',
            value = {
                "POWERSHELL, a\\nb, U+000A",
                "POWERSHELL, \u00d1, U+00D1",
                "POWERSHELL, \u2019, U+2019",
                "CMD, a\\r\\nb, U+000D",
                "CMD, \u00e9, U+00E9",
                "CMD, a\"b, U+0022",
                "GITHUB, a\\nb, U+000A",
                "GITHUB, a\\rb, U+000D",
            })
    void rejectsCharacterThatShellCannotRead(Shell shell, String userAgent, String character) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lines(userAgent.translateEscapes(), shell))
                .withMessage("AZURE_HTTP_USER_AGENT contains the character " + character + ", which a line for --shell "
                        + shell + " cannot contain; remove this character from the variable");
    }

    @Test
    void acceptsNameOfShellInAnyCaseAndRejectsOtherNames() {
        for (String name : new String[] {"posix", "PowerShell", "cmd", "github"}) {
            assertThat(env("--shell", name, ID)).isEqualTo(Cua.YES);
        }
        assertThat(env("--shell", "fish", ID)).isEqualTo(Cua.FAILED);
        assertThat(err.toString())
                .startsWith("Invalid value for option '--shell': expected one of [POSIX, POWERSHELL, CMD, GITHUB]");
    }

    @Test
    void statesWhyNothingIsPrintedAfterOptOut() {
        System.setProperty("cua.opt-out", "true");
        try {
            assertThat(env(ID)).isEqualTo(Cua.YES);
        } finally {
            System.clearProperty("cua.opt-out");
        }
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .containsExactly("cua env: no attribution: the customer opted out by system property cua.opt-out; no"
                        + " variable is printed");
    }

    private int env(String... args) {
        return Cua.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Stream.concat(Stream.of("env"), Stream.of(args)).toArray(String[]::new));
    }
}
