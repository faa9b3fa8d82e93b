package io.paidan.core.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeTest {
  private static final List<Scope> SCOPES =
      List.of(
          Scope.PREFECTURE,
          Scope.district("阜新"),
          Scope.county("a:b"),
          Scope.department("water"),
          Scope.department("d"),
          Scope.departmentDistrict("water", "阜新"),
          Scope.departmentDistrict("y", "y"));

  @Test
  void everyScopeIsFoundByItsKey() {
    for (Scope scope : SCOPES) {
      assertThat(Scope.ofKey(scope.key())).isEqualTo(scope);
    }
    assertThat(SCOPES.stream().map(Scope::key)).doesNotHaveDuplicates();
  }

  /** State holds them. */
  @Test
  void keysAreAsTheyWere() {
    assertThat(SCOPES.stream().map(Scope::key))
        .containsExactly("p", "d/阜新", "c/a:b", "x/water", "x/d", "y/water/阜新", "y/y/y");
  }

  @Test
  void noOtherLetter() {
    assertThatThrownBy(() -> Scope.ofKey("z/1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("z");
  }

  @Test
  void allButDepartmentsInDistrictsArePublished() {
    assertThat(SCOPES.stream().filter(ReportDocuments::isPublished).map(Scope::kind).distinct())
        .containsExactlyInAnyOrder(
            Scope.Kind.PREFECTURE, Scope.Kind.DISTRICT, Scope.Kind.COUNTY, Scope.Kind.DEPARTMENT);
  }
}
