// The panel over the page: the tickets behind a figure, or one ticket. What it shows is in the
// address; it opens, changes and closes as the address does.

import { byId, el } from './dom.js';
import { showTicket } from './ticket.js';
import { showTickets, titleOf } from './tickets.js';
import { closePanel, onView, view } from './view.js';
import { word } from './words.js';

const dialog = byId('panel');
const content = byId('panel-content');
const title = byId('panel-title');
let asked = null;
let request = null;
// What could not be had may be had when the source is back.
let again = false;

byId('panel-close').addEventListener('click', closePanel);
byId('panel-again').addEventListener('click', load);
dialog.addEventListener('cancel', (event) => {
  event.preventDefault();
  closePanel();
});
// A browser may close it without asking.
dialog.addEventListener('close', () => {
  if (isAsked(view())) closePanel();
});
dialog.addEventListener('click', (event) => {
  if (event.target === dialog) closePanel();
});
onView(follow);

export function startPanel() {
  follow(view());
}

// The source answers: what it did not give before is asked for again.
export function retryPanel() {
  if (again && dialog.open) load();
}

// Says the same in the other language.
export function translatePanel() {
  if (dialog.open) load();
}

function isAsked(now) {
  return Boolean(now.ticket || now.figure);
}

function follow(now) {
  if (!isAsked(now)) {
    asked = null;
    request?.abort();
    if (dialog.open) dialog.close();
    return;
  }
  const told = JSON.stringify(now);
  if (told === asked) return;
  asked = told;
  title.textContent = now.ticket ?? titleOf(now);
  content.replaceChildren(el('p', { class: 'empty' }, word('loading')));
  if (!dialog.open) dialog.showModal();
  load().then(() => {
    if (asked === told) title.focus();
  });
}

async function load() {
  request?.abort();
  const mine = new AbortController();
  request = mine;
  again = false;
  const now = view();
  const show = now.ticket ? showTicket : showTickets;
  content.setAttribute('aria-busy', 'true');
  try {
    await show(now, { title, content, signal: mine.signal });
  } catch (e) {
    if (mine.signal.aborted) return;
    again = !e.final;
    title.textContent = now.ticket ?? word('panelFailed');
    content.replaceChildren(el('p', { class: 'failed', role: 'alert' }, word('failed', e.message)));
  } finally {
    if (request === mine) content.removeAttribute('aria-busy');
  }
}
