package dev.understudy.tls;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.wildfly.security.x500.GeneralName;
import org.wildfly.security.x500.cert.BasicConstraintsExtension;
import org.wildfly.security.x500.cert.ExtendedKeyUsageExtension;
import org.wildfly.security.x500.cert.KeyUsage;
import org.wildfly.security.x500.cert.KeyUsageExtension;
import org.wildfly.security.x500.cert.SubjectAlternativeNamesExtension;
import org.wildfly.security.x500.cert.SubjectKeyIdentifierExtension;
import org.wildfly.security.x500.cert.X509CertificateBuilder;
import org.wildfly.security.x500.cert.util.KeyUtil;

/**
 * Makes a certificate that a client trusts by holding it. It is no certificate authority: whoever trusts it trusts this
 * one server, and its key never leaves the process.
 */
public final class SelfSigned {
    /** Browsers and some TLS libraries refuse a server's certificate of more than 398 days. */
    static final Duration VALIDITY = Duration.ofDays(397);

    /** A container's clock may trail the one of the machine that made the certificate. */
    private static final Duration BEFORE = Duration.ofDays(1);

    /** RFC 5280, section 4.2.1.12. */
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IP_V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    /** Underscores are no part of host names, and docker compose has them. */
    private static final Pattern DNS_NAME =
            Pattern.compile("(?=.{1,253}$)(?:\\*\\.)?[A-Za-z0-9_-]{1,63}(?:\\.[A-Za-z0-9_-]{1,63})*");

    private SelfSigned() {}

    /** A P-256 certificate, valid from a day before {@code now}, for these host names and addresses. */
    public static ServerCertificate certificate(Set<String> names, Instant now, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return certificate(generator.generateKeyPair(), names, now, random);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java makes P-256 certificates no longer", e);
        }
    }

    /** The names under which this machine is usually reached, the host to listen on, and those given. */
    public static Set<String> names(String host, List<String> more) {
        Stream<String> usual = Stream.concat(Stream.of("localhost", "127.0.0.1", "::1"), machine());
        int scope = host.indexOf('%');
        Stream<String> own = Stream.of(scope < 0 ? host : host.substring(0, scope));
        return Stream.of(usual, own, more.stream())
                .flatMap(names -> names)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(SelfSigned::isName)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether a certificate can bear the text as a name: a host name, one with {@code *.} before it, or an address. */
    public static boolean isName(String text) {
        return text.contains(":")
                ? address(text).isPresent()
                : DNS_NAME.matcher(text).matches();
    }

    private static Stream<String> machine() {
        try {
            return Stream.of(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException nameless) {
            return Stream.empty();
        }
    }

    private static ServerCertificate certificate(KeyPair pair, Set<String> names, Instant now, SecureRandom random)
            throws CertificateException {
        X500Principal subject = new X500Principal("CN=Understudy, OU=self-signed for tests");
        Instant from = now.minus(BEFORE);
        X509CertificateBuilder builder = new X509CertificateBuilder()
                .setSerialNumber(new BigInteger(127, random).setBit(126))
                .setSubjectDn(subject)
                .setIssuerDn(subject)
                .setNotValidBefore(from.atZone(ZoneOffset.UTC))
                .setNotValidAfter(from.plus(VALIDITY).atZone(ZoneOffset.UTC))
                .setPublicKey(pair.getPublic())
                .setSigningKey(pair.getPrivate())
                .setSignatureAlgorithmName("SHA256withECDSA")
                .addExtension(new BasicConstraintsExtension(true, false, -1))
                .addExtension(new KeyUsageExtension(KeyUsage.digitalSignature))
                .addExtension(new ExtendedKeyUsageExtension(false, List.of(SERVER_AUTHENTICATION)))
                .addExtension(new SubjectKeyIdentifierExtension(KeyUtil.getKeyIdentifier(pair.getPublic())))
                .addExtension(new SubjectAlternativeNamesExtension(
                        false, names.stream().map(SelfSigned::generalName).toList()));
        return new ServerCertificate(List.of(builder.build()), pair.getPrivate());
    }

    private static GeneralName generalName(String name) {
        return address(name)
                .<GeneralName>map(GeneralName.IPAddress::new)
                .orElseGet(() -> new GeneralName.DNSName(name));
    }

    /** The bytes of an IP address; nothing for a host name, which is not looked up. */
    private static Optional<byte[]> address(String text) {
        if (!text.contains(":") && !IP_V4.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }
}
