// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua;

import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds the tracking ID of an ISV: the product token by which Microsoft credits a call to Azure Resource Manager.
 *
 * <p>There are two kinds of IDs. A GUID that a partner registers in Partner Center is sent as {@code pid-<GUID>} in
 * lower case. An ID that Partner Center issues for an Azure app of the commercial marketplace ends in
 * {@code -partnercenter} and is sent byte for byte as it was issued. For such an app use the issued ID, not a GUID of
 * your own.
 *
 * <pre>{@code
 * TrackingId registered = TrackingId.of("pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4");
 * TrackingId issued = TrackingId.of("pid-contoso-myoffer-partnercenter");
 * }</pre>
 *
 * <p>Immutable and thread-safe. Two IDs are equal if their tokens are equal.
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
     * Parses a tracking ID: {@code pid-<GUID>}, {@code <GUID>} (the prefix is added), {@code pid-<GUID>-partnercenter}
     * or {@code pid-<name>-partnercenter}. The last two have at most 64 characters.
     *
     * @param text the ID as Partner Center shows it
     * @return the ID, valid as a product token of RFC 9110 §10.1.5
     * @throws IllegalArgumentException if the text is not a tracking ID; the message states what is wrong and what to
     *     write instead
     */
    public static TrackingId of(String text) {
        Objects.requireNonNull(text, "text");
        String problem = TrackingIdParser.problemIn(text);
        if (problem != null) {
            throw new IllegalArgumentException("'" + Printable.of(text) + "' is not a tracking ID: " + problem);
        }
        UUID guid = TrackingIdParser.guidIn(text);
        return guid == null || TrackingIdParser.isMarketplace(text) ? new TrackingId(text, guid) : of(guid);
    }

    /**
     * Parses a tracking ID from another sender, in any letter case, because no two IDs differ only in case. Converts
     * the ID to lower case if it is not a tracking ID as it is written.
     */
    static TrackingId ofAnyCase(String text) {
        return TrackingIdParser.problemIn(text) == null ? of(text) : of(text.toLowerCase(Locale.ROOT));
    }

    /**
     * Creates the tracking ID of a GUID that is registered in Partner Center.
     *
     * @param guid the GUID that was entered in Partner Center
     * @return {@code pid-<GUID>}
     * @throws IllegalArgumentException if it is the nil GUID, which is a placeholder
     */
    public static TrackingId of(UUID guid) {
        if (guid.getMostSignificantBits() == 0 && guid.getLeastSignificantBits() == 0) {
            throw new IllegalArgumentException("'" + guid + "' is not a tracking ID: " + TrackingIdParser.PLACEHOLDER);
        }
        return new TrackingId(TrackingIdParser.PREFIX + guid, guid);
    }

    /**
     * Creates a new tracking ID. It is not credited until its {@link #guid()} is registered in Partner Center, under
     * Account settings, Organization profile, Identifiers, Add Tracking GUID.
     *
     * @return {@code pid-<GUID>} of a random GUID
     */
    public static TrackingId random() {
        return of(UUID.randomUUID());
    }

    /**
     * Returns the GUID in this ID. Enter it in Partner Center without {@code pid-}.
     *
     * @return the GUID, or null for a marketplace ID that contains a name instead
     */
    public @Nullable UUID guid() {
        return guid;
    }

    /**
     * Returns whether this ID has the form that Partner Center issues for an app of the commercial marketplace.
     *
     * @return true if it ends in {@code -partnercenter}
     */
    public boolean isMarketplace() {
        return TrackingIdParser.isMarketplace(token);
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
     * Returns the ID as it is sent.
     *
     * @return the product token, such as {@code pid-b6addd8f-5ff4-4fc0-a2b5-0ec7861106c4}
     */
    @Override
    public String toString() {
        return token;
    }
}
