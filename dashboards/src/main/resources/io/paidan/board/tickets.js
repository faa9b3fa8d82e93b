// The tickets behind a figure.

import { ask } from './api.js';
import { byId, el, nameOf, setText } from './dom.js';
import { integer } from './format.js';
import { periodName } from './filters.js';
import { MOODS, classBadge, tag } from './tags.js';
import { hourRange, shortTime, timeOfDay } from './time.js';
import { openPanel, panelLink } from './view.js';
import { word } from './words.js';

// Figures that are looked at side by side.
const FAMILIES = [
  ['dispatched', 'resolved', 'unresolved'],
  ['on_time', 'late'],
  ['due', 'due_met', 'due_missed'],
  ['open', 'waiting', 'in_hand'],
  ['today_dispatched', 'today_resolved'],
  ['hour_dispatched', 'hour_resolved', 'hour_breached'],
  ['step_reached', 'step_waiting', 'step_overdue'],
  ['assigned', 'assigned_resolved', 'assigned_on_time', 'assigned_late', 'assigned_overdue'],
];
// Those of one street, from its row in the ranking.
const OF_STREET = ['due', 'due_met', 'due_missed', 'dispatched', 'resolved', 'unresolved', 'overdue'];
const CLASSES = ['EMERGENCY', 'KEY', 'ROUTINE', 'UNCLASSIFIED'];
// Of now, whatever the period.
const OF_NOW = ['overdue', 'open', 'waiting', 'in_hand', 'step_waiting', 'step_overdue', 'assigned_overdue'];

// Says anew what the list is of.
export let retell = () => {};

export async function showTickets(view, { title, content, signal }) {
  const answer = await ask('api/tickets', parametersOf(view), signal);
  title.textContent = titleOf(view);
  const about = el('p', { class: 'about' });
  // Names that the page did not know yet when a link opened it come with its figures.
  retell = () => setText(about, aboutText(view, answer));
  retell();
  content.replaceChildren(...[siblings(view), about].filter((part) => part !== null));
  if (answer.total === 0) {
    content.append(el('p', { class: 'empty' }, word('ticketsNone')));
    return;
  }
  const body = el('tbody', { role: 'rowgroup' });
  content.append(table(body, view, answer.rows));
  let next = append(body, view, answer);
  if (next === null) return;
  const more = el('button', { type: 'button', class: 'more' }, word('more'));
  more.addEventListener('click', async () => {
    more.disabled = true;
    try {
      const before = body.children.length;
      next = append(body, view, await ask('api/tickets', [...parametersOf(view), ['after', next]], signal));
      more.hidden = next === null;
      body.children[before]?.querySelector('a').focus();
    } catch (e) {
      if (!signal.aborted) more.before(el('p', { class: 'failed', role: 'alert' }, word('failed', e.message)));
    }
    more.disabled = false;
  });
  content.append(more);
}

function parametersOf({ figure, in: street, district, period, department, class: ofClass, step, hour }) {
  const asked = { figure, district: street ?? district, period, department, class: ofClass, step, hour };
  return Object.entries(asked);
}

// What a list is called.
export function titleOf(view) {
  const step = view.step ? word(`stepAt.${view.step}`) : null;
  const name = word(`figure.${view.figure}`, step);
  return view.class ? word('figureOfClass', name, word(`class.${view.class}`)) : name;
}

// Of which street, department and time the figure is.
function aboutText(view, answer) {
  const street = view.in ?? view.district;
  const names = [
    street ? (nameIn(answer, 'district', street) ?? street) : word('allDistricts'),
    view.department ? (nameIn(answer, 'lead_department', view.department) ?? view.department) : null,
    timeText(view),
    word('total', integer(answer.total)),
    word('asOf', timeOfDay(Date.parse(answer.now))),
  ];
  return names.filter((name) => name !== null).join(' · ');
}

function timeText(view) {
  if (view.hour) return hourRange(Date.parse(view.hour));
  if (view.figure.startsWith('today_')) return word('today');
  if (OF_NOW.includes(view.figure)) return word('now');
  const period = view.period ?? byId('period').value;
  return period ? periodName(period) : null;
}

function nameIn(answer, key, id) {
  const known = document.querySelector(`#district option[value="${CSS.escape(id)}"]`);
  if (key === 'district' && known) return known.textContent;
  const row = document.querySelector(`#departments tr[data-id="${CSS.escape(id)}"] th`);
  if (key !== 'district' && row) return row.textContent;
  return answer.rows.find((ticket) => ticket[key] === id)?.[`${key}_name`];
}

// The other figures of the family, as buttons.
function siblings(view) {
  const choices = choicesOf(view);
  if (choices.length === 0) return null;
  const group = el('div', { class: 'siblings', role: 'group', 'aria-label': word('siblings') });
  for (const [changes, text] of choices) {
    const target = { ...view, ...changes };
    const chosen = Object.entries(changes).every(([key, value]) => (view[key] ?? null) === value);
    const button = el('button', { type: 'button', 'aria-pressed': String(chosen) }, text);
    button.addEventListener('click', () => openPanel(target));
    group.append(button);
  }
  return group;
}

function choicesOf(view) {
  if (view.figure === 'overdue' && !view.in) {
    return [null, ...CLASSES].map((name) => [{ class: name }, word(name ? `class.${name}` : 'all')]);
  }
  const family = view.in ? OF_STREET : (FAMILIES.find((names) => names.includes(view.figure)) ?? []);
  const fits = family.filter((figure) => view.step !== '1' || figure === 'step_reached');
  return fits.map((figure) => [{ figure }, word(`short.${figure}`)]);
}

const COLUMNS = ['ticket', 'ticketClass', 'state', 'district'];
const LATE = ['overdue', 'step_overdue'];

function table(body, view, rows) {
  const { item } = rows[0];
  const time = LATE.includes(view.figure) ? 'overdueSince' : 'nextDue';
  const keys = [...COLUMNS, ...(item ? [`item.${item.kind}`] : ['leadDepartment', 'dispatchedAt', time])];
  const heads = keys.map((key) => el('th', { role: 'columnheader', scope: 'col' }, word(key)));
  const head = el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, ...heads));
  return el('table', { role: 'table', class: 'tickets', 'aria-labelledby': 'panel-title' }, head, body);
}

// Gives where the next page begins, null after the last.
function append(body, view, answer) {
  body.append(...answer.rows.map((ticket) => row(view, ticket)));
  return answer.next;
}

function row(view, ticket) {
  const id = el('span', { class: 'id' }, ticket.ticket_id);
  const link = el(
    'a',
    { 'data-panel': true, href: panelLink({ ticket: ticket.ticket_id }) },
    ticket.title ? el('span', { lang: 'zh-CN' }, ticket.title) : ticket.ticket_id,
  );
  const state = el('td', { role: 'cell' }, word(`state.${ticket.state}`));
  if (ticket.suspended) state.append(' ', tag(word('suspended'), 'warn'));
  if (ticket.overdue) state.append(' ', tag(word('overdueShort'), 'bad'));
  const lead = ticket.lead_department;
  const rest = ticket.item
    ? [el('td', { role: 'cell' }, ...itemParts(ticket.item))]
    : [
        el('td', { role: 'cell' }, lead ? nameOf(ticket.lead_department_name, lead) : '—'),
        timeCell(ticket.dispatched_at),
        timeCell(LATE.includes(view.figure) ? ticket.overdue_since : ticket.next_due_at),
      ];
  return el(
    'tr',
    { role: 'row' },
    el('th', { role: 'rowheader', scope: 'row' }, link, ticket.title ? id : null),
    el('td', { role: 'cell' }, classBadge(ticket.ticket_class)),
    state,
    el('td', { role: 'cell' }, nameOf(ticket.district_name, ticket.district)),
    ...rest,
  );
}

// The limit or the assignment that the row stands for.
function itemParts(item) {
  const who = item.department ? [nameOf(item.department_name, item.department), ' '] : [];
  const at = (instant) => shortTime(Date.parse(instant));
  if (item.kind === 'CLOCK') {
    const due = item.due_at ? word('dueAt', word(`clock.${item.clock}`), at(item.due_at)) : word(`clock.${item.clock}`);
    return [...who, due, ' ', tag(word(`status.${item.status}`), MOODS[item.status])];
  }
  const parts = [
    word(`role.${item.role}`),
    item.cycle > 1 ? word('cycle', item.cycle) : null,
    word(`assignment.${item.state}`),
    item.overturned ? word('overturned') : null,
    at(item.resolved_at ?? item.dispatched_at),
  ];
  return [...who, parts.filter((part) => part !== null).join(' · ')];
}

function timeCell(instant) {
  const text = instant ? el('time', { datetime: instant }, shortTime(Date.parse(instant))) : '—';
  return el('td', { role: 'cell', class: 'time' }, text);
}
