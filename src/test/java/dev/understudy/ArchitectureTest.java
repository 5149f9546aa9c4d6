package dev.understudy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rooms, who may know whom, and which library lives where. */
class ArchitectureTest {
    private static final String ROOT = "dev.understudy";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** A room, all the rooms that it may import, and why no more. */
    private record Room(String name, List<String> mayImport, String because) {}

    private static final List<Room> ROOMS = List.of(
            new Room("aws", List.of(), "the vocabulary is a leaf"),
            new Room("json", List.of(), "JSON is read and written without knowing what it says"),
            new Room("server", List.of(), "the socket serves whatever is behind it"),
            new Room("tls", List.of(), "a certificate is the same whoever listens with it"),
            new Room("sigv4", List.of("aws"), "a signature is arithmetic over a request, whoever the caller is"),
            new Room("policy", List.of("aws", "json"), "the policy language knows no tokens, sessions or sockets"),
            new Room("token", List.of("aws", "json"), "a token is verified without knowing what it will be used for"),
            new Room("credentials", List.of("aws"), "a session is sealed whatever it was granted for"),
            new Room("saml", List.of("aws"), "an assertion is verified without knowing what it will be used for"),
            new Room("iam", List.of("aws", "policy", "saml"), "the directory holds entities and judges nothing"),
            new Room("idp", List.of("aws", "json", "server", "token"), "an identity provider knows nothing of roles"),
            new Room(
                    "config",
                    List.of("aws", "cognito", "iam", "idp", "json", "policy", "saml", "tls", "token"),
                    "settings describe, they do not act"),
            new Room(
                    "sts",
                    List.of("aws", "credentials", "iam", "json", "policy", "saml", "sigv4", "token"),
                    "an action knows neither HTTP nor XML"),
            new Room(
                    "cognito",
                    List.of("aws", "credentials", "iam", "idp", "json", "policy", "sts", "token"),
                    "an identity pool takes logins to tokens and roles, and knows no wire"),
            new Room(
                    "journal",
                    List.of("aws", "policy", "saml", "sts", "token"),
                    "what was called is told apart from how it is answered"),
            new Room("metrics", List.of("journal", "sts", "token"), "what is measured does not know who measures"),
            new Room(
                    "protocol",
                    List.of("aws", "cognito", "credentials", "journal", "json", "server", "sigv4", "sts", "policy"),
                    "the wire form decides nothing"),
            new Room(
                    "control",
                    List.of(
                            "aws",
                            "cognito",
                            "credentials",
                            "iam",
                            "idp",
                            "journal",
                            "json",
                            "policy",
                            "protocol",
                            "saml",
                            "server",
                            "sts",
                            "token"),
                    "the control API asks the same actions as the wire does, and expires sessions"),
            new Room(
                    "testing",
                    List.of("", "config", "control", "credentials", "idp", "journal", "json", "sts"),
                    "what helps tests stands on what every user has"));

    /** A library and the rooms that may use it. */
    private record Library(String packages, List<String> rooms) {}

    private static final List<Library> LIBRARIES = List.of(
            new Library("io.undertow..", List.of("server")),
            new Library("org.xnio..", List.of("server")),
            new Library("org.jboss..", List.of("server")),
            new Library("org.wildfly..", List.of("tls")),
            new Library("javax.xml..", List.of("saml")),
            new Library("org.w3c..", List.of("saml")),
            new Library("com.nimbusds..", List.of("token")),
            new Library("com.github.benmanes..", List.of("token", "credentials", "idp")),
            new Library("tools.jackson.dataformat..", List.of("config")),
            new Library(
                    "tools.jackson..",
                    List.of(
                            "",
                            "cognito",
                            "config",
                            "control",
                            "idp",
                            "json",
                            "policy",
                            "protocol",
                            "sts",
                            "testing",
                            "token")),
            new Library("org.junit..", List.of("testing")),
            new Library("org.testcontainers..", List.of("testing")),
            new Library("io.micrometer..", List.of("metrics")),
            new Library("io.prometheus..", List.of("metrics")),
            new Library("picocli..", List.of("")));

    @TestFactory
    Stream<DynamicTest> a_room_imports_only_what_it_may() {
        return ROOMS.stream()
                .map(room -> DynamicTest.dynamicTest(room.name(), () -> {
                    String[] forbidden = Stream.concat(
                                    Stream.of(""), ROOMS.stream().map(Room::name))
                            .filter(name -> !name.equals(room.name())
                                    && !room.mayImport().contains(name))
                            .map(ArchitectureTest::packageOf)
                            .toArray(String[]::new);
                    check(noClasses()
                            .that()
                            .resideInAPackage(packageOf(room.name()) + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(forbidden)
                            .because(room.because()));
                }));
    }

    @TestFactory
    Stream<DynamicTest> a_library_is_used_only_in_its_rooms() {
        return LIBRARIES.stream()
                .map(library -> DynamicTest.dynamicTest(library.packages(), () -> {
                    String[] rooms = library.rooms().stream()
                            .map(ArchitectureTest::packageOf)
                            .toArray(String[]::new);
                    check(noClasses()
                            .that()
                            .resideOutsideOfPackages(rooms)
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(library.packages())
                            .because("a library that is fenced in can be replaced"));
                }));
    }

    @Test
    void the_root_does_not_import_what_is_for_tests() {
        check(noClasses()
                .that()
                .resideInAPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packageOf("testing"))
                .because("JUnit and Testcontainers are not there when it runs by itself"));
    }

    @Test
    void no_two_rooms_import_each_other() {
        check(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().because("a cycle makes two rooms one"));
    }

    @Test
    void time_and_chance_are_given_never_taken() {
        check(noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .because("a test must be able to fix them"));
    }

    @Test
    void no_object_mapper_is_built() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(tools.jackson.databind.ObjectMapper.class)
                .because("it loads hundreds of classes, which the start would wait for"));
    }

    @Test
    void every_room_is_listed_here() {
        List<String> listed = ROOMS.stream().map(Room::name).sorted().toList();
        List<String> found = CLASSES.stream()
                .map(type -> type.getPackageName().substring(ROOT.length()))
                .filter(rest -> !rest.isEmpty())
                .map(rest -> rest.split("\\.", 3)[1])
                .distinct()
                .sorted()
                .toList();
        assertThat(found).isEqualTo(listed);
        assertThat(listed)
                .containsAll(ROOMS.stream()
                        .flatMap(room -> room.mayImport().stream())
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .toList());
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }

    private static String packageOf(String room) {
        return room.isEmpty() ? ROOT : ROOT + "." + room;
    }
}
