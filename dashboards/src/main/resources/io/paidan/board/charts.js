// Pictures on a canvas. They say nothing that the text beside them does not: to a screen reader
// they are not there.

import './echarts.js';
import { onTheme } from './theme.js';

const { echarts } = globalThis;
const still = matchMedia('(prefers-reduced-motion: reduce)');

// The size of 1rem in pixels: a picture grows with the text around it.
export function rem() {
  return parseFloat(getComputedStyle(document.documentElement).fontSize);
}

// optionOf() gives what to draw, in the present theme and size, or null for nothing; the picture
// is drawn anew when draw() is called, when the theme changes and when the host's size does.
export function picture(host, optionOf) {
  const chart = echarts.init(host, null, { renderer: 'canvas' });
  let waiting = null;

  function now() {
    waiting = null;
    const option = host.clientWidth > 0 && host.clientHeight > 0 ? optionOf() : null;
    if (option === null) {
      chart.clear();
      return;
    }
    chart.setOption({
      animation: !still.matches,
      animationDuration: 0,
      animationDurationUpdate: 400,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      ...option,
    });
  }

  // Several reasons to draw within one frame are one drawing.
  function draw() {
    waiting ??= requestAnimationFrame(now);
  }

  new ResizeObserver(() => {
    chart.resize();
    draw();
  }).observe(host);
  onTheme(draw);
  return { draw };
}

// Keeps a picture's host over the column of a table whose cells have the class `bar`.
export function overColumn(host, body) {
  function align() {
    const cell = body.querySelector('.bar');
    if (cell === null) return;
    const frame = host.parentElement.getBoundingClientRect();
    const column = cell.getBoundingClientRect();
    const all = body.getBoundingClientRect();
    host.style.left = `${column.left - frame.left}px`;
    host.style.width = `${column.width}px`;
    host.style.top = `${all.top - frame.top}px`;
    host.style.height = `${all.height}px`;
  }
  new ResizeObserver(align).observe(body);
  return align;
}
