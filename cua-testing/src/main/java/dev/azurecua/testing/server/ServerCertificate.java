// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.server;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.UUID;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Creates a self-signed certificate for one run, and a trust manager that trusts only this certificate. */
final class ServerCertificate {
    private static final Duration VALIDITY = Duration.ofDays(30);

    private final KeyPair keys;
    private final X509Certificate certificate;
    private final String password = UUID.randomUUID().toString();

    private ServerCertificate(KeyPair keys, X509Certificate certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    static ServerCertificate of(Collection<String> dnsNames)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        return new ServerCertificate(keys, selfSigned(keys, dnsNames));
    }

    private static X509Certificate selfSigned(KeyPair keys, Collection<String> dnsNames)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        X500Name name = new X500Name("CN=FakeResourceManager");
        GeneralName[] names = Stream.concat(
                        dnsNames.stream().map(dnsName -> new GeneralName(GeneralName.dNSName, dnsName)),
                        Stream.of("127.0.0.1", "::1").map(address -> new GeneralName(GeneralName.iPAddress, address)))
                .toArray(GeneralName[]::new);
        Instant now = Instant.now();
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                new BigInteger(64, new SecureRandom()),
                                // A day early, because clocks differ, for example in a container and on its host.
                                Date.from(now.minus(Duration.ofDays(1))),
                                Date.from(now.plus(VALIDITY)),
                                name,
                                keys.getPublic())
                        .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names))
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    String password() {
        return password;
    }

    /** Writes the key and the certificate as a PKCS #12 file that is protected by {@link #password()}. */
    void store(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        store.setKeyEntry("server", keys.getPrivate(), password.toCharArray(), new Certificate[] {certificate});
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
    }

    /** Creates a trust manager that trusts this certificate only. */
    X509TrustManager trustManager() throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        store.setCertificateEntry("server", certificate);
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    /** Creates the TLS context of a client that uses this trust manager. */
    static SSLContext sslContext(X509TrustManager trustManager) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trustManager}, null);
        return context;
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
