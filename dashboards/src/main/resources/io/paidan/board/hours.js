// The last 24 hours. Over each hour of the picture lies a button that says its numbers and opens
// its tickets; the arrow keys go from hour to hour.

import { byId, el, setText } from './dom.js';
import { NONE, integer } from './format.js';
import { picture, rem } from './charts.js';
import { color } from './theme.js';
import { hourOf, hourRange } from './time.js';
import { openPanel } from './view.js';
import { word } from './words.js';

const section = byId('hours');
const host = section.querySelector('.picture');
const strip = byId('hour-buttons');
const reading = byId('hour-reading');
const empty = section.querySelector('.empty');
let hours = [];
// The hour that Tab comes to; null until one was looked at: the last, which is the present one.
let current = null;
// The hour under the pointer, or with the focus; null: none is looked at.
let pointed = null;
let focused = null;
const drawing = picture(host, () => (hours.length > 0 ? bars(hours) : null));

// list: null when nothing has been read.
export function showHours(list) {
  hours = list ?? [];
  empty.hidden = hours.length > 0;
  setText(empty, word('unknown'));
  strip.hidden = hours.length === 0;
  while (strip.children.length > hours.length) strip.lastChild.remove();
  while (strip.children.length < hours.length) strip.append(button(strip.children.length));
  hours.forEach((hour, i) => {
    const made = strip.children[i];
    made.setAttribute('aria-label', numbers(hour));
    made.tabIndex = i === (current ?? hours.length - 1) ? 0 : -1;
  });
  read();
  drawing.draw();
}

function button(i) {
  const made = el('button', { type: 'button' });
  made.addEventListener('click', () => {
    openPanel({ figure: 'hour_dispatched', hour: hours[i].from });
  });
  made.addEventListener('focus', () => {
    current = i;
    focused = i;
    for (const [k, other] of [...strip.children].entries()) other.tabIndex = k === i ? 0 : -1;
    read();
  });
  made.addEventListener('blur', () => {
    focused = null;
    read();
  });
  made.addEventListener('mouseenter', () => {
    pointed = i;
    read();
  });
  made.addEventListener('mouseleave', () => {
    pointed = null;
    read();
  });
  return made;
}

strip.addEventListener('keydown', (event) => {
  const last = hours.length - 1;
  const at = current ?? last;
  const to = {
    ArrowLeft: Math.max(0, at - 1),
    ArrowRight: Math.min(last, at + 1),
    Home: 0,
    End: last,
  }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  strip.children[to].focus();
});

// The numbers in the legend: of the hour looked at, else of all of them together.
function read() {
  const hour = hours[pointed ?? focused ?? -1];
  const of = hour ? [hour] : hours;
  setText(reading, hour ? hourRange(Date.parse(hour.from)) : word('hourSums'));
  for (const number of section.querySelectorAll('[data-hour]')) {
    const sum = of.reduce((total, hour) => total + hour[number.dataset.hour], 0);
    setText(number, hours.length === 0 ? NONE : integer(sum));
  }
}

function numbers(hour) {
  const at = hourRange(Date.parse(hour.from));
  return word('hourNumbers', at, ...[hour.dispatched, hour.resolved, hour.breached].map(integer));
}

function bars(of) {
  const unit = rem();
  const text = { color: color('muted'), fontSize: unit * 0.82 };
  // Shape tells the three apart as colour does: full, framed, and a line with diamonds.
  const series = (id, more) => ({ id, silent: true, data: of.map((hour) => hour[id]), ...more });
  return {
    // The buttons over the picture (board.css, .strip) know these margins.
    grid: { left: unit * 2.4, right: unit * 0.4, top: unit * 0.6, bottom: unit * 1.7 },
    xAxis: {
      type: 'category',
      data: of.map((hour) => word('hourLabel', hourOf(Date.parse(hour.from)))),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: color('line') } },
      axisLabel: { ...text, interval: (i) => i % 3 === (of.length - 1) % 3, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 3,
      axisLabel: text,
      splitLine: { lineStyle: { color: color('line') } },
    },
    series: [
      series('dispatched', { type: 'bar', itemStyle: { color: color('bar') }, barGap: '10%' }),
      series('resolved', {
        type: 'bar',
        itemStyle: { color: color('good-pale'), borderColor: color('good-bar'), borderWidth: unit * 0.08 },
      }),
      series('breached', {
        type: 'line',
        symbol: 'diamond',
        symbolSize: unit * 0.5,
        showAllSymbol: true,
        lineStyle: { color: color('danger-bar'), width: unit * 0.14 },
        itemStyle: { color: color('danger-bar') },
      }),
    ],
  };
}
