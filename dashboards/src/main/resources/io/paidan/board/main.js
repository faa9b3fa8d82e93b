// Wires the page: what comes over the stream goes to the parts that show it; once a second the
// clocks move on.

import { showFigures } from './figures.js';
import { showOverdue, tickOverdue } from './overdue.js';
import { showStatus } from './status.js';
import { listen } from './stream.js';
import { dateTime, hearTime, hearZone, now } from './time.js';
import { currentLanguage, toggleLanguage, translatePage, word } from './words.js';

const state = { linkLostAt: null, source: null, figures: null, overdue: null };
const announcer = document.getElementById('announcer');
const languageButton = document.getElementById('language');
let mode = 'connecting';

listen({
  onMessage(kind, message) {
    hearTime(message.now);
    state.linkLostAt = null;
    state.source = message.source;
    if (kind === 'overview') {
      hearZone(message.zone);
      announceEmergencies(state.figures, message.figures);
      state.figures = message.figures;
      state.overdue = message.overdue;
      showFigures(state.figures);
      showOverdue(state.overdue);
    }
    tick();
  },
  onLost() {
    state.linkLostAt ??= now();
    tick();
  },
});

languageButton.addEventListener('click', () => {
  toggleLanguage();
  showAll();
});

showAll();
setInterval(tick, 1000);

function showAll() {
  translatePage();
  const english = currentLanguage() === 'en';
  languageButton.textContent = english ? '中文' : 'English';
  languageButton.lang = english ? 'zh-CN' : 'en';
  showFigures(state.figures);
  showOverdue(state.overdue);
  tick();
}

function tick() {
  document.getElementById('clock').textContent = dateTime(now());
  const before = mode;
  mode = showStatus(state);
  const stale = mode === 'lost';
  document.body.classList.toggle('stale', stale);
  // What is no longer known does not run on as if it were.
  tickOverdue(stale && state.source?.read_at ? Date.parse(state.source.read_at) : now());
  if (stale && before !== 'lost') announce(document.getElementById('status-text').textContent);
  if (!stale && before === 'lost') announce(word('back'));
}

// Screen readers hear of losses, returns and new overdue emergencies, of nothing else.
function announceEmergencies(before, after) {
  if (before && after && after.overdue.emergency > before.overdue.emergency) {
    announce(word('newEmergency', after.overdue.emergency));
  }
}

function announce(text) {
  announcer.textContent = text;
}
