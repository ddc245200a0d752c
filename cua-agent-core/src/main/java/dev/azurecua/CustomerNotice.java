// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The notice by which a partner tells customers that deployments are attributed: what Microsoft can tell by the
 * tracking ID, who learns it, and how to opt out. Microsoft asks partners to give one. For a manual, a licence or the
 * page from which a template is deployed:
 *
 * <pre>{@code
 * CustomerNotice notice = CustomerNotice.forSoftware("Contoso")
 *         .withPrivacyStatement(URI.create("https://contoso.example/privacy"));
 * System.out.println(notice);
 * Files.write(Paths.get("NOTICE.md"), notice.toMarkdown().getBytes("UTF-8"));
 * }</pre>
 *
 * <p>It is a proposal and no legal advice: whether it agrees with a partner's own policies is for the partner to say.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a
 *     href="https://learn.microsoft.com/partner-center/marketplace-offers/azure-partner-customer-usage-attribution#notify-your-customers">
 *     Azure customer usage attribution, notify your customers</a>
 */
public final class CustomerNotice {
    private static final URI MICROSOFT_PRIVACY = URI.create("https://www.microsoft.com/trustcenter");

    /** What a decoder puts in place of bytes that it does not know. */
    private static final char REPLACEMENT = '\uFFFD';

    private final Kind kind;
    private final String partner;
    private final @Nullable URI privacyStatement;

    private CustomerNotice(Kind kind, String partner, @Nullable URI privacyStatement) {
        this.kind = kind;
        this.partner = partner;
        this.privacyStatement = privacyStatement;
    }

    /**
     * Makes the notice for software that deploys with this library. Its opt-out is the library's.
     *
     * @param partner name of the company, as customers know it; in any script
     * @return a notice without a link to a privacy statement
     * @throws IllegalArgumentException if the name is blank or has a line break, another control character, or one that
     *     was lost on its way, as U+FFFD is
     */
    public static CustomerNotice forSoftware(String partner) {
        return new CustomerNotice(Kind.SOFTWARE, checked(partner), null);
    }

    /**
     * Makes the notice for a Resource Manager template that has the tracking ID as the name of an empty deployment. Its
     * opt-out is to delete that.
     *
     * @param partner name of the company, as customers know it; in any script
     * @return a notice without a link to a privacy statement
     * @throws IllegalArgumentException if the name is blank or has a line break, another control character, or one that
     *     was lost on its way, as U+FFFD is
     */
    public static CustomerNotice forTemplate(String partner) {
        return new CustomerNotice(Kind.TEMPLATE, checked(partner), null);
    }

    /**
     * Adds a sentence that leads to the partner's own privacy statement.
     *
     * @param link its absolute {@code https} (or {@code http}) URL
     * @return a copy with that sentence, in place of an earlier one
     * @throws IllegalArgumentException if it is no such URL, or has no host
     */
    public CustomerNotice withPrivacyStatement(URI link) {
        boolean http = "https".equalsIgnoreCase(link.getScheme()) || "http".equalsIgnoreCase(link.getScheme());
        if (!http || link.getHost() == null) {
            throw new IllegalArgumentException("'" + Printable.of(link.toString())
                    + "' is not the link of a privacy statement: it is not the absolute URL of a web page; write"
                    + " https://<host>/<path>");
        }
        return new CustomerNotice(kind, partner, link);
    }

    /**
     * The notice as plain text.
     *
     * @return paragraphs with a blank line between them, each on one line; lines end in {@code \n}, the last in nothing
     */
    @Override
    public String toString() {
        return in(Format.PLAIN);
    }

    /**
     * The notice as Markdown (CommonMark), without a heading. Nothing in the partner's name acts as Markdown or HTML.
     *
     * @return the paragraphs of {@link #toString()}, with links and code marked as such
     */
    public String toMarkdown() {
        return in(Format.MARKDOWN);
    }

    private static String checked(String partner) {
        String fault = partner.codePoints().allMatch(CustomerNotice::isSpace)
                ? "it is blank"
                : partner.codePoints().anyMatch(CustomerNotice::isControl)
                        ? "it has a line break or a character that is none"
                        : null;
        if (fault != null) {
            throw new IllegalArgumentException("'" + Printable.of(partner) + "' is not the name of a partner: " + fault
                    + "; write the name of the company on one line, as customers know it");
        }
        return partner.trim();
    }

    /** Nothing to be seen. */
    private static boolean isSpace(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.getType(character) == Character.FORMAT;
    }

    private static boolean isControl(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE
                || character == REPLACEMENT;
    }

    /** The one text of both formats. No full stop follows a link, or a name, which may end in one. */
    private String in(Format format) {
        String name = format.text(partner);
        String statement = privacyStatement == null
                ? ""
                : " See " + format.link(privacyStatement) + " for the privacy statement of this company.";
        return String.join(
                "\n\n",
                kind.carrier(name) + " By this ID Microsoft can tell that " + kind.origin(name)
                        + " deployed these resources, and can relate their Azure usage to this company.",
                "This information goes to Microsoft, whose privacy policies at " + format.link(MICROSOFT_PRIVACY)
                        + " apply to it. Microsoft credits this company with the usage, and may report it there."
                        + statement,
                "The ID holds none of your data and no content of your resources. It changes neither the resources nor"
                        + " their price.",
                "To opt out, " + kind.optOut(format) + " This applies to new deployments only: what is deployed already"
                        + " stays attributed.");
    }

    /** What carries the ID, and how it is kept from doing so. */
    private enum Kind {
        SOFTWARE {
            @Override
            String carrier(String name) {
                return "The requests by which software of " + name
                        + " deploys Azure resources carry a tracking ID of this company.";
            }

            @Override
            String origin(String name) {
                return "software of " + name;
            }

            @Override
            String optOut(Format format) {
                return "set the environment variable " + format.code(Settings.OPT_OUT_VARIABLE + "=true")
                        + ", or start Java with " + format.code("-D" + Settings.OPT_OUT_PROPERTY + "=true")
                        + ", before you deploy.";
            }
        },
        TEMPLATE {
            @Override
            String carrier(String name) {
                return "This template of " + name + " deploys Azure resources, and beside them an empty deployment that"
                        + " creates nothing. Its name is a tracking ID of this company.";
            }

            @Override
            String origin(String name) {
                return "a template of " + name;
            }

            @Override
            String optOut(Format format) {
                return "delete the resource of type " + format.code("Microsoft.Resources/deployments")
                        + " whose name begins with " + format.code(TrackingIdGrammar.PREFIX)
                        + " from the template before you deploy it.";
            }
        };

        abstract String carrier(String name);

        abstract String origin(String name);

        abstract String optOut(Format format);
    }

    /** How a text, a link and code are written. */
    private enum Format {
        PLAIN {
            @Override
            String text(String text) {
                return text;
            }

            @Override
            String link(URI target) {
                return target.toString();
            }

            @Override
            String code(String code) {
                return code;
            }
        },
        MARKDOWN {
            @Override
            String text(String text) {
                StringBuilder escaped = new StringBuilder();
                for (int i = 0; i < text.length(); i++) {
                    char c = text.charAt(i);
                    escaped.append(ACTING.indexOf(c) < 0 ? "" : "\\").append(c);
                }
                return escaped.toString();
            }

            @Override
            String link(URI target) {
                return "<" + target + ">";
            }

            @Override
            String code(String code) {
                return "`" + code + "`";
            }
        };

        /**
         * Before any ASCII punctuation a backslash is an escape (CommonMark §2.4). Those that are left out act nowhere,
         * and a name with a comma stays readable. The dot and the colon make links of addresses in GitHub's dialect.
         */
        private static final String ACTING = "\\`*_{}[]()<>#+-.!|~:@&$=^";

        abstract String text(String text);

        abstract String link(URI target);

        abstract String code(String code);
    }
}
