// A ticket's clocks: each a bar from its start to where it was stopped, or to now, with a mark where
// it was due, all on one line of time.

import { el, nameOf, place } from './dom.js';
import { NONE, duration, limit } from './format.js';
import { MOODS, tag } from './tags.js';
import { shortTime } from './time.js';
import { word } from './words.js';

const RUNS = ['RUNNING', 'PAUSED', 'BREACHED'];

export function clockBars({ now, clocks }) {
  if (clocks.length === 0) return el('p', { class: 'none' }, word('clocksNone'));
  const present = Date.parse(now);
  const all = clocks.map((clock) => timesOf(clock, present)).sort((a, b) => a.from - b.from);
  const from = Math.min(...all.map((clock) => clock.from));
  const last = Math.max(...all.map((clock) => clock.to));
  // A due that is far off would press all that happened into a corner.
  const dues = all.map((clock) => clock.due).filter((due) => due !== null && due <= last + 2 * (last - from));
  const to = Math.max(last, ...dues, from + 60_000);
  const at = (millis) => ((millis - from) / (to - from)) * 100;
  const scale = el(
    'p',
    { class: 'scale', 'aria-hidden': 'true' },
    el('span', {}, shortTime(from)),
    el('span', {}, shortTime(to)),
  );
  return el('div', { class: 'clock-bars' }, el('ul', {}, ...all.map((clock) => row(clock, at, present))), scale);
}

function timesOf(clock, present) {
  const from = Date.parse(clock.started_at);
  const stopped = clock.stopped_at ? Date.parse(clock.stopped_at) : null;
  const runs = RUNS.includes(clock.status);
  const due = clock.due_at ? Date.parse(clock.due_at) : null;
  return { ...clock, from, to: runs ? present : (stopped ?? from), due, runs };
}

function row(clock, at, present) {
  const track = el('div', { class: `track ${clock.status}`, 'aria-hidden': 'true' });
  const split = clock.due !== null && clock.due < clock.to ? clock.due : clock.to;
  track.append(place(el('i', { class: 'ran' }), at(clock.from), at(split)));
  if (split < clock.to) track.append(place(el('i', { class: 'over' }), at(split), at(clock.to)));
  if (clock.due !== null && at(clock.due) <= 100) {
    track.append(place(el('i', { class: 'due' }), at(clock.due), at(clock.due)));
  }
  const who = clock.department ? nameOf(clock.department_name, clock.department) : null;
  return el(
    'li',
    { 'data-clock': clock.clock },
    el(
      'p',
      { class: 'what' },
      el('b', {}, word(`clock.${clock.clock}`)),
      who,
      clock.cycle > 1 ? el('span', { class: 'id' }, word('cycle', clock.cycle)) : null,
      tag(word(`status.${clock.status}`), MOODS[clock.status] ?? null),
      el('span', { class: 'verdict' }, verdict(clock, present)),
    ),
    track,
    el('p', { class: 'rule' }, rule(clock)),
  );
}

function verdict(clock, present) {
  if (clock.status === 'BREACHED') return word('overdueBy', duration(present - clock.due));
  if (clock.status === 'MISSED') return word('lateBy', duration(clock.to - clock.due));
  if (clock.status === 'RUNNING' && clock.due !== null) return word('left', duration(clock.due - present));
  if (clock.status === 'MET') return word('took', duration(clock.to - clock.from));
  return '';
}

// By which limit of which policy it was judged.
function rule(clock) {
  const moved = clock.original_due_at && clock.due_at && clock.original_due_at !== clock.due_at;
  return [
    word('limitIs', limit(clock.limit)),
    clock.calendar ? word('calendarIs', clock.calendar === 'always' ? word('calendar.always') : clock.calendar) : null,
    clock.due === null ? word('noDue') : word('dueIs', shortTime(clock.due)),
    moved ? word('movedFrom', shortTime(Date.parse(clock.original_due_at))) : null,
    clock.paused_ms > 0 ? word('pausedFor', duration(clock.paused_ms)) : null,
    clock.policy_id ? word('policyIs', clock.policy_id, clock.policy_version ?? NONE) : word('policyNone'),
    clock.withdrawn_breaches > 0 ? word('withdrawn', clock.withdrawn_breaches) : null,
  ]
    .filter((text) => text !== null)
    .join(' · ');
}
