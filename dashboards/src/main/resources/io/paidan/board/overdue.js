// The overdue tickets, emergencies first. Rows are kept by ticket, so that nothing flickers and no
// focus is lost.

import { byId, el, nameOf, setText } from './dom.js';
import { duration, integer } from './format.js';
import { now, shortTime } from './time.js';
import { panelLink } from './view.js';
import { classBadge } from './tags.js';
import { word } from './words.js';

const list = byId('overdue-rows');
const empty = byId('overdue-empty');
const count = byId('overdue-count');
const rows = new Map();
let first = true;
const FEW = 8;

// overdue: null when nothing has been read.
export function showOverdue(overdue) {
  const listed = overdue?.rows ?? [];
  list.hidden = listed.length === 0;
  list.classList.toggle('few', listed.length <= FEW);
  byId('overdue-all').hidden = !(overdue?.total > 0);
  empty.hidden = overdue !== null && overdue.total > 0;
  setText(empty, word(overdue === null ? 'unknown' : 'overdueNone'));
  empty.classList.toggle('good', overdue !== null);
  setText(count, overdue?.total > 0 ? counted(listed.length, overdue.total) : '');

  const gone = new Set(rows.keys());
  let place = list.firstChild;
  for (const ticket of listed) {
    gone.delete(ticket.ticket_id);
    const row = rows.get(ticket.ticket_id) ?? add(ticket.ticket_id);
    fill(row, ticket);
    if (row.element === place) place = place.nextSibling;
    else list.insertBefore(row.element, place);
  }
  for (const id of gone) {
    rows.get(id).element.remove();
    rows.delete(id);
  }
  if (overdue !== null) first = false;
}

// Moves the clocks on to an instant; frozen: that is one of the past, after which nothing is known.
export function tickOverdue(millis, frozen) {
  for (const row of rows.values()) setText(row.elapsed, duration(millis - row.dueAt));
  if (empty.classList.contains('good')) setText(empty, word(frozen ? 'overdueNoneThen' : 'overdueNone'));
}

function counted(listed, total) {
  return word('overdueCount', integer(listed), integer(total), listed < total);
}

function add(id) {
  const row = {
    title: el('b', { class: 'title' }),
    about: el('span', { class: 'about' }),
    tag: el('span', { class: 'tag' }),
    elapsed: el('span', { class: 'elapsed' }),
    said: el('span', { class: 'visually-hidden' }),
  };
  row.link = el('a', { 'data-panel': true }, row.tag, row.title, row.about, row.said, row.elapsed);
  row.element = el('li', { 'data-ticket': id }, row.link);
  if (!first) {
    row.element.classList.add('new');
    setTimeout(() => row.element.classList.remove('new'), 5000);
  }
  rows.set(id, row);
  return row;
}

function fill(row, ticket) {
  row.dueAt = Date.parse(ticket.due_at);
  row.link.setAttribute('href', panelLink({ ticket: ticket.ticket_id }));
  row.element.classList.toggle('emergency', ticket.ticket_class === 'EMERGENCY');
  row.tag.replaceChildren(classBadge(ticket.ticket_class));
  row.title.replaceChildren(
    ticket.title ? el('span', { lang: 'zh-CN' }, ticket.title) : ticket.ticket_id,
  );
  const about = [
    nameOf(ticket.district_name, ticket.district),
    ticket.department ? nameOf(ticket.department_name, ticket.department) : null,
    el('span', { class: 'limit' }, limitText(ticket)),
    ticket.title ? el('span', { class: 'id' }, ticket.ticket_id) : null,
  ].filter((part) => part !== null);
  row.about.replaceChildren(...about);
  setText(row.said, word('overdueFor'));
  setText(row.elapsed, duration(now() - row.dueAt));
}

// What was due when, and what else is overdue: 接单 14:05 应到，另 办结×3.
function limitText(ticket) {
  const due = word('dueAt', word(`clock.${ticket.clock}`), shortTime(Date.parse(ticket.due_at)));
  return ticket.others.length > 0 ? `${due} · ${word('also', tally(ticket.others))}` : due;
}

// Each clock once, with how many of them: 办结×3.
function tally(others) {
  const counts = new Map();
  for (const other of others) counts.set(other.clock, (counts.get(other.clock) ?? 0) + 1);
  return [...counts].map(([clock, n]) => word(`clock.${clock}`) + (n > 1 ? `×${n}` : ''));
}
