// Shows a snapshot: the stages of an order, one sentence that says what is happening, and the lists.
import { age, clock, duration, number, plural, short } from './text.js';
import { showCharts } from './charts.js';

const at = id => document.getElementById(id);

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
}

/** Writes only text that has changed, so that a screen reader announces it once. */
function set(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

/** What is happening, worst first. The kind sets the colour; the text says the same without it. */
function story(s, lost, waited, blind) {
  const { state, accepted, backlog } = s.relay;
  const wait = backlog === 0 ? '' : ` ${plural(backlog, 'event is waiting', 'events are waiting')} in the outbox.`;
  if (lost) {
    return { kind: 'warn', badge: 'Reconnecting', said: `The connection to the pipeline is lost; what you see is ${age(waited)} old. If the process was killed, start it again with the same command: nothing is lost.` };
  }
  if (blind) return { kind: 'bad', badge: 'Store unavailable', said: 'The pipeline cannot reach its store; the log says why. What you see is older. An order gets 202 only once it is stored.' };
  if (s.broken.broker) return { kind: 'bad', cut: 'delivered', why: 'the bus accepts no events', badge: 'Broker down, nothing lost', said: `You took the broker down. Orders are still accepted.${wait || ' Their events will wait in the outbox.'}` };
  if (s.broken.receiver) return { kind: 'bad', cut: 'notified', why: 'the receiver accepts nothing', badge: 'Receiver down, nothing lost', said: `You took the receiver down. Events go back to the outbox and are retried.${wait}` };
  if (state === 'OUTAGE') return { kind: 'bad', cut: 'delivered', why: 'retrying', badge: 'Outage, nothing lost', said: `The receiving side accepts nothing at the moment; the relay retries within seconds. Orders are still accepted.${wait}` };
  if (state === 'PAUSED') return { kind: 'warn', cut: 'delivered', why: 'the relay is paused', badge: 'Paused', said: `The relay is paused. Orders are still accepted.${wait || ' Their events will wait in the outbox.'}` };
  if (state === 'STALLED' || state === 'STOPPED') return { kind: 'bad', cut: 'delivered', why: 'the relay makes no progress', badge: `Relay ${state.toLowerCase()}`, said: `The relay has ${state === 'STALLED' ? 'been stuck in one step for seconds' : 'stopped'}; the log says why. Orders are still accepted.${wait}` };
  if (s.letters.dead > 0) return { kind: 'warn', badge: plural(s.letters.dead, 'dead letter', 'dead letters'), said: `${plural(s.letters.dead, 'event', 'events')} failed every attempt, without holding up the others. Fix the cause and send again, or discard.` };
  if (accepted === 0) return { kind: 'flow', badge: 'Ready', said: 'Nothing yet. Place your first order.' };
  if (state === 'STANDBY') return { kind: 'ok', badge: 'Standing by', said: 'The relay in another process delivers the events.' };
  if (backlog > 0) return { kind: 'flow', badge: 'Delivering', said: `${plural(backlog, 'event is', 'events are')} on the way.` };
  const given = s.letters.discarded === 0 ? '' : `, except ${number(s.letters.discarded)} that you discarded`;
  return { kind: 'ok', badge: 'All well', said: `Every accepted order has been notified${given}.` };
}

function showWay(s, told, now, lost) {
  const { accepted, backlog, oldestAt } = s.relay;
  const done = accepted - backlog;
  const notified = Math.max(0, done - s.letters.dead - s.letters.discarded);
  const counts = { accepted, waiting: backlog, delivered: done, notified };
  Object.entries(counts).forEach(([stage, count]) => {
    const stop = at(`stop-${stage}`);
    set(stop.querySelector('.number'), number(count));
    stop.classList.toggle('cut', told.cut === stage);
    stop.dataset.cut = told.kind;
  });
  at('stop-waiting').classList.toggle('wait', backlog > 0);
  set(at('oldest'), oldestAt === null ? 'none waiting' : `the oldest for ${age(now - oldestAt)}`);
  set(at('cut-delivered'), told.cut === 'delivered' ? told.why : 'by the bus');
  const apart = s.letters.dead + s.letters.discarded;
  set(at('cut-notified'), told.cut === 'notified' ? told.why : apart > 0 ? `${number(apart)} ${apart === 1 ? 'is a dead letter' : 'are dead letters'}` : 'once per item');
  const way = document.querySelector('.way');
  way.classList.toggle('lost', lost);
  way.classList.toggle('flowing', !lost && !told.cut && ((s.charts.orders.at(-1) ?? 0) > 0 || backlog > 0));
}

/** Reuses the element of each item, so that focus, selection and transitions survive. */
function keyed(parent, items, key, make, update) {
  const before = new Map([...parent.children].map(child => [child.dataset.key, child]));
  items.forEach((item, i) => {
    const id = key(item);
    let child = before.get(id);
    if (!child) {
      child = make(item);
      child.dataset.key = id;
    }
    before.delete(id);
    if (parent.children[i] !== child) parent.insertBefore(child, parent.children[i] ?? null);
    update(child, item);
  });
  before.forEach(child => child.remove());
}

const STAGES = ['accepted', 'in the outbox', 'delivered', 'notified'];

/** An order's progress: how many stages it has reached, and its label. */
function progress(order, s, now) {
  const waits = age(now - order.acceptedAt);
  switch (order.stage) {
    case 'NOTIFIED': return { reached: 4, kind: 'ok', text: order.notifiedAfter === null ? 'notified' : `notified in ${duration(order.notifiedAfter)}` };
    case 'DEAD': return { reached: 3, dead: true, kind: 'bad', text: 'dead letter' };
    case 'DISCARDED': return { reached: 3, dead: true, kind: 'quiet', text: 'discarded' };
    case 'DELIVERED': return { reached: 3, kind: 'warn', text: s.broken.receiver ? `receiver down, ${waits}` : `being notified, ${waits}` };
    default: return { reached: 2, kind: 'warn', text: `waiting, ${waits}` };
  }
}

function makeOrder(order) {
  const items = order.itemId.map(short).join(', ') + (order.items > order.itemId.length ? ` and ${order.items - order.itemId.length} more` : '');
  const row = element('tr', {},
    element('td', {}, element('code', { title: order.orderId }, short(order.orderId))),
    element('td', {}, element('code', {}, items)),
    element('td', { class: 'when' }, clock(order.acceptedAt)),
    element('td', {}, element('span', { class: 'track', role: 'img' }, ...STAGES.map(() => element('i'))), element('span', { class: 'times' })),
    element('td', {}, element('span', { class: 'pill' })));
  return row;
}

function updateOrder(row, order, s, now) {
  const { reached, dead, kind, text } = progress(order, s, now);
  const track = row.querySelector('.track');
  track.dataset.kind = kind;
  track.setAttribute('aria-label', dead ? `${text} after: ${STAGES[reached - 1]}` : `reached: ${STAGES[reached - 1]}`);
  [...track.children].forEach((bar, i) => {
    bar.className = i < reached ? (i === reached - 1 && reached < 4 ? (dead ? 'dead' : 'now') : 'on') : '';
  });
  const pill = row.querySelector('.pill');
  pill.dataset.kind = kind;
  set(pill, text);
  const some = order.notified > 0 && order.notified < order.items ? `${order.notified} of ${order.items} items notified` : '';
  const delivered = order.stage === 'NOTIFIED' && order.deliveredAfter !== null ? `delivered in ${duration(order.deliveredAfter)}` : '';
  set(row.querySelector('.times'), some || delivered);
}

function showOrders(s, now) {
  at('no-orders').hidden = s.orders.length > 0;
  at('orders').hidden = s.orders.length === 0;
  keyed(document.querySelector('#orders tbody'), s.orders, order => order.orderId, makeOrder, (row, order) => updateOrder(row, order, s, now));
}

function showLetters(s, now, controls) {
  at('letters').hidden = s.letters.dead === 0;
  set(at('letters-title'), s.letters.dead > s.letters.oldest.length ? `Dead letters, the oldest of ${number(s.letters.dead)}` : 'Dead letters');
  keyed(at('letter-list'), s.letters.oldest, letter => letter.id, letter => {
    const again = element('button', { type: 'button', 'data-act': 'redrive', 'aria-label': `Send ${letter.about} again` }, 'Send again');
    const discard = element('button', { type: 'button', 'data-act': 'discard', 'aria-label': `Discard ${letter.about}` }, 'Discard');
    again.addEventListener('click', () => controls.redrive(letter));
    discard.addEventListener('click', () => controls.discard(letter));
    return element('li', {},
      element('div', { class: 'what' }, element('code', {}, short(letter.about)), element('small', {})),
      element('div', { class: 'row' }, again, discard));
  }, (item, letter) => {
    set(item.querySelector('small'), `${plural(letter.attempts, 'attempt', 'attempts')}, the last ${age(now - letter.failedAt)} ago. ${letter.detail}`);
    item.querySelector('.row').hidden = !controls.unlocked;
  });
}

function showRefused(s) {
  at('refused').hidden = s.refused.length === 0;
  keyed(at('refused-list'), s.refused, refused => `${refused.at} ${refused.sent}`, refused => element('li', {},
    element('div', { class: 'what' },
      element('span', { class: 'pill', 'data-kind': refused.status >= 500 ? 'bad' : 'warn' }, String(refused.status)), ` ${refused.error}`,
      element('small', {}, element('code', {}, refused.sent || 'an empty body'))),
    element('small', {}, clock(refused.at))), () => {});
}

function showFaults(s) {
  const broken = (id, isBroken, label, now) => {
    const button = at(id);
    set(button, label);
    button.classList.toggle('broken', isBroken);
    const words = at(`${id}-now`);
    set(words, now);
    words.classList.toggle('broken-now', isBroken);
  };
  const { broker, receiver, item } = s.broken;
  const paused = s.relay.state === 'PAUSED';
  broken('broker', broker, broker ? 'Bring it back' : 'Take it down', broker ? 'down: accepts no events' : 'accepts every event');
  broken('receiver', receiver, receiver ? 'Bring it back' : 'Take it down', receiver ? 'down: accepts no notifications' : 'accepts every notification');
  broken('item', item !== null, item === null ? 'Order one' : 'Accept it', item === null ? 'no item is refused' : `${item} is refused`);
  broken('relay', paused, paused ? 'Resume' : 'Pause', paused ? 'paused' : 'publishes events as they arrive');
}

/** Shows a snapshot as of `now`; `lostFor` is how long the stream has been lost, in milliseconds, or 0. */
export function show(s, { now, lostFor, blind, controls }) {
  const lost = lostFor > 0;
  const told = story(s, lost, lostFor, blind);
  set(at('mode'), `mode ${s.mode}`);
  at('badge').dataset.kind = told.kind;
  set(at('badge-text'), told.badge);
  at('said').dataset.kind = told.kind;
  set(at('said'), told.said);
  document.title = `${told.badge} · Order Pipeline`;
  showWay(s, told, now, lost);
  showCharts(s.charts, s.relay.backlog);
  showLetters(s, now, controls);
  showOrders(s, now);
  showRefused(s);
  showFaults(s);
}

export function showAway(badge, text) {
  at('badge').dataset.kind = 'warn';
  set(at('badge-text'), badge);
  at('said').dataset.kind = 'warn';
  set(at('said'), text);
}
