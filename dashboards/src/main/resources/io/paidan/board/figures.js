// The figures at the top: what stands in every [data-f], and what is behind each.

import { byId, setText } from './dom.js';
import { NONE, integer, interval, percent } from './format.js';
import { word } from './words.js';

// figures: null when none have been read.
export function showFigures(figures) {
  const values = figures === null ? {} : valuesOf(figures);
  let long = false;
  for (const element of document.querySelectorAll('[data-f]')) {
    const text = values[element.dataset.f] ?? NONE;
    setText(element, text);
    if (element.classList.contains('big')) long ||= text.length > 6;
  }
  // One long number makes all of them smaller: side by side they have one size.
  document.querySelector('.figures').classList.toggle('long', long);
  const overdue = figures?.overdue;
  const alarm = byId('alarm');
  alarm.classList.toggle('some', overdue?.total > 0);
  alarm.classList.toggle('emergency', overdue?.emergency > 0);
}

function valuesOf(f) {
  return {
    dispatched: integer(f.dispatched),
    dispatchedToday: integer(f.today.dispatched),
    resolved: integer(f.resolved),
    resolvedToday: integer(f.today.resolved),
    resolution: percent(f.resolution.rate),
    resolutionParts: parts(f.resolution),
    resolutionInterval: certainty(f.resolution),
    onTime: percent(f.on_time.rate),
    onTimeParts: parts(f.on_time),
    onTimeInterval: certainty(f.on_time),
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

function parts(rate) {
  return word('parts', integer(rate.numerator), integer(rate.denominator));
}

// How sure a rate is; of no ticket there is nothing to be sure of.
function certainty(rate) {
  if (rate.rate === null) return word('noSample');
  return rate.sufficient ? word('interval', interval(rate)) : word('smallSample');
}
