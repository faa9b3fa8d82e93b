// One ticket: what it is, its clocks as bars on one line of time, its assignments, and what
// happened to it, in order.

import { ask } from './api.js';
import { clockBars } from './clocks.js';
import { el, nameOf } from './dom.js';
import { eventList } from './events.js';
import { classBadge, tag } from './tags.js';
import { dateTime, shortTime } from './time.js';
import { word } from './words.js';

export async function showTicket(view, { title, content, signal }) {
  const answer = await ask('api/ticket', [['id', view.ticket]], signal);
  const { ticket } = answer;
  const names = namesOf(answer);
  title.replaceChildren(
    ticket.title ? el('span', { lang: 'zh-CN' }, ticket.title) : ticket.ticket_id,
  );
  const parts = [
    tags(ticket),
    facts(ticket),
    section('clocks', clockBars(answer)),
    section('assignments', assignments(answer.assignments)),
    answer.alerts.length > 0 ? section('alerts', alerts(answer.alerts)) : null,
    section('events', eventList(answer, names)),
  ];
  content.replaceChildren(...parts.filter((part) => part !== null));
}

// The names of departments that the documents give, by id.
function namesOf({ ticket, assignments: parts, clocks }) {
  const names = new Map((ticket.departments ?? []).map((id, i) => [id, ticket.department_names?.[i]]));
  for (const part of [...parts, ...clocks]) {
    if (part.department_name) names.set(part.department, part.department_name);
  }
  return names;
}

function section(key, body) {
  return el('section', { class: `part ${key}` }, el('h3', {}, word(`part.${key}`)), body);
}

function tags(ticket) {
  return el(
    'p',
    { class: 'tags' },
    el('span', { class: 'id' }, ticket.ticket_id),
    classBadge(ticket.ticket_class),
    tag(word(`state.${ticket.state}`)),
    ticket.suspended ? tag(word('suspended'), 'warn') : null,
    ticket.overdue ? tag(word('overdueShort'), 'bad') : null,
  );
}

function facts(ticket) {
  const lead = ticket.lead_department;
  const told = [
    ['district', nameOf(ticket.district_name, ticket.district)],
    ['leadDepartment', lead ? nameOf(ticket.lead_department_name, lead) : null],
    ['category', ticket.category ? word(`category.${ticket.category}`) : null],
    ['channel', ticket.channel ? word(`channel.${ticket.channel}`) : null],
    ['reportedAt', ticket.reported_at ? dateTime(Date.parse(ticket.reported_at)) : null],
    ['dispatchedAt', ticket.dispatched_at ? dateTime(Date.parse(ticket.dispatched_at)) : null],
    ['resolvedAt', ticket.resolved_at ? dateTime(Date.parse(ticket.resolved_at)) : null],
    ['satisfaction', ticket.satisfaction ? word('ofFive', ticket.satisfaction) : null],
    ['reopened', ticket.reopen_count > 0 ? word('times', ticket.reopen_count) : null],
    ['refused', ticket.refusal_count > 0 ? word('times', ticket.refusal_count) : null],
    ['extended', ticket.extension_count > 0 ? word('times', ticket.extension_count) : null],
    ['urged', ticket.urge_count > 0 ? word('times', ticket.urge_count) : null],
  ];
  const pairs = told
    .filter(([, value]) => value !== null)
    .map(([key, value]) => el('div', {}, el('dt', {}, word(key)), el('dd', {}, value)));
  return el('dl', { class: 'facts' }, ...pairs);
}

function assignments(parts) {
  if (parts.length === 0) return el('p', { class: 'none' }, word('assignmentsNone'));
  const keys = ['department', 'role', 'state', 'acceptOnTime', 'arriveOnTime', 'resolveOnTime'];
  const heads = keys.map((key) => el('th', { role: 'columnheader', scope: 'col' }, word(key)));
  const rows = parts.map((part) =>
    el(
      'tr',
      { role: 'row' },
      el(
        'th',
        { role: 'rowheader', scope: 'row' },
        nameOf(part.department_name, part.department),
        part.cycle > 1 ? el('span', { class: 'id' }, word('cycle', part.cycle)) : null,
      ),
      el('td', { role: 'cell' }, word(`role.${part.role}`)),
      el('td', { role: 'cell' }, stateOf(part)),
      verdict(part.accept_on_time),
      verdict(part.arrive_on_time),
      verdict(part.resolve_on_time),
    ),
  );
  return el(
    'table',
    { role: 'table', class: 'assignments' },
    el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, ...heads)),
    el('tbody', { role: 'rowgroup' }, ...rows),
  );
}

function stateOf(part) {
  const outcome = part.outcome ? word(`outcome.${part.outcome}`) : null;
  const overturned = part.overturned ? word('overturned') : null;
  return [word(`assignment.${part.state}`), outcome, overturned].filter((t) => t !== null).join(' · ');
}

function verdict(onTime) {
  const shown = { true: () => tag(word('onTime'), 'good'), false: () => tag(word('late'), 'bad') }[onTime];
  return el('td', { role: 'cell' }, shown ? shown() : '—');
}

function alerts(list) {
  const inOrder = [...list].sort((a, b) => a.threshold_at.localeCompare(b.threshold_at));
  const items = inOrder.map((alert) =>
    el(
      'li',
      {},
      el('time', { datetime: alert.threshold_at }, shortTime(Date.parse(alert.threshold_at))),
      el('span', {}, word('alertText', word(`clock.${alert.clock}`), levelWord(alert.level))),
      alert.department ? nameOf(alert.department_name, alert.department) : null,
      tag(word(`alert.${alert.status}`), alert.status === 'FIRING' ? 'bad' : null),
    ),
  );
  return el('ul', { class: 'alert-list' }, ...items);
}

function levelWord(level) {
  const escalation = /^ESCALATION-(\d+)$/.exec(level);
  return escalation ? word('level.ESCALATION', escalation[1]) : word(`level.${level}`);
}
