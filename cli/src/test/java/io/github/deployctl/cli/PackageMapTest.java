package io.github.deployctl.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "io.github.deployctl.cli", importOptions = ImportOption.DoNotIncludeTests.class)
final class PackageMapTest {
    private static final String CLI = "io.github.deployctl.cli";

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.github.deployctl.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyRemoteSshImportsSshj = noClasses()
            .that()
            .resideOutsideOfPackage(CLI + ".remote.ssh..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("net.schmizz..", "com.hierynomus..");

    @ArchTest
    static final ArchRule onlyTheTerminalImportsJline = noClasses()
            .that()
            .resideOutsideOfPackage(CLI + ".terminal")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jline..");

    @ArchTest
    static final ArchRule onlyTheConfigurationImportsYaml = noClasses()
            .that()
            .resideOutsideOfPackage(CLI + ".config")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.snakeyaml..");

    @ArchTest
    static final ArchRule onlyMavenImportsItsResolver = noClasses()
            .that()
            .resideOutsideOfPackage(CLI + ".maven")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.aether..", "org.apache.maven..");

    @ArchTest
    static final ArchRule onlyTheDemoHostImportsSshd = noClasses()
            .that()
            .resideOutsideOfPackage(CLI + ".demo.host")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.sshd..");

    @ArchTest
    static final ArchRule onlyCommandsImportPicocli = noClasses()
            .that()
            .resideOutsideOfPackages(CLI, CLI + ".command", CLI + ".completion", CLI + ".demo..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule remoteKnowsNothingAboveIt = noClasses()
            .that()
            .resideInAPackage(CLI + ".remote..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    CLI,
                    CLI + ".command..",
                    CLI + ".deploy..",
                    CLI + ".terminal..",
                    CLI + ".report..",
                    CLI + ".config..");

    @ArchTest
    static final ArchRule deployKnowsNeitherCommandsNorTerminalNorSsh = noClasses()
            .that()
            .resideInAPackage(CLI + ".deploy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    CLI,
                    CLI + ".command..",
                    CLI + ".terminal..",
                    CLI + ".report..",
                    CLI + ".config..",
                    CLI + ".remote.ssh..");

    @ArchTest
    static final ArchRule nothingNativeButTheTerminal =
            noClasses().should().dependOnClassesThat().resideInAPackage("jnr..");

    @ArchTest
    static final ArchRule onlyMainAsksThePlatform = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(CLI + ".Deployctl")
            .and()
            .doNotHaveFullyQualifiedName(CLI + ".rehearsal.Rehearsal")
            .and()
            .resideOutsideOfPackage(CLI + ".demo..")
            .should()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule namesHaveASubject = classes()
            .should()
            .haveSimpleNameNotEndingWith("Manager")
            .andShould()
            .haveSimpleNameNotEndingWith("Helper")
            .andShould()
            .haveSimpleNameNotEndingWith("Util")
            .andShould()
            .haveSimpleNameNotEndingWith("Utils")
            .andShould()
            .haveSimpleNameNotEndingWith("Impl")
            .andShould()
            .haveSimpleNameNotEndingWith("Processor")
            .andShould()
            .haveSimpleNameNotEndingWith("Data")
            .andShould()
            .haveSimpleNameNotEndingWith("Info")
            .andShould()
            .haveSimpleNameNotEndingWith("Base");
}
