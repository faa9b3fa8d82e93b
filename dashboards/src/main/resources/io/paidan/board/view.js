// What is looked at, kept behind the # of the address: a link shows the same to whoever opens it,
// and Back leads back. `district` and `period` filter the whole page; the others say what the panel
// shows: `figure` with what narrows it, or one `ticket`. `in` is the street of the panel alone.

const FILTERS = ['district', 'period'];
const PANEL = ['figure', 'in', 'department', 'class', 'step', 'hour', 'ticket'];
const listeners = [];
// How many steps of this page's own lie behind the panel: closing it goes back through them.
const depth = () => history.state?.depth ?? 0;

export function view() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

// The address of this view with other things in the panel, for links.
export function panelLink(target) {
  const now = view();
  const kept = FILTERS.filter((key) => now[key]).map((key) => [key, now[key]]);
  const asked = PANEL.filter((key) => target[key] !== undefined && target[key] !== null);
  const parameters = new URLSearchParams([...kept, ...asked.map((key) => [key, target[key]])]);
  return `#${parameters}`;
}

export function openPanel(target) {
  history.pushState({ depth: depth() + 1 }, '', panelLink(target));
  tell();
}

export function closePanel() {
  const behind = depth();
  if (behind > 0) history.go(-behind);
  else setFilter({});
}

// Sets filters and empties the panel.
export function setFilter(changes) {
  const now = view();
  const kept = FILTERS.map((key) => [key, key in changes ? changes[key] : now[key]]);
  const parameters = new URLSearchParams(kept.filter(([, value]) => value));
  history.replaceState({ depth: 0 }, '', `#${parameters}`);
  tell();
}

export function onView(listener) {
  listeners.push(listener);
}

function tell() {
  for (const listener of listeners) listener(view());
}

addEventListener('popstate', tell);

// Links within the page keep count of their depth; a new tab starts with none.
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[data-panel]');
  const plain = !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0;
  if (!link || !plain) return;
  event.preventDefault();
  history.pushState({ depth: depth() + 1 }, '', link.getAttribute('href'));
  tell();
});
