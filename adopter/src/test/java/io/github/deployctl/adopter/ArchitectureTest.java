package io.github.deployctl.adopter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the adopter may touch inside somebody else's JVM. */
@AnalyzeClasses(packages = "io.github.deployctl.adopter", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule nothingButTheJdkAndAsm = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "io.github.deployctl.adopter..", "org.objectweb.asm..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule onlyTheHookPackageReflectsAndRewrites = noClasses()
            .that()
            .resideOutsideOfPackages("..adopter.hook..", "..adopter.asm..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.lang.reflect..", "org.objectweb.asm..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.github.deployctl.adopter.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayTheSubject =
            noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl|Processor|Data|Info|Base)");
}
