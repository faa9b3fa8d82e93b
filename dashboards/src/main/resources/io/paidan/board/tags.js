// Words in a frame: a class, a state, a verdict. The word says it; the colour only repeats it.

import { el } from './dom.js';
import { word } from './words.js';

// How a clock's status is meant.
export const MOODS = { MET: 'good', BREACHED: 'bad', MISSED: 'bad', PAUSED: 'warn' };

export function classBadge(ticketClass) {
  const known = ['EMERGENCY', 'KEY', 'ROUTINE'].includes(ticketClass);
  const text = known ? word(`class.${ticketClass}`) : (ticketClass ?? word('class.none'));
  return el('span', { class: `badge ${known ? ticketClass : ''}` }, text);
}

// mood: good, bad, warn or null.
export function tag(text, mood = null) {
  return el('span', { class: mood ? `badge ${mood}` : 'badge' }, text);
}
