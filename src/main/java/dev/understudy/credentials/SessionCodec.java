package dev.understudy.credentials;

import dev.understudy.aws.AccountId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session as bytes: a version, then every field in order, texts and lists preceded by their length. Texts are in
 * Java's modified UTF-8, which keeps every string exactly, unpaired surrogates included. Zeros may follow: they mean
 * nothing, so that a token can be longer than it need be.
 */
final class SessionCodec {
    /** The longest encoding; its token stays within {@link SessionOpener#MAX_TOKEN_LENGTH}. */
    static final int MAX_BYTES = 47 * 1024;

    private static final int VERSION = 1;
    private static final int SINGLE = 1;
    private static final int MULTI = 2;

    private SessionCodec() {}

    /**
     * Encodes a session.
     *
     * @throws IllegalArgumentException if the session is larger than a token may be
     */
    static byte[] encode(Session session) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(session, out);
        } catch (IOException e) {
            throw new IllegalArgumentException("A text of the session is too long to encode", e);
        }
        if (bytes.size() > MAX_BYTES) {
            throw new IllegalArgumentException("The session takes " + bytes.size() + " bytes, more than " + MAX_BYTES);
        }
        return bytes.toByteArray();
    }

    /** Decodes a session, or nothing if the bytes are not exactly one session, with zeros after it or without. */
    static Optional<Session> decode(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Session session = read(in);
            return onlyZeros(in.readAllBytes()) ? Optional.of(session) : Optional.empty();
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean onlyZeros(byte[] rest) {
        for (byte octet : rest) {
            if (octet != 0) {
                return false;
            }
        }
        return true;
    }

    private static void write(Session session, DataOutputStream out) throws IOException {
        out.writeByte(VERSION);
        PrincipalCodec.write(session.principal(), out);
        out.writeUTF(session.account().value());
        out.writeLong(session.issuedAt().getEpochSecond());
        out.writeLong(session.expiresAt().getEpochSecond());
        writeCount(session.context().size(), out);
        for (Map.Entry<String, SessionValue> entry : session.context().entrySet()) {
            out.writeUTF(entry.getKey());
            writeValue(entry.getValue(), out);
        }
        writeCount(session.tags().tags().size(), out);
        for (Map.Entry<String, String> tag : session.tags().tags().entrySet()) {
            out.writeUTF(tag.getKey());
            out.writeUTF(tag.getValue());
        }
        writeTexts(session.tags().transitiveKeys(), out);
        writeOptional(session.policies().document(), out);
        writeTexts(session.policies().managedPolicyArns(), out);
        writeOptional(session.sourceIdentity(), out);
        // They came later than the first version, whose sessions have nothing here.
        if (!session.policies().scopeDown().isEmpty()) {
            writeTexts(session.policies().scopeDown(), out);
        }
    }

    private static Session read(DataInputStream in) throws IOException {
        if (in.readUnsignedByte() != VERSION) {
            throw new IOException("unknown version");
        }
        Session session = Session.of(
                PrincipalCodec.read(in),
                new AccountId(in.readUTF()),
                Instant.ofEpochSecond(in.readLong()),
                Instant.ofEpochSecond(in.readLong()));
        session = session.withContext(readMap(in, SessionCodec::readValue))
                .withTags(new SessionTags(readMap(in, source -> source.readUTF()), readTexts(in)))
                .withPolicies(new SessionPolicies(readOptional(in), readTexts(in)));
        session = readOptional(in).map(session::withSourceIdentity).orElse(session);
        List<String> scopeDown = in.available() < Short.BYTES ? List.of() : readTexts(in);
        return session.withPolicies(session.policies().scopedDown(scopeDown));
    }

    private static void writeValue(SessionValue value, DataOutputStream out) throws IOException {
        if (value instanceof SessionValue.Single single) {
            out.writeByte(SINGLE);
            out.writeUTF(single.value());
        } else if (value instanceof SessionValue.Multi multi) {
            out.writeByte(MULTI);
            writeTexts(multi.values(), out);
        }
    }

    private static SessionValue readValue(DataInputStream in) throws IOException {
        return switch (in.readUnsignedByte()) {
            case SINGLE -> new SessionValue.Single(in.readUTF());
            case MULTI -> new SessionValue.Multi(readTexts(in));
            default -> throw new IOException("unknown kind of value");
        };
    }

    private static void writeTexts(List<String> texts, DataOutputStream out) throws IOException {
        writeCount(texts.size(), out);
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> readTexts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            texts.add(in.readUTF());
        }
        return texts;
    }

    private static <V> Map<String, V> readMap(DataInputStream in, ValueReader<V> reader) throws IOException {
        Map<String, V> map = new LinkedHashMap<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            if (map.put(in.readUTF(), reader.read(in)) != null) {
                throw new IOException("a key twice");
            }
        }
        return map;
    }

    private static void writeOptional(Optional<String> text, DataOutputStream out) throws IOException {
        out.writeBoolean(text.isPresent());
        if (text.isPresent()) {
            out.writeUTF(text.get());
        }
    }

    private static Optional<String> readOptional(DataInputStream in) throws IOException {
        return switch (in.readUnsignedByte()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(in.readUTF());
            default -> throw new IOException("neither present nor absent");
        };
    }

    private static void writeCount(int count, DataOutputStream out) throws IOException {
        if (count > 0xffff) {
            throw new IllegalArgumentException("The session holds a list of " + count + " entries");
        }
        out.writeShort(count);
    }

    private interface ValueReader<V> {
        V read(DataInputStream in) throws IOException;
    }
}
