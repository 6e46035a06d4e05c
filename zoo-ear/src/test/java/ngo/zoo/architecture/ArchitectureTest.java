package ngo.zoo.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may know whom, and how things are named (docs/architecture.md). */
class ArchitectureTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path DOMAIN = ROOT.resolve("zoo-ejb/zoo-domain/target/classes");

  private static final Set<String> FLOATING =
      Set.of("double", "float", "java.lang.Double", "java.lang.Float");

  private static JavaClasses all;
  private static JavaClasses domain;

  /** Read from the modules' output folders, because a war and a rar are on no class path. */
  @BeforeAll
  static void read() throws IOException {
    try (Stream<Path> tree = Files.find(ROOT, 4, (path, it) -> path.endsWith("target/classes"))) {
      all = new ClassFileImporter().importPaths(tree.toList());
    }
    domain = new ClassFileImporter().importPath(DOMAIN);
  }

  @Test
  void everyModuleIsSeen() {
    assertThat(all.size()).isGreaterThan(domain.size());
    assertThat(domain).isNotEmpty();
  }

  @Test
  void theDomainIsPureJava() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "jakarta..",
                "java.sql..",
                "javax.sql..",
                "java.net.http..",
                "org.hibernate..",
                "org.jboss..",
                "java.util.logging..",
                "org.slf4j.."))
        .because("rules are computed anywhere: in the server, a node, the launcher, a test")
        .check(domain);
  }

  @Test
  void theDomainHasNoClock() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .because("an Instant is a parameter")
        .check(domain);
  }

  @Test
  void theDomainKnowsNothingElseOfOurs() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "javax.crypto..", "jdk.incubator.vector..")
                .or(resideInAPackage("org.jspecify.."))
                .or(
                    DescribedPredicate.describe(
                        "classes of the domain",
                        (JavaClass type) -> domain.contain(type.getName())))
                .or(
                    DescribedPredicate.describe(
                        "primitives and arrays", ArchitectureTest::isBuiltIn)))
        .check(domain);
  }

  private static boolean isBuiltIn(JavaClass type) {
    return type.isPrimitive() || type.isArray();
  }

  @Test
  void featuresKnowOnlyTheirAllowedNeighbours() {
    forbidden("rewards", "billing", "ledger", "governance", "routing").check(all);
    forbidden("billing", "ledger", "governance", "routing").check(all);
    forbidden("ledger", "governance", "routing").check(all);
    forbidden("routing", "governance").check(all);
    forbidden("governance", "routing").check(all);
  }

  private static ArchRule forbidden(String feature, String... others) {
    return noClasses()
        .that()
        .resideInAPackage("ngo.zoo." + feature + ".service..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                Stream.of(others)
                    .map(other -> "ngo.zoo." + other + ".service..")
                    .toArray(String[]::new)))
        .allowEmptyShould(true);
  }

  @Test
  void servicesHaveNoCycles() {
    slices().matching("ngo.zoo.(*).service..").should().beFreeOfCycles().check(all);
  }

  @Test
  void entitiesLiveInPersistence() {
    classes()
        .that()
        .areAnnotatedWith("jakarta.persistence.Entity")
        .should()
        .resideInAPackage("ngo.zoo.persistence..")
        .allowEmptyShould(true)
        .check(all);
  }

  @Test
  void entitiesHaveBehaviourInsteadOfSetters() {
    ArchRuleDefinition.noMethods()
        .that()
        .areDeclaredInClassesThat()
        .areAnnotatedWith("jakarta.persistence.Entity")
        .and()
        .arePublic()
        .should()
        .haveNameMatching("set[A-Z].*")
        .allowEmptyShould(true)
        .check(all);
  }

  @Test
  void librariesStayWhereTheyBelong() {
    only("org.web3j..", "ngo.zoo.integration..").check(all);
    only("ai.djl..", "ngo.zoo.gpu.node..", "ngo.zoo.gpu.trainer..").check(all);
    only("ai.onnxruntime..", "ngo.zoo.gpu.node..").check(all);
    only("org.apache.hc..", "ngo.zoo.gpu.ra..").check(all);
    only("org.apache.pdfbox..", "ngo.zoo.integration..").check(all);
    only("org.apache.lucene..", "ngo.zoo.integration..", "ngo.zoo.bench..").check(all);
    only("org.primefaces..", "ngo.zoo.web..").check(all);
    only("jakarta.faces..", "ngo.zoo.web..").check(all);
    only("jakarta.ws.rs..", "ngo.zoo.web..").check(all);
  }

  private static ArchRule only(String library, String... users) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(users)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  @Test
  void nothingDependsOnTheWeb() {
    noClasses()
        .that()
        .resideOutsideOfPackage("ngo.zoo.web..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ngo.zoo.web..")
        .check(all);
  }

  @Test
  void thePortalAsksServicesNotTables() {
    noClasses()
        .that()
        .resideInAPackage("ngo.zoo.web..")
        .should()
        .dependOnClassesThat()
        .areAnnotatedWith("jakarta.persistence.Entity")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.persistence..")
        .allowEmptyShould(true)
        .check(all);
  }

  /** No field, no signature and no call: not even on the way from one whole number to another. */
  @Test
  void moneyIsNeverFloatingPoint() {
    noFields()
        .that()
        .areDeclaredInClassesThat(touchMoney())
        .should()
        .haveRawType(double.class)
        .orShould()
        .haveRawType(float.class)
        .orShould()
        .haveRawType(Double.class)
        .orShould()
        .haveRawType(Float.class)
        .check(all);
    ArchRuleDefinition.methods()
        .that()
        .areDeclaredInClassesThat(touchMoney())
        .should(takeAndReturnNoFloatingPoint())
        .check(all);
    noClasses().that(touchMoney()).should(callNothingWithFloatingPoint()).check(all);
  }

  private static DescribedPredicate<JavaClass> touchMoney() {
    return resideInAnyPackage(
            "ngo.zoo.rewards..",
            "ngo.zoo.billing..",
            "ngo.zoo.books..",
            "ngo.zoo.compute..",
            "ngo.zoo.persistence.books..",
            "ngo.zoo.persistence.rewards..",
            "ngo.zoo.persistence.billing..")
        .or(
            DescribedPredicate.describe(
                "the amount itself", it -> it.getName().equals("ngo.zoo.shared.Amount")));
  }

  private static ArchCondition<JavaClass> callNothingWithFloatingPoint() {
    return new ArchCondition<>("call something with floating point") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getCodeUnitCallsFromSelf().stream()
            .filter(
                call ->
                    Stream.concat(
                            Stream.of(call.getTarget().getRawReturnType()),
                            call.getTarget().getRawParameterTypes().stream())
                        .anyMatch(it -> FLOATING.contains(it.getName())))
            .forEach(
                call -> events.add(SimpleConditionEvent.satisfied(call, call.getDescription())));
      }
    };
  }

  private static ArchCondition<JavaMethod> takeAndReturnNoFloatingPoint() {
    return new ArchCondition<>("take and return no floating point") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        Stream.concat(Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
            .filter(type -> FLOATING.contains(type.getName()))
            .forEach(
                type ->
                    events.add(
                        SimpleConditionEvent.violated(
                            method, method.getFullName() + " uses " + type.getName())));
      }
    };
  }

  @Test
  void namesSayWhatThingsAre() {
    for (String suffix : List.of("Impl", "Util", "Utils", "Manager", "Helper", "DTO", "Dto")) {
      noClasses()
          .that(
              DescribedPredicate.not(
                  DescribedPredicate.describe("dictated by JCA", ArchitectureTest::isJca)))
          .should()
          .haveSimpleNameEndingWith(suffix)
          .check(all);
    }
    noClasses().that().areInterfaces().should().haveNameMatching(".*\\.I[A-Z][a-z].*").check(all);
    resourcesAreNamed("jakarta.ws.rs.Path", "Resource");
    resourcesAreNamed("jakarta.faces.view.ViewScoped", "View");
  }

  /** JCA itself calls its interfaces so, and a name of ours that hides it would help nobody. */
  private static boolean isJca(JavaClass type) {
    return type.getAllRawInterfaces().stream()
        .anyMatch(it -> it.getName().equals("jakarta.resource.spi.ConnectionManager"));
  }

  private static void resourcesAreNamed(String annotation, String suffix) {
    classes()
        .that()
        .resideInAPackage("ngo.zoo.web..")
        .and()
        .areAnnotatedWith(annotation)
        .should()
        .haveSimpleNameEndingWith(suffix)
        .allowEmptyShould(true)
        .check(all);
  }
}
