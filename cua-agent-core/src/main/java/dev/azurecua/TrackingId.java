// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The tracking ID of an ISV: the product token by which Microsoft credits a call to Azure Resource Manager.
 *
 * <p>There are two kinds. A GUID that a partner registers in Partner Center is sent as {@code pid-<GUID>}, lower-cased.
 * An ID that Partner Center issues for an Azure app of the commercial marketplace ends in {@code -partnercenter} and is
 * sent byte for byte as it was issued; for such an app it has to be used, not a GUID of one's own.
 *
 * <pre>{@code
 * TrackingId registered = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
 * TrackingId issued = TrackingId.of("pid-contoso-myoffer-partnercenter");
 * }</pre>
 *
 * <p>Immutable and thread-safe; equal if the tokens are.
 *
 * @see <a
 *     href="https://learn.microsoft.com/partner-center/marketplace-offers/azure-partner-customer-usage-attribution">
 *     Azure customer usage attribution</a>
 */
public final class TrackingId {
    private final String token;
    private final @Nullable UUID guid;

    private TrackingId(String token, @Nullable UUID guid) {
        this.token = token;
        this.guid = guid;
    }

    /**
     * Reads a tracking ID: {@code pid-<GUID>}, {@code <GUID>} (the prefix is added), {@code pid-<GUID>-partnercenter}
     * or {@code pid-<name>-partnercenter} of at most 64 characters.
     *
     * @param text the ID as Partner Center shows it
     * @return the ID, valid as a product token of RFC 9110 §10.1.5
     * @throws IllegalArgumentException if the text is no tracking ID; the message says what is wrong and what to write
     */
    public static TrackingId of(String text) {
        Objects.requireNonNull(text, "text");
        String fault = TrackingIdGrammar.faultIn(text);
        if (fault != null) {
            throw new IllegalArgumentException("'" + Printable.of(text) + "' is not a tracking ID: " + fault);
        }
        UUID guid = TrackingIdGrammar.guidIn(text);
        return guid == null || TrackingIdGrammar.isMarketplace(text) ? new TrackingId(text, guid) : of(guid);
    }

    /**
     * Parses a tracking ID that others sent. No ID differs from another by letter case alone, and so one in other
     * letters than ours is an ID too; it is kept in lower case.
     */
    static TrackingId ofAnyCase(String text) {
        return TrackingIdGrammar.faultIn(text) == null ? of(text) : of(text.toLowerCase(Locale.ROOT));
    }

    /**
     * Makes the tracking ID of a GUID that is registered in Partner Center.
     *
     * @param guid the GUID, without {@code pid-} as it is typed into Partner Center
     * @return {@code pid-<GUID>}
     * @throws IllegalArgumentException if it is the nil GUID, which is a placeholder
     */
    public static TrackingId of(UUID guid) {
        if (guid.getMostSignificantBits() == 0 && guid.getLeastSignificantBits() == 0) {
            throw new IllegalArgumentException("'" + guid + "' is not a tracking ID: " + TrackingIdGrammar.PLACEHOLDER);
        }
        return new TrackingId(TrackingIdGrammar.PREFIX + guid, guid);
    }

    /**
     * Makes a new tracking ID. It earns nothing until its {@link #guid()} is registered in Partner Center, under
     * Account settings, Organization profile, Identifiers, Add Tracking GUID.
     *
     * @return {@code pid-<GUID>} of a random GUID
     */
    public static TrackingId random() {
        return of(UUID.randomUUID());
    }

    /**
     * The GUID in this ID, which is what is typed into Partner Center, without {@code pid-}.
     *
     * @return the GUID, or null for a marketplace ID that has a name instead
     */
    public @Nullable UUID guid() {
        return guid;
    }

    /**
     * Whether Partner Center issued this ID for an app of the commercial marketplace.
     *
     * @return true if it ends in {@code -partnercenter}
     */
    public boolean isMarketplace() {
        return TrackingIdGrammar.isMarketplace(token);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TrackingId && ((TrackingId) other).token.equals(token);
    }

    @Override
    public int hashCode() {
        return token.hashCode();
    }

    /**
     * The ID as it is sent.
     *
     * @return the product token, such as {@code pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4}
     */
    @Override
    public String toString() {
        return token;
    }
}
