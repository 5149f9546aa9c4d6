package dev.understudy.idp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each issuer's private keys in a file, so that several processes (a server, and the command line beside it) agree
 * on them: whichever process makes them first, wins; keys that one process changes are at once those of the others; of
 * two processes that change them at the same moment, the last wins. The files are the owner's alone where the file
 * system knows owners, and are replaced whole.
 */
public final class DirectoryKeyStore implements IssuerKeyStore {
    private final Path directory;
    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    /** @param directory made when first needed */
    public DirectoryKeyStore(Path directory) {
        this.directory = directory;
    }

    /** What a file held when it looked like this. */
    private record Known(Stamp stamp, KeyRing ring) {}

    /** Changes whenever a file is replaced by another. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object fileKey) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }

    @Override
    public Optional<KeyRing> find(String issuer) {
        Path file = file(issuer);
        return Files.exists(file) ? Optional.of(read(issuer, file)) : Optional.empty();
    }

    @Override
    public KeyRing keys(String issuer, Supplier<KeyRing> generator) {
        Path file = file(issuer);
        if (!Files.exists(file)) {
            make(issuer, file, generator);
        }
        // Read even after writing: another process may have been faster.
        return read(issuer, file);
    }

    @Override
    public synchronized KeyRing change(String issuer, UnaryOperator<KeyRing> change) {
        Path file = file(issuer);
        KeyRing changed = change.apply(read(issuer, file));
        write(issuer, file, changed, DirectoryKeyStore::replace);
        return changed;
    }

    /** Synchronized, so that many waiters share one generation. */
    private synchronized void make(String issuer, Path file, Supplier<KeyRing> generator) {
        if (!Files.exists(file)) {
            write(issuer, file, generator.get(), DirectoryKeyStore::publish);
        }
    }

    private KeyRing read(String issuer, Path file) {
        try {
            Stamp stamp = Stamp.of(file);
            Known before = known.get(file);
            if (before != null && before.stamp().equals(stamp)) {
                return before.ring();
            }
            KeyRing ring = KeyRing.fromPrivateJson(Files.readString(file, StandardCharsets.UTF_8));
            known.put(file, new Known(stamp, ring));
            return ring;
        } catch (IOException e) {
            throw new IssuerKeyStoreException(
                    "The keys of the issuer " + issuer + " cannot be read from " + file + ": " + e + ".", e);
        } catch (IllegalArgumentException e) {
            throw new IssuerKeyStoreException(
                    "The file " + file + " does not hold the keys of the issuer " + issuer + ": " + e.getMessage()
                            + ". Delete it, and new keys will be made.",
                    e);
        }
    }

    /** How a file that is written gets its name. */
    @FunctionalInterface
    private interface Naming {
        void name(Path temporary, Path file) throws IOException;
    }

    /** The file appears whole or not at all. */
    private void write(String issuer, Path file, KeyRing ring, Naming naming) {
        try {
            Files.createDirectories(directory, attributes("rwx------"));
            Path temporary = Files.createTempFile(directory, "new-", ".tmp", attributes("rw-------"));
            try {
                Files.writeString(temporary, ring.toPrivateJson(), StandardCharsets.UTF_8);
                naming.name(temporary, file);
            } catch (FileAlreadyExistsException e) {
                // Another process was faster; its keys count.
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UnwritableKeyStoreException(
                    "The keys of the issuer " + issuer + " cannot be kept in " + file + ": " + e + ".", e);
        }
    }

    private static void replace(Path temporary, Path file) throws IOException {
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Never replaces a file that is there. */
    private static void publish(Path temporary, Path file) throws IOException {
        try {
            // Unlike an atomic move, a link fails if the file is there.
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // Some file systems have no links.
            Files.move(temporary, file);
        }
    }

    private FileAttribute<?>[] attributes(String permissions) {
        FileSystem fileSystem = directory.getFileSystem();
        if (!fileSystem.supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
    }

    private Path file(String issuer) {
        return directory.resolve(fileName(issuer));
    }

    private static String fileName(String issuer) {
        return HexFormat.of().formatHex(Sha256.of(issuer)) + ".json";
    }
}
