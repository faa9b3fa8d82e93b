// How far the figures can be trusted: a short word beside the clock, and a banner over everything
// when they cannot.

import { byId, setText } from './dom.js';
import { dateTime, now, timeOfDay } from './time.js';
import { word } from './words.js';

// Longer without any change than a prefecture at work ever is.
const QUIET_MS = 15 * 60 * 1000;
// The server reads every second: figures older than this stand still, whatever it says.
const STALE_MS = 15_000;

const line = byId('status');
const text = byId('status-text');
const banner = byId('banner');
const bannerText = byId('banner-text');

// state: { linkLostAt, source }; gives 'connecting', 'live', 'quiet' or 'lost'.
export function showStatus(state) {
  const { mode, short, long } = judge(state);
  if (line.dataset.mode !== mode) line.dataset.mode = mode;
  setText(text, short);
  banner.hidden = long === undefined;
  banner.dataset.mode = mode;
  setText(bannerText, long ?? '');
  return mode;
}

function judge({ linkLostAt, source }) {
  if (linkLostAt !== null) {
    const since = word('lostBoard', timeOfDay(linkLostAt));
    return { mode: 'lost', short: word('short.lostBoard'), long: since + known(source) };
  }
  if (source === null || source.state === 'STARTING') {
    return { mode: 'connecting', short: word('connecting') };
  }
  if (source.state !== 'OK') {
    const why = word(`reason.${source.reason}`, source.subject);
    const since = word('lost', timeOfDay(Date.parse(source.since)), why);
    return { mode: 'lost', short: word('short.lost'), long: since + known(source) };
  }
  const read = Date.parse(source.read_at);
  if (now() - read > STALE_MS) {
    const long = word('stale', age(read)) + known(source);
    return { mode: 'lost', short: word('short.stale'), long };
  }
  const change = source.newest_change ? Date.parse(source.newest_change) : null;
  const quiet = change !== null && now() - change > QUIET_MS;
  return {
    mode: quiet ? 'quiet' : 'live',
    short: word(quiet ? 'short.quiet' : 'short.live', age(read)),
    long: quiet ? word('quiet', timeOfDay(read), age(change), dateTime(change)) : undefined,
  };
}

function known(source) {
  return ' ' + (source?.read_at ? word('lastKnown', timeOfDay(Date.parse(source.read_at))) : word('neverRead'));
}

function age(millis) {
  return word('age', Math.max(0, Math.floor((now() - millis) / 1000)));
}
