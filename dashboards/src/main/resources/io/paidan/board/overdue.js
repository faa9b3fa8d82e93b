// The list of overdue tickets. Rows are kept by ticket, so that nothing flickers and no focus is
// lost. Whatever comes from documents goes in as text, never as markup.

import { NONE, duration, integer } from './format.js';
import { dateTime, now, shortTime } from './time.js';
import { word } from './words.js';

const table = document.getElementById('overdue-table');
const body = document.getElementById('overdue-rows');
const empty = document.getElementById('overdue-empty');
const count = document.getElementById('overdue-count');
const rows = new Map();
let first = true;

export function showOverdue(overdue) {
  const listed = overdue?.rows ?? [];
  table.hidden = listed.length === 0;
  empty.hidden = overdue !== null && overdue.total > 0;
  empty.textContent = word(overdue === null ? 'overdueUnknown' : 'overdueNone');
  empty.classList.toggle('good', overdue !== null);
  count.textContent = overdue?.total > 0 ? word('overdueCount', integer(listed.length), integer(overdue.total)) : '';

  const gone = new Set(rows.keys());
  let place = body.firstChild;
  for (const ticket of listed) {
    gone.delete(ticket.ticket_id);
    const row = rows.get(ticket.ticket_id) ?? add(ticket.ticket_id);
    fill(row, ticket);
    if (row.element === place) place = place.nextSibling;
    else body.insertBefore(row.element, place);
  }
  for (const id of gone) {
    rows.get(id).element.remove();
    rows.delete(id);
  }
  if (overdue !== null) first = false;
}

// Moves the clocks on to an instant.
export function tickOverdue(millis) {
  for (const row of rows.values()) {
    const text = duration(millis - row.dueAt);
    if (row.elapsed.textContent !== text) row.elapsed.textContent = text;
  }
}

function add(id) {
  const element = document.createElement('tr');
  element.setAttribute('role', 'row');
  if (!first) {
    element.classList.add('new');
    setTimeout(() => element.classList.remove('new'), 5000);
  }
  const row = {
    element,
    id: cell('th', 'rowheader', 'id'),
    ticketClass: cell('td', 'cell', 'class'),
    district: cell('td', 'cell', 'district'),
    department: cell('td', 'cell', 'department'),
    limit: cell('td', 'cell', 'limit'),
    due: cell('td', 'cell', 'due'),
    elapsed: cell('td', 'cell', 'number'),
  };
  row.id.scope = 'row';
  row.id.textContent = id;
  element.append(row.id, row.ticketClass, row.district, row.department, row.limit, row.due, row.elapsed);
  rows.set(id, row);
  return row;
}

function cell(tag, role, name) {
  const element = document.createElement(tag);
  element.setAttribute('role', role);
  element.className = name;
  return element;
}

function fill(row, ticket) {
  row.dueAt = Date.parse(ticket.due_at);
  const known = ['EMERGENCY', 'KEY', 'ROUTINE'].includes(ticket.ticket_class);
  const badge = span(`badge ${known ? ticket.ticket_class : ''}`, classWord(ticket.ticket_class, known));
  row.ticketClass.replaceChildren(badge);
  named(row.district, ticket.district_name, ticket.district);
  named(row.department, ticket.department_name, ticket.department);
  row.limit.replaceChildren(word(`clock.${ticket.clock}`));
  if (ticket.others.length > 0) {
    row.limit.append(' ', span('also', word('also', tally(ticket.others))));
  }
  const time = document.createElement('time');
  time.dateTime = ticket.due_at;
  time.title = dateTime(row.dueAt);
  time.textContent = shortTime(row.dueAt);
  row.due.replaceChildren(time);
  row.elapsed.textContent = duration(now() - row.dueAt);
}

function classWord(ticketClass, known) {
  if (known) return word(`class.${ticketClass}`);
  return ticketClass ?? word('class.none');
}

// A name from the reference data is Chinese whatever the page's language is.
function named(element, name, id) {
  element.textContent = name ?? id ?? NONE;
  if (name === null) element.removeAttribute('lang');
  else element.lang = 'zh-CN';
}

// Each clock once, with how many of them: 办结×3.
function tally(others) {
  const counts = new Map();
  for (const other of others) counts.set(other.clock, (counts.get(other.clock) ?? 0) + 1);
  return [...counts].map(([clock, n]) => word(`clock.${clock}`) + (n > 1 ? `×${n}` : ''));
}

function span(className, text) {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}
