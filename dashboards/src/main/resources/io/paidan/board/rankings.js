// The two rankings: streets by what fell due and was done in time, departments by their mark.

import { byId, setText } from './dom.js';
import { NONE, percent } from './format.js';
import { ranking } from './ranking.js';
import { word } from './words.js';

const districts = ranking('streets', {
  rateOf: (row) => row.due_on_time,
  markOf: (cell, row) => setText(cell, percent(row.resolution.rate)),
  targetOf: (row) => ({ figure: 'due', in: row.id }),
  overdueOf: (row) => ({ figure: 'overdue', in: row.id }),
});

const departments = ranking('departments', {
  rateOf: (row) => row.on_time,
  markOf: (cell, row) => {
    setText(cell, row.mark === null ? noMark(row) : row.mark.toFixed(1));
    const why = row.mark === null ? word('markMissing', (row.missing ?? []).map((m) => word(`missing.${m}`))) : '';
    if (cell.title !== why) cell.title = why;
  },
  targetOf: (row) => ({ figure: 'assigned', department: row.id }),
  overdueOf: (row) => ({ figure: 'assigned_overdue', department: row.id }),
});

function noMark(row) {
  return row.missing?.includes('street') ? word('unmarked') : NONE;
}

// rankings: null when nothing has been read.
export function showRankings(rankings, minimum) {
  districts(rankings?.districts ?? null);
  departments(rankings?.departments ?? null);
  const by = rankings ? word(`rankedBy.${rankings.departments_by}`, minimum) : '';
  setText(byId('streets-by'), rankings ? word('rankedBy.due_on_time', minimum) : '');
  setText(byId('departments-by'), by);
}
