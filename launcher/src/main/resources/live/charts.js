// Small charts of the last two minutes, drawn as SVG: a library would be larger than all of this page.
import { duration, number } from './text.js';

const WIDTH = 240;
const HEIGHT = 56;
const SVG = 'http://www.w3.org/2000/svg';

/** A line through what was measured; a second without a measurement keeps the last one. */
function line(values, height) {
  const step = WIDTH / Math.max(1, values.length - 1);
  let last = null;
  const points = values.flatMap((value, i) => {
    last = value ?? last;
    return last === null ? [] : [`${(i * step).toFixed(1)} ${(HEIGHT - 2 - height(last) * (HEIGHT - 6)).toFixed(1)}`];
  });
  return points.length === 0 ? '' : `M${points.join('L')}h.1`;
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
  const path = line(values, height);
  if (second) draw(svg, 'second', line(second, height));
  else draw(svg, 'area', path && `${path}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`);
  draw(svg, 'line', path);
}

/** From nothing to the most. */
const linear = most => value => value / Math.max(1, most);

/** Each tenfold is a step of the same height, from a tenth of a millisecond on: an outage is seen beside the usual times. */
const tenfold = most => value => Math.log10(Math.max(1, value * 10)) / Math.max(1, Math.log10(Math.max(1, most * 10)));

const last = values => values.findLast(value => value !== null) ?? null;

export function showCharts({ orders, backlog, p50, p99 }, waiting) {
  const busiest = Math.max(0, ...orders);
  // The second that is not over yet is not in the chart; the last whole one is what is happening now.
  const rate = orders.at(-1) ?? 0;
  chart('chart-orders', {
    now: number(rate), most: `most ${number(busiest)}`, values: orders, height: linear(busiest),
    spoken: `${rate} orders a second now, at most ${busiest} in the last two minutes`,
  });
  const longest = Math.max(waiting, ...backlog);
  chart('chart-backlog', {
    now: number(waiting), most: `most ${number(longest)}`, values: [...backlog, waiting], height: linear(longest),
    spoken: `${waiting} events wait now, at most ${longest} in the last two minutes`,
  });
  const half = last(p50);
  const nearlyAll = last(p99);
  chart('chart-latency', {
    now: half === null ? '–' : duration(half), most: half === null ? 'not measured yet' : `half of them · 99%: ${duration(nearlyAll)}`,
    values: p50, second: p99, height: tenfold(Math.max(0, ...p99)),
    spoken: half === null ? 'not measured yet' : `half of the orders within ${duration(half)}, 99 percent within ${duration(nearlyAll)}`,
  });
}
