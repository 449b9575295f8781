// Small charts of the last two minutes, drawn as SVG: a chart library would be larger than the whole page.
import { duration, number } from './text.js';

const WIDTH = 240;
const HEIGHT = 56;
const SVG = 'http://www.w3.org/2000/svg';

/** A line through the measured values, and the area below it; a second without a value repeats the last one. */
function shapes(values, height) {
  const step = WIDTH / Math.max(1, values.length - 1);
  let last = null;
  const points = values.flatMap((value, i) => {
    last = value ?? last;
    return last === null ? [] : [{ x: (i * step).toFixed(1), y: (HEIGHT - 2 - height(last) * (HEIGHT - 6)).toFixed(1) }];
  });
  if (points.length === 0) return { line: '', area: '' };
  const path = points.map(({ x, y }) => `${x} ${y}`).join('L');
  return { line: `M${path}h.1`, area: `M${points[0].x} ${HEIGHT}L${path}L${WIDTH} ${HEIGHT}Z` };
}

function draw(svg, name, path) {
  let element = svg.querySelector(`.${name}`);
  if (!element) {
    element = document.createElementNS(SVG, 'path');
    element.setAttribute('class', name);
    svg.append(element);
  }
  element.setAttribute('d', path);
}

function chart(id, { now, most, spoken, values, second, height }) {
  const element = document.getElementById(id);
  const svg = element.querySelector('svg');
  element.querySelector('.number').textContent = now;
  element.querySelector('small').textContent = most;
  svg.setAttribute('aria-label', spoken);
  const { line, area } = shapes(values, height);
  if (second) draw(svg, 'second', shapes(second, height).line);
  else draw(svg, 'area', area);
  draw(svg, 'line', line);
}

/** A linear scale from 0 to the maximum. */
const linear = most => value => value / Math.max(1, most);

/** A logarithmic scale from 0.1 ms, so that an outage and the usual latencies fit in one chart. */
const logarithmic = most => value => Math.log10(Math.max(1, value * 10)) / Math.max(1, Math.log10(Math.max(1, most * 10)));

const last = values => values.findLast(value => value !== null) ?? null;

export function showCharts({ orders, backlog, p50, p99 }, waiting) {
  const busiest = Math.max(0, ...orders);
  // The current second is incomplete and not in the chart; the last complete one is shown as the current rate.
  const rate = orders.at(-1) ?? 0;
  chart('chart-orders', {
    now: number(rate), most: `peak ${number(busiest)}`, values: orders, height: linear(busiest),
    spoken: `${rate} orders per second now, ${busiest} at the peak of the last two minutes`,
  });
  const longest = Math.max(waiting, ...backlog);
  chart('chart-backlog', {
    now: number(waiting), most: `peak ${number(longest)}`, values: [...backlog, waiting], height: linear(longest),
    spoken: `${waiting} events waiting now, ${longest} at the peak of the last two minutes`,
  });
  const half = last(p50);
  const nearlyAll = last(p99);
  chart('chart-latency', {
    now: half === null ? '–' : duration(half), most: half === null ? 'not measured yet' : `median · 99%: ${duration(nearlyAll)}`,
    values: p50, second: p99, height: logarithmic(Math.max(0, ...p99)),
    spoken: half === null ? 'not measured yet' : `half of the orders within ${duration(half)}, 99 percent within ${duration(nearlyAll)}`,
  });
}
