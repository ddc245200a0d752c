// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.URI;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerNoticeTest {
    private static final URI LINK = URI.create("https://contoso.example/privacy_of_contoso?a=*b*");

    private final CustomerNotice software = CustomerNotice.forSoftware("Contoso");
    private final CustomerNotice template = CustomerNotice.forTemplate("Contoso");

    /** What a reader of the Markdown sees, as far as this library writes any. */
    private static String rendered(String markdown) {
        return markdown.replaceAll("\\\\(\\p{Punct})|`([^`]+)`|<([^>]+)>", "$1$2$3");
    }

    @Test
    void ofSoftwareSaysWhatIsIdentified() {
        assertThat(software.toString())
                .startsWith("The requests by which software of Contoso deploys Azure resources carry a tracking ID")
                .contains("Microsoft can tell that software of Contoso deployed these resources")
                .contains("relate their Azure usage to this company.")
                .doesNotContain("template");
    }

    @Test
    void ofTemplateSaysWhatIsIdentified() {
        assertThat(template.toString())
                .startsWith("This template of Contoso deploys Azure resources, and beside them an empty deployment")
                .contains("Microsoft can tell that a template of Contoso deployed these resources")
                .contains("relate their Azure usage to this company.")
                .doesNotContain("software");
    }

    @Test
    void saysWhoLearnsItAndWhatItDoesNot() {
        for (CustomerNotice notice : new CustomerNotice[] {software, template}) {
            assertThat(notice.toString())
                    .contains("privacy policies at https://www.microsoft.com/trustcenter apply")
                    .contains("Microsoft credits this company with the usage, and may report it there.")
                    .contains("The ID holds none of your data and no content of your resources.")
                    .contains("It changes neither the resources nor their price.")
                    .contains("This applies to new deployments only")
                    .doesNotContain("privacy statement");
        }
    }

    @Test
    void optOutOfSoftwareIsTheRealOne() {
        MatchResult variable = find("environment variable (\\w+)=(\\w+)", software);
        MatchResult property = find("Java with -D([\\w.-]+)=(\\w+)", software);

        Map<String, String> variables = Map.of(variable.group(1), variable.group(2));
        Map<String, String> properties = Map.of(property.group(1), property.group(2));
        DeferredLog log = new DeferredLog(Log.of(getClass()));
        assertThat(Settings.of(Map.of(), variables).optOut(log)).isNotNull();
        assertThat(Settings.of(properties, Map.of()).optOut(log)).isNotNull();
        assertThat(software.toString()).contains("before you deploy");
    }

    @Test
    void optOutOfTemplateIsToDeleteTheDeployment() {
        MatchResult resource = find("delete the resource of type (\\S+) whose name begins with (\\S+) from", template);

        assertThat(resource.group(1)).isEqualTo("Microsoft.Resources/deployments");
        assertThat(TrackingId.random().toString()).startsWith(resource.group(2));
        assertThat(template.toString()).contains("before you deploy").doesNotContain("CUA_", "cua.");
    }

    @Test
    void optOutOfTemplateMayBeAParameter() {
        CustomerNotice notice = CustomerNotice.forTemplate("Contoso", "attributeUsage");

        assertThat(notice.toString())
                .contains(
                        "To opt out, set the parameter attributeUsage of the template to false, or delete the resource");
        assertThat(notice.toMarkdown()).contains("parameter `attributeUsage` of the template to `false`");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CustomerNotice.forTemplate("Contoso", "a b"))
                .withMessage(
                        "'a b' is not the name of a parameter; write a letter, then letters, digits and underscores,"
                                + " such as attributeUsage");
    }

    private static MatchResult find(String pattern, CustomerNotice notice) {
        return Pattern.compile(pattern)
                .matcher(notice.toString())
                .results()
                .findFirst()
                .orElseThrow();
    }

    /** Many a company's name ends in a full stop. */
    @Test
    void nameIsNotFollowedByAFullStop() {
        for (String text : new String[] {
            CustomerNotice.forSoftware("Contoso Inc.")
                    .withPrivacyStatement(LINK)
                    .toString(),
            CustomerNotice.forTemplate("Contoso Inc.")
                    .withPrivacyStatement(LINK)
                    .toString()
        }) {
            assertThat(text).contains("Contoso Inc. ").doesNotContain("..");
        }
    }

    @Test
    void privacyStatementIsOneSentenceMoreInACopy() {
        CustomerNotice linked =
                software.withPrivacyStatement(URI.create("https://a.example")).withPrivacyStatement(LINK);

        String sentence = " See " + LINK + " for the privacy statement of this company.";
        assertThat(linked.toString().replace(sentence, "")).isEqualTo(software.toString());
        assertThat(linked.toString()).contains("may report it there." + sentence + "\n\n");
        assertThat(linked.toMarkdown()).contains(" See <" + LINK + "> for the privacy statement of this company.\n\n");
    }

    @Test
    void paragraphsAreApartByABlankLine() {
        assertThat(software.toString()).doesNotEndWith("\n").doesNotContain("\r", "\n\n\n", "  ");
        assertThat(software.toString().split("\n\n")).hasSize(4).noneMatch(paragraph -> paragraph.contains("\n"));
    }

    @Test
    void markdownMarksLinksAndCode() {
        assertThat(software.toMarkdown())
                .contains("<https://www.microsoft.com/trustcenter>", "`CUA_OPT_OUT=true`", "`-Dcua.opt-out=true`");
        assertThat(template.toMarkdown()).contains("`Microsoft.Resources/deployments`", "`pid-`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Contoso",
                "Contoso, Inc.",
                "**Contoso** _GmbH_ & Co. [KG](https://a.example) <b>`x`</b> \\ # ~~y~~ $z$",
                "Müller & Söhne",
                "株式会社コントソ",
            })
    void bothFormatsAreOneText(String partner) {
        for (CustomerNotice notice : new CustomerNotice[] {
            CustomerNotice.forSoftware(partner).withPrivacyStatement(URI.create("https://a.example/privacy")),
            CustomerNotice.forTemplate(partner)
        }) {
            assertThat(notice.toString()).contains(" of " + partner + " ");
            assertThat(rendered(notice.toMarkdown())).isEqualTo(notice.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "*a* \\*a\\*",
                "_a_ \\_a\\_",
                "[a](b) \\[a\\]\\(b\\)",
                "![a] \\!\\[a\\]",
                "<b> \\<b\\>",
                "&lt; \\&lt;",
                "\\ \\\\",
                "\\* \\\\\\*",
                "`a` \\`a\\`",
                "# \\#",
                "~~a~~ \\~\\~a\\~\\~",
                "a|b a\\|b",
                "1. 1\\.",
                "+-= \\+\\-\\=",
                "{$x^2$} \\{\\$x\\^2\\$\\}",
                "www.a.example www\\.a\\.example",
                "https://a https\\://a",
                "a@b a\\@b",
                "O'a,b/c;d?\"% O'a,b/c;d?\"%",
                "Ö😀 Ö😀",
            },
            quoteCharacter = '\u0001')
    void nothingInTheNameActsAsMarkdown(String partner, String escaped) {
        assertThat(CustomerNotice.forSoftware(partner).toMarkdown())
                .startsWith("The requests by which software of " + escaped + " deploys ")
                .contains("Microsoft can tell that software of " + escaped + " deployed ");
        assertThat(CustomerNotice.forTemplate(partner).toMarkdown()).startsWith("This template of " + escaped + " ");
    }

    @Test
    void spacesAroundTheNameAreNoPartOfIt() {
        assertThat(CustomerNotice.forSoftware("  Contoso ")).hasToString(software.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "'', it is blank",
        "' ', it is blank",
        "\u00a0\u3000, it is blank",
        "'\n', it is blank",
        "\u200b\u2060, it is blank",
        "Con\uFFFDtoso, it has a line break or a character that is none",
        "Con\uD83Dtoso, it has a line break or a character that is none",
        "'Contoso\n', it has a line break or a character that is none",
        "'Contoso\r\nLtd', it has a line break or a character that is none",
        "'Con\ttoso', it has a line break or a character that is none",
        "Con\u0000toso, it has a line break or a character that is none",
        "Con\u0085toso, it has a line break or a character that is none",
        "Con\u2028toso, it has a line break or a character that is none",
        "Con\u2029toso, it has a line break or a character that is none",
    })
    void nameThatIsNoneIsRejected(String partner, String fault) {
        String message = "is not the name of a partner: " + fault
                + "; write the name of the company on one line, as customers know it";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CustomerNotice.forSoftware(partner))
                .withMessageEndingWith(message)
                .withMessageNotContainingAny("\n", "\r", "\u2028");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CustomerNotice.forTemplate(partner))
                .withMessageEndingWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.example", "http://a.example/x", "HTTPS://a.example:8443/x", "https://[::1]/x"})
    void linkOfAWebPageIsAccepted(String link) {
        assertThat(software.withPrivacyStatement(URI.create(link)).toString()).contains(" See " + link + " for");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "privacy.html",
                "//a.example/privacy",
                "a.example/privacy",
                "https:/privacy",
                "https:privacy",
                "https:///privacy",
                "https://:8443/privacy",
                "mailto:privacy@a.example",
                "ftp://a.example/privacy",
                "javascript:alert(1)",
            })
    void linkOfNoWebPageIsRejected(String link) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> software.withPrivacyStatement(URI.create(link)))
                .withMessage(
                        "'" + link + "' is not the link of a privacy statement: it is not the absolute URL of a web"
                                + " page; write https://<host>/<path>");
    }

    @Test
    void nullIsRejected() {
        assertThatNullPointerException().isThrownBy(() -> CustomerNotice.forSoftware(null));
        assertThatNullPointerException().isThrownBy(() -> CustomerNotice.forTemplate(null));
        assertThatNullPointerException().isThrownBy(() -> software.withPrivacyStatement(null));
    }
}
