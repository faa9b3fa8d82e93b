// Wires the page: what comes over the stream goes to the parts that show it; once a second the
// clocks move on.

import { byId, setText } from './dom.js';
import { showFigures } from './figures.js';
import { showFilters } from './filters.js';
import { showFunnel } from './funnel.js';
import { showHours } from './hours.js';
import { showOverdue, tickOverdue } from './overdue.js';
import { retryPanel, startPanel, translatePanel } from './panel.js';
import { showRankings } from './rankings.js';
import { showStatus } from './status.js';
import { listen } from './stream.js';
import { retell } from './tickets.js';
import { currentTheme, onTheme, toggleTheme } from './theme.js';
import { dateTime, hearTime, hearZone, now, timeOfDay } from './time.js';
import { onView, panelLink, setFilter, view } from './view.js';
import { currentLanguage, toggleLanguage, translatePage, word } from './words.js';

// overview: null until figures have been read.
const state = { linkLostAt: null, source: null, overview: null };
const announcer = byId('announcer');
const languageButton = byId('language');
const themeButton = byId('theme');
let mode = 'connecting';
let filters = null;

const listenTo = listen({
  onMessage(kind, message) {
    hearTime(message.now);
    state.linkLostAt = null;
    state.source = message.source;
    if (message.source.state === 'OK') retryPanel();
    if (kind === 'overview') {
      hearZone(message.zone);
      const read = message.figures === null ? null : message;
      announceEmergencies(state.overview, read);
      state.overview = read;
      showOverview();
    }
    tick();
  },
  onLost() {
    state.linkLostAt ??= now();
    tick();
  },
  // A link with a slip of the pen shows the whole prefecture now.
  onRefused() {
    setFilter({ district: null, period: null });
  },
});

languageButton.addEventListener('click', () => {
  toggleLanguage();
  showAll();
  translatePanel();
});
themeButton.addEventListener('click', toggleTheme);
onTheme(nameThemeButton);
onView(follow);
for (const link of document.querySelectorAll('[data-skip]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    byId(link.dataset.skip).focus();
  });
}

showAll();
follow(view());
startPanel();
setInterval(tick, 1000);

// Other filters are another stream; what is shown stays until its first message.
function follow({ district, period }) {
  nameLinks();
  const wanted = Object.fromEntries(Object.entries({ district, period }).filter(([, value]) => value));
  const told = JSON.stringify(wanted);
  if (told === filters) return;
  filters = told;
  document.body.classList.add('changing');
  listenTo(wanted);
}

// Figures link to their tickets within the present filters.
function nameLinks() {
  for (const link of document.querySelectorAll('a[data-open]')) {
    link.dataset.panel = '';
    link.href = panelLink({ figure: link.dataset.open, class: link.dataset.class });
  }
}

function showAll() {
  translatePage();
  const english = currentLanguage() === 'en';
  languageButton.textContent = english ? '中文' : 'English';
  languageButton.lang = english ? 'zh-CN' : 'en';
  nameThemeButton();
  showOverview();
  tick();
}

function nameThemeButton() {
  setText(themeButton, word(currentTheme() === 'night' ? 'toDay' : 'toNight'));
}

function showOverview() {
  const { overview } = state;
  document.body.classList.remove('changing');
  showFilters(overview);
  showFigures(overview?.figures ?? null);
  showOverdue(overview?.overdue ?? null);
  showRankings(overview?.rankings ?? null, overview?.minimum_sample);
  showHours(overview?.hours ?? null);
  showFunnel(overview?.funnel ?? null);
  retell();
}

function tick() {
  setText(byId('clock'), dateTime(now()));
  const before = mode;
  mode = showStatus(state);
  const stale = mode === 'lost';
  document.body.classList.toggle('stale', stale);
  // What is no longer known does not run on as if it were.
  const read = state.source?.read_at ? Date.parse(state.source.read_at) : null;
  const frozen = stale && read !== null;
  tickOverdue(frozen ? read : now(), frozen);
  setText(byId('overdue-order'), frozen ? word('frozenAt', timeOfDay(read)) : word('overdueOrder'));
  if (stale && before !== 'lost') announce(byId('banner-text').textContent);
  if (!stale && before === 'lost') announce(word('back'));
}

// Screen readers hear of losses, returns and new overdue emergencies, of nothing else.
function announceEmergencies(before, after) {
  const same = before && after && before.view.district === after.view.district;
  if (same && after.figures.overdue.emergency > before.figures.overdue.emergency) {
    announce(word('newEmergency', after.figures.overdue.emergency));
  }
}

function announce(text) {
  announcer.textContent = text;
}
