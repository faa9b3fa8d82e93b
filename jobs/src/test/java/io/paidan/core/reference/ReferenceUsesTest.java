package io.paidan.core.reference;

import static io.paidan.core.reference.UsingTickets.json;
import static io.paidan.core.reference.UsingTickets.reference;
import static io.paidan.core.reference.UsingTickets.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import io.paidan.core.ticket.TicketFacts;
import io.paidan.reference.ReferenceData;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Uses of ids that the reference data does not know (contract, section 2, "Reference data"). */
class ReferenceUsesTest {
  /** Knows the districts d and e and the department a. */
  private static final ReferenceData REFERENCE =
      reference(json(List.of("d", "e"), List.of("a"), "c"));

  private final ReferenceUses uses = new ReferenceUses(REFERENCE);

  private static List<String> words(List<ReferenceUse> uses) {
    return uses.stream()
        .map(
            use ->
                (use.present() ? "+" : "-")
                    + use.key()
                    + (use.district() == null ? "" : " by " + use.district())
                    + " "
                    + use.ticketId()
                    + "@"
                    + use.firstEventAt())
        .toList();
  }

  @Test
  void everyIdIsThereOnceWhereverTheTicketHasIt() {
    TicketFacts facts = ticket("T", 5, "x", "y", new String[] {"a", "p", "q", "p"});
    assertThat(words(uses.unknown(facts)))
        .containsExactlyInAnyOrder(
            "+district/x T@5", "+district/y T@5", "+department/p T@5", "+department/q T@5");
  }

  @Test
  void whereAllIsKnownNothingIsTold() {
    TicketFacts facts = ticket("T", 5, "d", "a");
    assertThat(uses.unknown(facts)).isEmpty();
    assertThat(uses.changes(null, facts, false)).isEmpty();
    assertThat(uses.changes(facts, ticket("T", 5, "d", "a", "a"), false)).isEmpty();
    assertThat(uses.changes(facts, facts, true)).isEmpty();
    assertThat(uses.changes(ticket("T", 9, "d", "a"), facts, false)).isEmpty();
  }

  @Test
  void aTicketWithoutADistrictUsesNone() {
    assertThat(uses.unknown(ticket("T", 5, null))).isEmpty();
    assertThat(words(uses.changes(ticket("T", 5, null), ticket("T", 5, "x"), false)))
        .containsExactly("+district/x T@5");
  }

  @Test
  void withoutReferenceDataEverythingIsUnknown() {
    assertThat(words(new ReferenceUses(ReferenceData.NONE).unknown(ticket("T", 5, "d", "a"))))
        .containsExactly("+district/d T@5", "+department/a T@5");
  }

  @Test
  void aCountyThatIsNotListedIsUsedByTheDistrict() {
    ReferenceUses unlisted =
        new ReferenceUses(reference(json(List.of("d@c", "e@c", "f"), List.of("a"))));
    TicketFacts before = ticket("T", 5, "d", "e", new String[] {"a"});
    assertThat(words(unlisted.unknown(before)))
        .containsExactlyInAnyOrder("+county/c by d T@5", "+county/c by e T@5");
    assertThat(words(unlisted.changes(before, ticket("T", 5, "f", "e", new String[] {}), false)))
        .as("the department and the district are known, but may not have been")
        .containsExactlyInAnyOrder("-county/c by d T@5", "-district/d T@5", "-department/a T@5");
  }

  @Test
  void onlyWhatChangedIsTold() {
    TicketFacts before = ticket("T", 5, "x", "p");
    assertThat(words(uses.changes(null, before, false)))
        .containsExactly("+district/x T@5", "+department/p T@5");
    assertThat(uses.changes(before, ticket("T", 5, "x", "p"), false)).isEmpty();
    assertThat(words(uses.changes(before, ticket("T", 5, "x", "p", "q"), false)))
        .containsExactly("+department/q T@5");
    assertThat(words(uses.changes(before, ticket("T", 5, "d", "q"), false)))
        .containsExactlyInAnyOrder("+department/q T@5", "-district/x T@5", "-department/p T@5");
  }

  @Test
  void allIsToldAgainWhenTheFirstEventOrTheNamesAreOthers() {
    TicketFacts before = ticket("T", 5, "x", "p");
    assertThat(words(uses.changes(before, ticket("T", 4, "x", "p"), false)))
        .containsExactly("+district/x T@4", "+department/p T@4");
    assertThat(words(uses.changes(before, before, true)))
        .containsExactly("+district/x T@5", "+department/p T@5");
    assertThat(words(uses.changes(before, ticket("T", 5, "x", "q"), true)))
        .containsExactly("+district/x T@5", "+department/q T@5", "-department/p T@5");
  }
}
