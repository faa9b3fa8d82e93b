// The line that says how far the figures below can be trusted.

import { dateTime, now, timeOfDay } from './time.js';
import { word } from './words.js';

// Longer without any change than a prefecture at work ever is.
const QUIET_MS = 15 * 60 * 1000;

const line = document.getElementById('status');
const text = document.getElementById('status-text');

// state: { linkLostAt, source }; gives 'connecting', 'live', 'quiet' or 'lost'.
export function showStatus(state) {
  const [mode, words] = judge(state);
  if (line.dataset.mode !== mode) line.dataset.mode = mode;
  if (text.textContent !== words) text.textContent = words;
  return mode;
}

function judge({ linkLostAt, source }) {
  if (linkLostAt !== null) {
    return ['lost', word('lostBoard', timeOfDay(linkLostAt)) + known(source)];
  }
  if (source === null || source.state === 'STARTING') return ['connecting', word('connecting')];
  if (source.state === 'LOST') {
    const why = word(`reason.${source.reason}`, source.subject);
    return ['lost', word('lost', timeOfDay(Date.parse(source.since)), why) + known(source)];
  }
  const read = Date.parse(source.read_at);
  const change = source.newest_change ? Date.parse(source.newest_change) : null;
  if (change !== null && now() - change > QUIET_MS) {
    return ['quiet', word('quiet', timeOfDay(read), age(change), dateTime(change))];
  }
  const changed = change === null ? word('noChange') : word('changed', timeOfDay(change), age(change));
  return ['live', word('live', timeOfDay(read), age(read), changed)];
}

function known(source) {
  return ' ' + (source?.read_at ? word('lastKnown', timeOfDay(Date.parse(source.read_at))) : word('neverRead'));
}

function age(millis) {
  return word('age', Math.max(0, Math.floor((now() - millis) / 1000)));
}
