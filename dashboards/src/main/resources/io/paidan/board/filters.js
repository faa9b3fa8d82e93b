// The street and the period that the whole page is about.

import { byId, el, setText } from './dom.js';
import { setFilter, view } from './view.js';
import { word } from './words.js';

const districts = byId('district');
const periods = byId('period');

districts.addEventListener('change', () => setFilter({ district: districts.value || null }));
periods.addEventListener('change', () => setFilter({ period: periods.value || null }));

// overview: null when nothing has been read.
export function showFilters(overview) {
  const asked = view();
  const known = (overview?.districts ?? []).map(({ id, name }) => [id, name ?? id, name !== null]);
  options(districts, [['', word('allDistricts'), false], ...known], asked.district ?? '');
  const present = overview?.view.period;
  const listed = new Set([present, ...(overview?.view.periods ?? []), asked.period].filter(Boolean));
  const named = [...listed].sort(newestFirst).map((id) => [id, periodName(id), false]);
  options(periods, named, asked.period ?? present ?? '');
  setText(byId('scope'), scopeText(overview));
}

// 2026年11月, 2026年第四季度, 2026年
export function periodName(id) {
  const month = /^(\d{4})-(\d{2})$/.exec(id);
  if (month) return word('period.month', month[1], Number(month[2]));
  const quarter = /^(\d{4})-Q([1-4])$/.exec(id);
  if (quarter) return word('period.quarter', quarter[1], Number(quarter[2]));
  return word('period.year', id);
}

// Months, then quarters, then years, each newest first.
function newestFirst(a, b) {
  const kind = (id) => (id.includes('Q') ? 1 : id.includes('-') ? 0 : 2);
  return kind(a) - kind(b) || b.localeCompare(a);
}

function scopeText(overview) {
  if (overview === null) return '';
  const { district, district_name: name, period } = overview.view;
  return word('scope', district === null ? word('allDistricts') : (name ?? district), periodName(period));
}

function options(select, wanted, chosen) {
  const told = JSON.stringify([wanted, chosen]);
  if (select.dataset.told === told) return;
  select.dataset.told = told;
  const values = wanted.map(([value]) => value);
  // A street that the figures do not know yet stays chosen, under its id.
  const all = values.includes(chosen) ? wanted : [...wanted, [chosen, chosen, false]];
  select.replaceChildren(
    ...all.map(([value, text, chinese]) => el('option', { value, lang: chinese ? 'zh-CN' : null }, text)),
  );
  select.value = chosen;
}
