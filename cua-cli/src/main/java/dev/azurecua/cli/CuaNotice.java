// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.cli;

import dev.azurecua.CustomerNotice;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The notice for a partner's customers. */
@Command(name = "notice", description = "Prints the notice by which a partner tells its customers of attribution.")
final class CuaNotice implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--partner", paramLabel = "NAME", required = true, description = "The partner's name.")
    private String partner;

    @Option(names = "--template", description = "For those who deploy a template; without it, for users of software.")
    private boolean template;

    @Option(
            names = "--opt-out",
            paramLabel = "PARAMETER",
            description = "The parameter of the template by which customers opt out; with --template.")
    private @Nullable String optOut;

    @Option(names = "--privacy", paramLabel = "URL", description = "The partner's own privacy statement.")
    private @Nullable URI privacy;

    @Option(names = "--markdown", description = "In Markdown; without it, in plain text.")
    private boolean markdown;

    @Override
    public Integer call() {
        if (optOut != null && !template) {
            throw new IllegalArgumentException("--opt-out names a parameter of a template; give --template too");
        }
        CustomerNotice notice = notice();
        if (privacy != null) {
            notice = notice.withPrivacyStatement(privacy);
        }
        String text = markdown ? notice.toMarkdown() : notice.toString();
        spec.commandLine().getOut().println(text.stripTrailing());
        return Cua.YES;
    }

    private CustomerNotice notice() {
        if (!template) {
            return CustomerNotice.forSoftware(partner);
        }
        return optOut == null ? CustomerNotice.forTemplate(partner) : CustomerNotice.forTemplate(partner, optOut);
    }
}
