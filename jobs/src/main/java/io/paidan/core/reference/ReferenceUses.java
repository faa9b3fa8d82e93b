package io.paidan.core.reference;

import io.paidan.core.ticket.AssignmentFacts;
import io.paidan.core.ticket.TicketFacts;
import io.paidan.core.ticket.TicketFields;
import io.paidan.reference.ReferenceData;
import io.paidan.reference.ReferenceData.District;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which ids tickets use that one set of reference data does not know (contract, section 2,
 * "Reference data"): districts of the ticket and of its assignments, counties that those lie in,
 * and departments. Asked for every change of every ticket: where all is known it makes no object.
 * Immutable.
 */
public final class ReferenceUses {
  private final ReferenceData reference;

  /** Districts that are known, and with them the county that they lie in, if any. */
  private final Set<String> known = new HashSet<>();

  public ReferenceUses(ReferenceData reference) {
    this.reference = reference;
    for (District district : reference.districts().values()) {
      if (district.county() == null || ReferenceKind.COUNTY.isKnown(district.county(), reference)) {
        known.add(district.id());
      }
    }
  }

  /** The ids that the ticket uses and the reference data does not know, each once. */
  public List<ReferenceUse> unknown(TicketFacts facts) {
    return collect(facts, false);
  }

  /**
   * What those must be told who keep the uses of unknown ids. To be told of a use that they know,
   * or that one is gone that they do not know, changes nothing for them.
   *
   * @param before null: nothing was told of the ticket yet
   * @param otherNames whether the ticket's last change was told by other reference data: then all
   *     uses are told again
   * @return uses of unknown ids that came, and all uses, of known ids too, that are gone: of an id
   *     that is known now the keeper may have learned while it was not. Empty for most changes. The
   *     use of a county is gone by the county that the district lies in now: where reference data
   *     without counties lost the district before the ticket left it, nobody is told
   */
  public List<ReferenceUse> changes(TicketFacts before, TicketFacts after, boolean otherNames) {
    if (before == null) {
      return unknown(after);
    }
    boolean all = otherNames || before.ticket().firstEventAt() != after.ticket().firstEventAt();
    boolean same = usesTheSame(before, after);
    if (same && !all) {
      return List.of();
    }
    List<ReferenceUse> now = unknown(after);
    if (same) {
      return now;
    }
    List<ReferenceUse> changes = new ArrayList<>();
    List<ReferenceUse> past = collect(before, true);
    for (ReferenceUse use : now) {
      if (all || !isAmong(past, use)) {
        changes.add(use);
      }
    }
    List<ReferenceUse> present = collect(after, true);
    for (ReferenceUse use : past) {
      if (!isAmong(present, use)) {
        changes.add(use.gone());
      }
    }
    return changes;
  }

  /** Whether both use the same ids, in the same places: a quick no may be wrong. */
  private static boolean usesTheSame(TicketFacts before, TicketFacts after) {
    TicketFields a = before.ticket();
    TicketFields b = after.ticket();
    if (!isSame(a.district(), b.district())
        || !isSame(a.firstDistrict(), b.firstDistrict())
        || !isSame(a.reportedDistrict(), b.reportedDistrict())) {
      return false;
    }
    List<AssignmentFacts> as = before.assignments();
    List<AssignmentFacts> bs = after.assignments();
    if (as == bs) {
      return true;
    }
    if (as.size() != bs.size()) {
      return false;
    }
    for (int i = 0; i < as.size(); i++) {
      AssignmentFacts x = as.get(i);
      AssignmentFacts y = bs.get(i);
      if (x != y
          && (!isSame(x.department(), y.department()) || !isSame(x.district(), y.district()))) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("ReferenceEquality") // a quick way to the same answer
  private static boolean isSame(String a, String b) {
    return a == b || (a != null && a.equals(b));
  }

  private static boolean isAmong(List<ReferenceUse> uses, ReferenceUse use) {
    for (ReferenceUse each : uses) {
      if (each.isSameUse(use)) {
        return true;
      }
    }
    return false;
  }

  /**
   * @param all also ids that are known
   */
  private List<ReferenceUse> collect(TicketFacts facts, boolean all) {
    TicketFields ticket = facts.ticket();
    List<ReferenceUse> uses = district(ticket.district(), ticket, all, List.of());
    uses = district(ticket.firstDistrict(), ticket, all, uses);
    uses = district(ticket.reportedDistrict(), ticket, all, uses);
    List<AssignmentFacts> assignments = facts.assignments();
    for (int i = 0; i < assignments.size(); i++) {
      AssignmentFacts assignment = assignments.get(i);
      uses = district(assignment.district(), ticket, all, uses);
      String department = assignment.department();
      if (all || !ReferenceKind.DEPARTMENT.isKnown(department, reference)) {
        uses = add(ReferenceKind.DEPARTMENT, department, null, ticket, uses);
      }
    }
    return uses;
  }

  private List<ReferenceUse> district(
      String id, TicketFields ticket, boolean all, List<ReferenceUse> uses) {
    if (id == null || (!all && known.contains(id))) {
      return uses;
    }
    District district = reference.districts().get(id);
    List<ReferenceUse> more = uses;
    if (all || district == null) {
      more = add(ReferenceKind.DISTRICT, id, null, ticket, more);
    }
    if (district != null && district.county() != null) {
      if (all || !ReferenceKind.COUNTY.isKnown(district.county(), reference)) {
        more = add(ReferenceKind.COUNTY, district.county(), id, ticket, more);
      }
    }
    return more;
  }

  /** Adds a use that is not there yet; the list given is not to be used any more. */
  private static List<ReferenceUse> add(
      ReferenceKind kind,
      String id,
      String district,
      TicketFields ticket,
      List<ReferenceUse> uses) {
    ReferenceUse use =
        new ReferenceUse(kind, id, district, ticket.ticketId(), ticket.firstEventAt(), true);
    if (isAmong(uses, use)) {
      return uses;
    }
    List<ReferenceUse> more = uses.isEmpty() ? new ArrayList<>(4) : uses;
    more.add(use);
    return more;
  }
}
