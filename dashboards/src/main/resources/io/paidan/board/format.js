// Numbers and durations as people read them.

import { word } from './words.js';

export const NONE = '—';

const integers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export function integer(n) {
  return integers.format(n);
}

// One decimal; what is not quite all is never shown as all, nor a little as nothing.
export function percent(rate) {
  if (rate === null) return NONE;
  let tenths = Math.round(rate * 1000);
  if (rate < 1) tenths = Math.min(tenths, 999);
  if (rate > 0) tenths = Math.max(tenths, 1);
  return `${(tenths / 10).toFixed(1)}%`;
}

// 3天 04:05:06
export function duration(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const days = Math.floor(seconds / 86400);
  const two = (n) => String(n).padStart(2, '0');
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  return (days > 0 ? word('days', days) : '') + clock.map(two).join(':');
}

// 48.2%–55.7%, the interval of a rate, which stays on one line.
export function interval(rate) {
  return `${percent(rate.low)}\u2060–\u2060${percent(rate.high)}`;
}

// How a policy writes a limit, as people say it: PT30M, 5 working days, due.
export function limit(text) {
  if (!text) return NONE;
  if (text === 'due') return word('limit.due');
  const days = /^(\d+) working days?$/.exec(text);
  if (days) return word('limit.workingDays', days[1]);
  const time = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (!time) return text;
  const units = ['limit.days', 'limit.hours', 'limit.minutes', 'limit.seconds'];
  return units
    .map((unit, i) => (time[i + 1] ? word(unit, time[i + 1]) : ''))
    .filter((part) => part !== '')
    .join(' ');
}
