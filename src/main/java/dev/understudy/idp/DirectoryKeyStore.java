package dev.understudy.idp;

import dev.understudy.token.SigningKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Keeps each issuer's private keys in a file, so that several processes (a server, and the command line beside it) agree
 * on them: whichever process writes first, wins. The files are the owner's alone where the file system knows owners.
 */
public final class DirectoryKeyStore implements IssuerKeyStore {
    private final Path directory;

    /** @param directory made when first needed */
    public DirectoryKeyStore(Path directory) {
        this.directory = directory;
    }

    @Override
    public SigningKeys keys(String issuer, Supplier<SigningKeys> generator) {
        Path file = directory.resolve(fileName(issuer));
        try {
            if (!Files.exists(file)) {
                writeUnlessThere(file, generator.get().toPrivateJwks());
            }
            // Read even after writing: another process may have been faster.
            return SigningKeys.fromPrivateJwks(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IssuerKeyStoreException(
                    "The keys of the issuer " + issuer + " cannot be kept in " + file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IssuerKeyStoreException(
                    "The file " + file + " does not hold the keys of the issuer " + issuer + ": " + e.getMessage()
                            + ". Delete it, and new keys will be made.",
                    e);
        }
    }

    /** The file appears whole or not at all, and never replaces one that is there. */
    private void writeUnlessThere(Path file, String text) throws IOException {
        Files.createDirectories(directory, attributes("rwx------"));
        Path temporary = Files.createTempFile(directory, "new-", ".tmp", attributes("rw-------"));
        try {
            Files.writeString(temporary, text, StandardCharsets.UTF_8);
            publish(temporary, file);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster; its keys count.
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

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

    private static String fileName(String issuer) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(issuer.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest) + ".json";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
