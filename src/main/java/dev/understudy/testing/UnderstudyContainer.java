package dev.understudy.testing;

import dev.understudy.config.Configuration;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * Understudy in a container, for tests whose application runs in containers too or is not a Java program.
 *
 * <pre>{@code
 * try (UnderstudyContainer understudy = new UnderstudyContainer().withConfiguration(Path.of("understudy.yaml"))) {
 *     understudy.start();
 *     String token = understudy.token("https://idp.example.org", "my-app", "alice");
 *     …
 * }
 * }</pre>
 *
 * Other containers of its network reach it at {@code http://ALIAS:4592}.
 */
public final class UnderstudyContainer extends GenericContainer<UnderstudyContainer> {
    /** The port inside the container. */
    public static final int PORT = 4592;

    private static final DockerImageName IMAGE = DockerImageName.parse("understudy");
    private static final String READY = "/_understudy/ready";
    private static final String DIRECTORY = "/etc/understudy/";
    private static final String FILE = DIRECTORY + "understudy.yaml";

    /** Readable by whichever user the image runs as. */
    private static final int FILE_MODE = 0644;

    private static final int DIRECTORY_MODE = 0755;

    private Optional<RemoteUnderstudy> control = Optional.empty();

    /** The image {@code understudy:latest}. */
    public UnderstudyContainer() {
        this(IMAGE);
    }

    /** An image such as {@code understudy:1.0}, or one elsewhere that stands in for it. */
    public UnderstudyContainer(String image) {
        this(DockerImageName.parse(image).asCompatibleSubstituteFor(IMAGE));
    }

    /**
     * @throws IllegalStateException if the image neither is {@code understudy} nor declared a compatible substitute
     */
    public UnderstudyContainer(DockerImageName image) {
        super(image);
        image.assertCompatibleWith(IMAGE);
        withExposedPorts(PORT);
        withEnv("UNDERSTUDY_HOST", "0.0.0.0");
        waitingFor(Wait.forHttp(READY).forPort(PORT).forStatusCode(200));
    }

    /**
     * The configuration: a file, or a directory that holds {@code understudy.yaml} and the files that it names.
     *
     * @throws IllegalArgumentException if there is neither
     */
    public UnderstudyContainer withConfiguration(Path path) {
        if (Files.isRegularFile(path)) {
            return configured(MountableFile.forHostPath(path, FILE_MODE), FILE);
        }
        if (Files.isRegularFile(path.resolve("understudy.yaml"))) {
            return configured(MountableFile.forHostPath(path, DIRECTORY_MODE), DIRECTORY);
        }
        throw new IllegalArgumentException(path + " is neither a file nor a directory with an understudy.yaml in it.");
    }

    /** The configuration itself, in which only absolute paths of the container lead anywhere. */
    public UnderstudyContainer withConfiguration(String yaml) {
        return withCopyToContainer(Transferable.of(yaml, FILE_MODE), FILE).withEnv("UNDERSTUDY_CONFIG", FILE);
    }

    /** The configuration, declared in Java; only absolute paths of the container lead anywhere in it. */
    public UnderstudyContainer withConfiguration(Configuration configuration) {
        return withConfiguration(configuration.toJson());
    }

    /** The configuration: a resource of the class path, by its name. */
    public UnderstudyContainer withConfigurationResource(String name) {
        return configured(MountableFile.forClasspathResource(name, FILE_MODE), FILE);
    }

    private UnderstudyContainer configured(MountableFile file, String target) {
        return withCopyFileToContainer(file, target).withEnv("UNDERSTUDY_CONFIG", FILE);
    }

    /** Where an AWS SDK outside the container's network is pointed at, once it runs. */
    public URI endpoint() {
        return URI.create("http://" + getHost() + ":" + getMappedPort(PORT));
    }

    /** What an AWS SDK must be told. */
    public AwsProperties awsProperties() {
        return new AwsProperties(endpoint(), control().region());
    }

    /** Tokens, time, faults and calls of the running container. */
    public synchronized RemoteUnderstudy control() {
        // Started again, a container is found at another port.
        URI now = endpoint();
        RemoteUnderstudy remote =
                control.filter(it -> it.endpoint().equals(now)).orElseGet(() -> RemoteUnderstudy.at(now));
        control = Optional.of(remote);
        return remote;
    }

    /** A token of a {@code local} issuer, valid for an hour. */
    public String token(String issuer, String audience, String subject) {
        return control().token(issuer, audience, subject);
    }

    /** By identity, as containers are; said here because the library's own class says otherwise. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
