// The present as the board's server tells it: a wall's own clock may be wrong by minutes.

let serverAt = Date.now();
let heardAt = performance.now();
let zone = 'Asia/Shanghai';

export function hearTime(instant) {
  serverAt = Date.parse(instant);
  heardAt = performance.now();
}

export function hearZone(id) {
  if (id !== zone) {
    zone = id;
    formats.clear();
  }
}

// Milliseconds since the epoch.
export function now() {
  return serverAt + (performance.now() - heardAt);
}

const formats = new Map();

function parts(millis) {
  if (!formats.has(zone)) {
    formats.set(
      zone,
      new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hourCycle: 'h23',
      }),
    );
  }
  return Object.fromEntries(formats.get(zone).formatToParts(millis).map((p) => [p.type, p.value]));
}

// 2026-11-23 14:05:09
export function dateTime(millis) {
  const p = parts(millis);
  return `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}:${p.second}`;
}

// 14:05:09, with the date before it when that is another day than today.
export function timeOfDay(millis) {
  const text = dateTime(millis);
  return text.slice(0, 10) === dateTime(now()).slice(0, 10) ? text.slice(11) : text;
}

// 14:05 today, 11-21 14:05 this year, 2025-11-21 14:05 before.
export function shortTime(millis) {
  const text = dateTime(millis);
  const today = dateTime(now());
  if (text.slice(0, 10) === today.slice(0, 10)) return text.slice(11, 16);
  return text.slice(text.slice(0, 4) === today.slice(0, 4) ? 5 : 0, 16);
}

// 14, the hour of the day.
export function hourOf(millis) {
  return String(Number(dateTime(millis).slice(11, 13)));
}

// 14:00–15:00
export function hourRange(millis) {
  const clock = (at) => dateTime(at).slice(11, 16);
  return `${clock(millis)}–${clock(millis + 3_600_000)}`;
}
