package io.github.deployctl.common;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.github.deployctl.common", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule ONLY_JSON_KNOWS_THE_JSON_LIBRARY = noClasses()
            .that()
            .resideOutsideOfPackage("..common.json..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.gson..");

    @ArchTest
    static final ArchRule NO_THREADS_NO_FILES = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.channels..", "java.nio.file..", "java.util.concurrent..");

    @ArchTest
    static final ArchRule ONLY_FETCH_OPENS_CONNECTIONS = noClasses()
            .that()
            .resideOutsideOfPackage("..common.fetch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..");

    @ArchTest
    static final ArchRule NO_NAME_WITHOUT_A_SUBJECT =
            noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl|Processor|Data|Info|Base)");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.github.deployctl.common.(*)..").should().beFreeOfCycles();
}
