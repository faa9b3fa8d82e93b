// A ranking: a table whose picture column is one canvas, with the bar of each rate and the whisker
// of its interval in the row of what it is about.

import { byId, el, setName, setText } from './dom.js';
import { NONE, integer, percent } from './format.js';
import { overColumn, picture, rem } from './charts.js';
import { color } from './theme.js';
import { panelLink, view } from './view.js';
import { word } from './words.js';

// id: of the section in the page; rateOf(row): the rate that is drawn; markOf(cell, row) fills the
// column before the overdue ones; targetOf(row), overdueOf(row): what the panel shows of it.
export function ranking(id, { rateOf, markOf, targetOf, overdueOf }) {
  const section = byId(id);
  const body = section.querySelector('tbody');
  const table = section.querySelector('table');
  const empty = section.querySelector('.empty');
  const host = section.querySelector('.picture');
  const lines = new Map();
  let shown = [];
  const drawing = picture(host, () => (shown.length > 0 ? bars(shown.map(rateOf)) : null));

  const align = overColumn(host, body);

  function line(id) {
    const known = lines.get(id);
    if (known) return known;
    const made = {
      rank: el('td', { role: 'cell', class: 'rank' }),
      link: el('a', { 'data-panel': true }),
      rate: el('td', { role: 'cell', class: 'rate' }),
      sample: el('td', { role: 'cell', class: 'sample' }),
      mark: el('td', { role: 'cell', class: 'mark' }),
      overdue: el('td', { role: 'cell', class: 'late' }),
    };
    made.element = el(
      'tr',
      { role: 'row', 'data-id': id },
      made.rank,
      el('th', { role: 'rowheader', scope: 'row' }, made.link),
      el('td', { role: 'presentation', class: 'bar', 'aria-hidden': 'true' }),
      made.rate,
      made.sample,
      made.mark,
      made.overdue,
    );
    lines.set(id, made);
    return made;
  }

  function fill(made, row) {
    const rate = rateOf(row);
    const small = rate.rate !== null && !rate.sufficient;
    made.element.classList.toggle('weak', small || rate.rate === null);
    made.element.classList.toggle('chosen', row.id === view().district);
    setText(made.rank, row.rank === null ? NONE : String(row.rank));
    setName(made.link, row.name, row.id);
    if (made.link.title !== made.link.textContent) made.link.title = made.link.textContent;
    made.link.setAttribute('href', panelLink(targetOf(row)));
    setText(made.rate, percent(rate.rate));
    setText(made.sample, sampleText(rate, small));
    markOf(made.mark, row);
    overdueLink(made.overdue, row, overdueOf(row));
  }

  // rows: null when nothing has been read.
  return function show(rows) {
    shown = rows ?? [];
    table.hidden = shown.length === 0;
    empty.hidden = shown.length > 0;
    setText(empty, word(rows === null ? 'unknown' : 'rankingNone'));
    const elements = shown.map((row) => {
      const made = line(row.id);
      fill(made, row);
      return made.element;
    });
    const same =
      elements.length === body.children.length &&
      elements.every((element, i) => element === body.children[i]);
    if (!same) body.replaceChildren(...elements);
    align();
    drawing.draw();
  };
}

function sampleText(rate, small) {
  if (rate.rate === null) return word('noSample');
  const parts = word('parts', integer(rate.numerator), integer(rate.denominator));
  return small ? word('small', parts) : parts;
}

function overdueLink(cell, row, target) {
  if (!(row.overdue > 0)) {
    cell.textContent = row.overdue === 0 ? '0' : NONE;
    return;
  }
  const link = cell.querySelector('a') ?? el('a', { 'data-panel': true });
  setText(link, integer(row.overdue));
  link.setAttribute('aria-label', word('overdueOf', row.name ?? row.id, integer(row.overdue)));
  link.setAttribute('href', panelLink(target));
  if (link.parentElement !== cell) cell.replaceChildren(link);
}

function bars(rates) {
  const unit = rem();
  const rows = rates.map((_, i) => i);
  const whiskers = rates.flatMap((rate, i) =>
    rate.rate === null ? [] : [[rate.low, i], [rate.high, i], [null, null]],
  );
  return {
    grid: { left: 1, right: 1, top: 0, bottom: 0 },
    xAxis: {
      type: 'value',
      min: 0,
      max: 1,
      interval: 0.5,
      axisLabel: { show: false },
      splitLine: { lineStyle: { color: color('line') } },
    },
    yAxis: { type: 'category', inverse: true, data: rows, show: false },
    series: [
      {
        id: 'rates',
        type: 'bar',
        barWidth: '52%',
        silent: true,
        showBackground: true,
        backgroundStyle: { color: color('track') },
        data: rates.map((rate) => ({
          value: rate.rate,
          itemStyle: rate.sufficient
            ? { color: color('bar') }
            : { color: color('bar-pale'), borderColor: color('bar'), borderType: 'dashed' },
        })),
      },
      {
        id: 'intervals',
        type: 'line',
        silent: true,
        data: whiskers,
        symbol: 'rect',
        symbolSize: [unit * 0.12, unit * 0.5],
        showAllSymbol: true,
        lineStyle: { width: unit * 0.12, color: color('whisker') },
        itemStyle: { color: color('whisker') },
        z: 3,
      },
    ],
  };
}
