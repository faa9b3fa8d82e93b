package io.paidan.core.recompute;

import io.paidan.core.reference.FirstUse;
import io.paidan.core.reference.ReferenceKind;
import io.paidan.core.reference.ReferenceProblemDocuments;
import io.paidan.core.reference.ReferenceUse;
import io.paidan.core.reference.ReferenceUses;
import io.paidan.core.ticket.TicketFacts;
import io.paidan.document.Document;
import io.paidan.reference.ReferenceData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers the ids that tickets use and the reference data does not know. */
final class ReferenceProblems {
  private record Id(ReferenceKind kind, String id) {}

  private final ReferenceUses uses;
  private final Map<Id, FirstUse> problems = new HashMap<>();

  ReferenceProblems(ReferenceData reference) {
    uses = new ReferenceUses(reference);
  }

  void look(TicketFacts facts) {
    for (ReferenceUse use : uses.unknown(facts)) {
      problems.merge(new Id(use.kind(), use.id()), use.asFirst(), FirstUse::lesser);
    }
  }

  List<Document> documents(long revision) {
    ReferenceProblemDocuments renderer = new ReferenceProblemDocuments();
    List<Document> documents = new ArrayList<>();
    problems.forEach(
        (id, first) -> documents.add(renderer.document(id.kind(), id.id(), first, revision)));
    return documents;
  }
}
