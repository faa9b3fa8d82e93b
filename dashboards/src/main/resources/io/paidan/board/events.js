// What happened to a ticket, in the order that its state follows.

import { el } from './dom.js';
import { shortTime, dateTime } from './time.js';
import { tag } from './tags.js';
import { word } from './words.js';

const STEPS = {
  reported: 1, assessed: 2, reclassified: 2, dispatched: 3, recalled: 3, accepted: 4, refused: 4, arrived: 4,
  resolved: 4, suspended: 4, resumed: 4, extended: 4, feedback: 5, reopened: 5, closed: 5,
};

export function eventList({ ticket, events, events_total: total }, names) {
  if (events.length === 0) return el('p', { class: 'none' }, word('eventsNone'));
  const anomalies = new Map((ticket.anomalies ?? []).map((anomaly) => [anomaly.event_id, anomaly.reason]));
  const list = el('ol', { class: 'event-list' }, ...events.map((event) => item(event, anomalies, names)));
  if (total <= events.length) return list;
  return el('div', {}, list, el('p', { class: 'none' }, word('eventsMore', total - events.length)));
}

function item(event, anomalies, names) {
  const type = event.type.replace(/^paidan\.ticket\./, '');
  const step = STEPS[type];
  const reason = anomalies.get(event.event_id);
  const instant = Date.parse(event.time);
  return el(
    'li',
    { class: reason ? 'anomaly' : null },
    el('time', { datetime: event.time, title: dateTime(instant) }, shortTime(instant)),
    el('span', { class: 'step' }, step ? word(`stepAt.${step}`) : word('stepAny')),
    el('b', {}, word(`event.${type}`)),
    el('span', { class: 'details' }, details(type, event.data ?? {}, names)),
    reason ? tag(word('anomaly', word(`anomaly.${reason}`)), 'warn') : null,
  );
}

function details(type, data, names) {
  const name = (id) => names.get(id) ?? id;
  const list = (ids) => ids.map(name).join(word('listSeparator'));
  const told = {
    reported: () => [data.channel && word(`channel.${data.channel}`), data.community],
    assessed: () => [data.ticketClass && word(`class.${data.ticketClass}`), data.category && word(`category.${data.category}`),
      data.decision && data.decision !== 'DISPATCH' && word(`decision.${data.decision}`)],
    reclassified: () => [data.ticketClass && word(`class.${data.ticketClass}`), data.category && word(`category.${data.category}`)],
    dispatched: () => (data.assignments ?? []).map((a) => word('withRole', name(a.department), word(`role.${a.role}`))),
    extended: () => [data.until && word('until', shortTime(Date.parse(data.until))), data.approvedBy],
    urged: () => [data.by, data.level && word('urgeLevel', data.level)],
    resolved: () => [data.outcome && word(`outcome.${data.outcome}`), data.handling],
    feedback: () => [data.satisfaction && word('ofFive', data.satisfaction), data.solved !== undefined && word(data.solved ? 'solvedYes' : 'solvedNo'),
      ...(data.departmentScores ?? []).map((s) => `${name(s.department)} ${s.score}`)],
    reopened: () => [data.departments && list(data.departments)],
  }[type];
  const parts = [data.department && name(data.department), ...(told ? told() : []), data.reason];
  return parts.filter(Boolean).join(' · ');
}
