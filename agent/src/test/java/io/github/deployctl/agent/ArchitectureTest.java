package io.github.deployctl.agent;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.github.deployctl.agent", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule ONLY_POSIX_MAKES_NATIVE_CALLS = noClasses()
            .that()
            .resideOutsideOfPackage("..agent.posix..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.kenai..", "jnr..");

    @ArchTest
    static final ArchRule ONLY_THE_ENTRY_KNOWS_THE_REAL_KERNEL = noClasses()
            .that()
            .resideOutsideOfPackages("io.github.deployctl.agent", "..agent.posix..", "..agent.procfs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..agent.posix..", "..agent.procfs..");

    @ArchTest
    static final ArchRule THE_STATES_ARE_PURE = noClasses()
            .that()
            .resideInAPackage("..agent.generation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.io..",
                    "java.nio..",
                    "java.net..",
                    "java.util.concurrent..",
                    "..agent.os..",
                    "..agent.supervise..");

    @ArchTest
    static final ArchRule THE_CONTROL_SOCKET_HAS_NO_POLICY = noClasses()
            .that()
            .resideInAPackage("..agent.control..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..agent.generation..",
                    "..agent.launch..",
                    "..agent.adoption..",
                    "..agent.os..",
                    "..agent.state..");

    @ArchTest
    static final ArchRule NOTHING_BELOW_THE_SUPERVISOR_KNOWS_IT = noClasses()
            .that()
            .resideInAnyPackage(
                    "..generation..",
                    "..launch..",
                    "..adoption..",
                    "..release..",
                    "..state..",
                    "..proof..",
                    "..os..",
                    "..posix..",
                    "..procfs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..agent.supervise..", "..agent.control..");

    @ArchTest
    static final ArchRule A_CLIENT_KNOWS_THE_WIRE_ONLY = noClasses()
            .that()
            .resideInAPackage("..agent.local..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.github.deployctl.agent..").and(not(resideInAPackage("..agent.local.."))));

    @ArchTest
    static final ArchRule NO_CLIENT_LIBRARIES = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "org.jline..", "net.schmizz..", "com.google.gson..", "org.snakeyaml..");

    @ArchTest
    static final ArchRule ONLY_THE_ENTRY_READS_THE_ENVIRONMENT_AND_EXITS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.github.deployctl.agent.Main")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule NO_NAME_WITHOUT_A_SUBJECT =
            noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl|Processor|Data|Info|Base)");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.github.deployctl.agent.(*)..").should().beFreeOfCycles();
}
