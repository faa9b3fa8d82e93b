// The five steps: how many tickets of the period got there, and how many wait there now.

import { byId, el, setText } from './dom.js';
import { integer } from './format.js';
import { overColumn, picture, rem } from './charts.js';
import { color } from './theme.js';
import { panelLink } from './view.js';
import { word } from './words.js';

const section = byId('funnel');
const body = section.querySelector('tbody');
const table = section.querySelector('table');
const empty = section.querySelector('.empty');
const host = section.querySelector('.picture');
let steps = [];
const drawing = picture(host, () => (steps.length > 0 ? shape(steps) : null));
const lines = new Map();

const align = overColumn(host, body);

// funnel: null when nothing has been read.
export function showFunnel(funnel) {
  steps = funnel ?? [];
  table.hidden = steps.length === 0;
  empty.hidden = steps.length > 0;
  setText(empty, word('unknown'));
  const most = Math.max(0, ...steps.map((step) => step.waiting ?? 0));
  for (const step of steps) fill(lines.get(step.step) ?? add(step.step), step, most);
  align();
  drawing.draw();
}

function add(number) {
  const made = {
    name: el('span'),
    reached: el('a', { 'data-panel': true }),
    waiting: el('a', { 'data-panel': true }),
    overdue: el('a', { class: 'late', 'data-panel': true }),
  };
  made.element = el(
    'tr',
    { role: 'row' },
    el('th', { role: 'rowheader', scope: 'row' }, el('b', {}, String(number)), made.name),
    el('td', { role: 'cell', class: 'reached' }, made.reached),
    el('td', { role: 'presentation', class: 'bar', 'aria-hidden': 'true' }),
    el('td', { role: 'cell', class: 'waiting' }, made.waiting, made.overdue),
  );
  lines.set(number, made);
  body.append(made.element);
  return made;
}

function fill(made, step, most) {
  setText(made.name, word(`step.${step.name}`));
  setText(made.reached, integer(step.reached));
  made.reached.setAttribute('href', panelLink({ figure: 'step_reached', step: step.step }));
  made.waiting.hidden = step.waiting === null;
  setText(made.waiting, integer(step.waiting ?? 0));
  made.waiting.setAttribute('href', panelLink({ figure: 'step_waiting', step: step.step }));
  made.overdue.hidden = !(step.overdue > 0);
  setText(made.overdue, word('ofThemOverdue', integer(step.overdue ?? 0)));
  made.overdue.setAttribute('href', panelLink({ figure: 'step_overdue', step: step.step }));
  made.element.classList.toggle('jam', step.waiting > 0 && step.waiting === most);
}

// Left the funnel, to a common middle; right who waits, the overdue of them first.
function shape(of) {
  const widest = Math.max(1, ...of.map((step) => step.reached));
  const longest = Math.max(1, ...of.map((step) => step.waiting ?? 0));
  const names = of.map((step) => step.step);
  const x = (grid, max) => ({ type: 'value', gridIndex: grid, min: 0, max, show: false });
  const y = (grid) => ({ type: 'category', gridIndex: grid, inverse: true, data: names, show: false });
  const bar = (id, axis, itemStyle, data) => ({
    id,
    type: 'bar',
    stack: `stack${axis}`,
    xAxisIndex: axis,
    yAxisIndex: axis,
    barWidth: axis === 0 ? '74%' : '46%',
    silent: true,
    itemStyle,
    data,
  });
  const unit = rem();
  return {
    grid: [
      { left: 0, width: '52%', top: 0, bottom: 0 },
      { left: '56%', right: unit * 0.3, top: 0, bottom: 0 },
    ],
    xAxis: [x(0, widest), x(1, longest)],
    yAxis: [y(0), y(1)],
    series: [
      bar('margin', 0, { color: 'transparent' }, of.map((step) => (widest - step.reached) / 2)),
      bar('reached', 0, { color: color('bar'), borderRadius: unit * 0.15 }, of.map((s) => s.reached)),
      bar('overdue', 1, { color: color('danger-bar') }, of.map((step) => step.overdue ?? 0)),
      bar('waiting', 1, { color: color('warn-bar') }, of.map((s) => Math.max(0, (s.waiting ?? 0) - (s.overdue ?? 0)))),
    ],
  };
}
