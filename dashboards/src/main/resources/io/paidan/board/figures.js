// The cards at the top.

import { NONE, integer, percent } from './format.js';
import { word } from './words.js';

export function showFigures(figures) {
  const values = figures === null ? {} : valuesOf(figures);
  for (const element of document.querySelectorAll('[data-f]')) {
    const text = values[element.dataset.f] ?? NONE;
    if (element.textContent !== text) element.textContent = text;
    if (element.classList.contains('big')) element.classList.toggle('long', text.length > 7);
  }
  const overdue = figures?.overdue;
  document.getElementById('overdue-card').classList.toggle('some', overdue?.total > 0);
  document.querySelector('.classes .emergency').classList.toggle('some', overdue?.emergency > 0);
}

function valuesOf(f) {
  return {
    dispatched: integer(f.dispatched),
    dispatchedToday: integer(f.today.dispatched),
    resolved: integer(f.resolved),
    resolvedToday: integer(f.today.resolved),
    resolution: percent(f.resolution.rate),
    resolutionParts: word('resolutionParts', integer(f.resolution.numerator), integer(f.resolution.denominator)),
    resolutionToday: percent(f.today.resolution.rate),
    open: integer(f.open.total),
    waiting: integer(f.open.waiting),
    inHand: integer(f.open.in_hand),
    overdue: integer(f.overdue.total),
    overdueEmergency: integer(f.overdue.emergency),
    overdueKey: integer(f.overdue.key),
    overdueRoutine: integer(f.overdue.routine),
    overdueUnclassified: integer(f.overdue.unclassified),
  };
}
