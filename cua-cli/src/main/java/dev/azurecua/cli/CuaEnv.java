// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import dev.azurecua.Attribution;
import dev.azurecua.ToolEnvironment;
import dev.azurecua.TrackingId;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the variables that a shell must set, so that the tools it starts are attributed. */
@Command(
        name = "env",
        description = "Prints lines that set variables in a shell: eval \"$(cua env ID)\". Azure CLI, the Python SDK,"
                + " Terraform, Pulumi and Java programs with this library are then attributed if this shell"
                + " starts them. Existing values are kept, and a variable that does not change is not printed."
                + " If the customer opted out, prints the reason on standard error. Azure CLI and the Python"
                + " SDK put the value of AZURE_HTTP_USER_AGENT on Microsoft Graph and Storage calls too.")
final class CuaEnv implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--shell",
            paramLabel = "SHELL",
            defaultValue = "posix",
            description = "The reader of the lines: posix, powershell, cmd (a batch file) or github (the file that"
                    + " $$GITHUB_ENV names). Default: ${DEFAULT-VALUE}.")
    private Shell shell;

    @Parameters(paramLabel = "ID", description = "The tracking ID.")
    private TrackingId id;

    @Override
    public Integer call() {
        Attribution attribution = Attribution.of(id);
        if (!attribution.isActive()) {
            Cua.printError(spec, attribution + "; no variable is printed");
        }
        spec.commandLine().getOut().print(lines(System.getenv(), attribution, shell));
        return Cua.YES;
    }

    /** Returns a line for each variable that must be changed. */
    static String lines(Map<String, String> present, Attribution attribution, Shell shell) {
        Map<String, String> attributed = new TreeMap<>(present);
        ToolEnvironment.attribute(attributed, attribution);
        StringBuilder lines = new StringBuilder();
        attributed.forEach((name, value) -> {
            if (!value.equals(present.get(name))) {
                lines.append(shell.line(name, value));
            }
        });
        return lines.toString();
    }

    /** Writes the line that sets a variable. Ends it as the shell requires, whatever the operating system. */
    enum Shell {
        POSIX("export %s='%s'\n", "'", "'\\''", "\0"),
        // Rejects other characters than ASCII, because Windows may read the output in another encoding, in which a
        // byte of a letter is a typographic quote. PowerShell treats it as a quote.
        POWERSHELL("$env:%s = '%s'\n", "'", "''", "[^ -~]"),
        // Rejects quotes, because cmd gives the characters after a quote their special meaning again.
        CMD("set \"%s=%s\"\r\n", "%", "%%", "[^ -~]|\""),
        GITHUB("%s=%s\n", "", "", "[\\r\\n]");

        private final String format;
        private final String quote;
        private final String quoted;
        private final String unsupported;

        Shell(String format, String quote, String quoted, String unsupported) {
            this.format = format;
            this.quote = quote;
            this.quoted = quoted;
            this.unsupported = unsupported;
        }

        private String line(String name, String value) {
            Matcher character = Pattern.compile(unsupported).matcher(value);
            if (character.find()) {
                throw new IllegalArgumentException(String.format(
                        "%s contains the character U+%04X, which a line for --shell %s cannot contain; remove this"
                                + " character from the variable",
                        name, value.codePointAt(character.start()), this));
            }
            return String.format(format, name, value.replace(quote, quoted));
        }
    }
}
