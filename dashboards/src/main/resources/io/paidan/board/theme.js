// Day and night: as the machine has it, until the button says otherwise.

const KEY = 'paidan.theme';
const NEXT = { day: 'night', night: 'day' };
const dark = matchMedia('(prefers-color-scheme: dark)');
const listeners = [];

apply(remembered());
dark.addEventListener('change', tell);

function remembered() {
  const asked = new URLSearchParams(location.search).get('theme');
  if (asked in NEXT) return asked;
  try {
    const kept = localStorage.getItem(KEY);
    return kept in NEXT ? kept : null;
  } catch {
    // Storage is forbidden here: the page looks as the machine does.
    return null;
  }
}

function apply(theme) {
  if (theme === null) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function currentTheme() {
  return document.documentElement.dataset.theme ?? (dark.matches ? 'night' : 'day');
}

export function toggleTheme() {
  const theme = NEXT[currentTheme()];
  apply(theme);
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Not remembered then; the page itself has changed.
  }
  tell();
}

export function onTheme(listener) {
  listeners.push(listener);
}

function tell() {
  for (const listener of listeners) listener();
}

// A colour of the present theme, for what is drawn on a canvas: color('danger').
export function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
