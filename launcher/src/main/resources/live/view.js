// Shows a snapshot: the stages of an order, one sentence that says what is happening, and the lists.
import { age, brief, clock, duration, number, plural, short, visible } from './text.js';
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

/** Events younger than this are on their way; older ones wait. So a page under load does not change its mind with every snapshot. */
const MOMENT = 1000;

/** Stages in which nothing more happens to an order on its own. */
const FINISHED = ['NOTIFIED', 'DEAD', 'DISCARDED'];

/** What is happening, worst first. The kind sets the colour; the text says the same without it. */
function story(s, now, lost, waited, blind) {
  const { state, accepted, backlog, oldestAt } = s.relay;
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
  if (s.letters.dead > 0) return { kind: 'warn', news: 'Dead letters', badge: plural(s.letters.dead, 'dead letter', 'dead letters'), said: `${plural(s.letters.dead, 'event', 'events')} failed every attempt, without holding up the others. Fix the cause and send again, or discard.` };
  if (accepted === 0) return { kind: 'flow', badge: 'Ready', said: 'Nothing yet. Place your first order.' };
  if (state === 'STANDBY') return { kind: 'ok', badge: 'Standing by', said: 'The relay in another process delivers the events.' };
  if (backlog > 0 && now - oldestAt >= MOMENT) return { kind: 'flow', badge: 'Delivering', said: `${plural(backlog, 'event is', 'events are')} on the way.` };
  if (backlog > 0 || s.charts.orders.slice(-2).some(count => count > 0)) return { kind: 'flow', badge: 'Delivering', said: 'Orders are delivered as they arrive.' };
  // Behind a broker an event has left the outbox before its notifications are sent.
  const underway = s.orders.filter(order => !FINISHED.includes(order.stage)).length;
  if (underway > 0) return { kind: 'flow', badge: 'Delivering', said: `${plural(underway, 'order is', 'orders are')} on the way to the receiver.` };
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
  const waits = oldestAt !== null && (told.cut !== undefined || now - oldestAt >= MOMENT);
  at('stop-waiting').classList.toggle('wait', waits);
  set(at('oldest'), waits ? `the oldest for ${age(now - oldestAt)}` : 'until the bus accepts them');
  set(at('cut-delivered'), told.cut === 'delivered' ? told.why : 'by the bus');
  const { dead, discarded } = s.letters;
  const failed = dead > 0 ? plural(dead, 'dead letter', 'dead letters') : discarded > 0 ? `${number(discarded)} discarded` : null;
  set(at('cut-notified'), told.cut === 'notified' ? told.why : failed ?? 'once per item');
  const way = document.querySelector('.way');
  way.classList.toggle('lost', lost);
  way.classList.toggle('flowing', !lost && !told.cut && ((s.charts.orders.at(-1) ?? 0) > 0 || backlog > 0));
}

/** Reuses the element of each item, so that focus, selection and transitions survive. */
function keyed(parent, items, key, make, update) {
  const wanted = new Set(items.map(key));
  const before = new Map();
  // What is gone leaves first: an element that stays need not move then, which would take the focus from it.
  [...parent.children].forEach(child => {
    if (wanted.has(child.dataset.key) && !before.has(child.dataset.key)) before.set(child.dataset.key, child);
    else child.remove();
  });
  items.forEach((item, i) => {
    const id = key(item);
    let child = before.get(id);
    before.delete(id);
    if (!child) {
      child = make(item);
      child.dataset.key = id;
    }
    if (parent.children[i] !== child) parent.insertBefore(child, parent.children[i] ?? null);
    update(child, item);
  });
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
  // Each isolated, so that one that is written from right to left does not reorder the others.
  const items = order.itemId.flatMap((item, i) => [i === 0 ? '' : ', ', element('bdi', {}, short(item))]);
  if (order.items > order.itemId.length) items.push(` and ${number(order.items - order.itemId.length)} more`);
  const row = element('tr', {},
    element('td', {}, element('code', { title: visible(order.orderId) }, short(order.orderId))),
    element('td', {}, element('code', { title: visible(order.itemId.join(', ')) }, ...items)),
    element('td', { class: 'when' }),
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
  set(row.querySelector('.when'), clock(order.acceptedAt, now));
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
  const focused = document.activeElement;
  const place = [...at('letter-list').children].findIndex(item => item.contains(focused));
  keyed(at('letter-list'), s.letters.oldest, letter => letter.id, letter => {
    const again = element('button', { type: 'button', 'data-act': 'redrive', 'aria-label': `Send again: ${short(letter.about)}` }, 'Send again');
    const discard = element('button', { type: 'button', 'data-act': 'discard', 'aria-label': `Discard: ${short(letter.about)}` }, 'Discard');
    again.addEventListener('click', () => controls.redrive(letter));
    discard.addEventListener('click', () => controls.discard(letter));
    return element('li', {},
      element('div', { class: 'what' }, element('code', { title: visible(letter.about) }, short(letter.about)), element('small', {})),
      element('div', { class: 'row' }, again, discard));
  }, (item, letter) => {
    set(item.querySelector('small'), `${plural(letter.attempts, 'attempt', 'attempts')}, the last ${age(now - letter.failedAt)} ago. ${brief(letter.detail)}`);
    item.querySelector('.row').hidden = !controls.unlocked;
  });
  if (place >= 0 && !focused.isConnected) {
    // The letter is gone: on to the one that took its place.
    const next = at('letter-list').children[place] ?? at('letter-list').lastElementChild;
    (next?.querySelector(`[data-act=${focused.dataset.act}]`) ?? at('orders-title')).focus();
  }
}

function showRefused(s, now) {
  at('refused').hidden = s.refused.length === 0;
  keyed(at('refused-list'), s.refused, refused => `${refused.at} ${refused.sent}`, refused => element('li', {},
    element('div', { class: 'what' },
      element('span', { class: 'pill', 'data-kind': refused.status >= 500 ? 'bad' : 'warn' }, String(refused.status)), ` ${brief(refused.error)}`,
      element('small', {}, refused.sent === '' ? 'an empty body' : element('code', {}, visible(refused.sent)))),
    element('small', { class: 'at' })), (item, refused) => set(item.querySelector('.at'), clock(refused.at, now)));
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
  broken('item', item !== null, item === null ? 'Order one' : 'Accept it', item === null ? 'no item is refused' : `${short(item)} is refused`);
  broken('relay', paused, paused ? 'Resume' : 'Pause', paused ? 'paused' : 'publishes events as they arrive');
}

/**
 * Tells those who do not see the page what goes wrong and when all is well again. The badge itself changes with the orders, too often
 * to be read out each time.
 */
function announce({ kind, badge, news = badge }) {
  if (kind !== 'flow') set(at('news'), news);
}

/** Shows a snapshot as of `now`; `lostFor` is how long the stream has been lost, in milliseconds, or 0. */
export function show(s, { now, lostFor, blind, controls }) {
  const lost = lostFor > 0;
  const told = story(s, now, lost, lostFor, blind);
  set(at('mode'), `mode ${s.mode}`);
  at('badge').dataset.kind = told.kind;
  set(at('badge-text'), told.badge);
  at('said').dataset.kind = told.kind;
  set(at('said'), told.said);
  announce(told);
  document.title = `${told.badge} · Order Pipeline`;
  showWay(s, told, now, lost);
  showCharts(s.charts, s.relay.backlog);
  showLetters(s, now, controls);
  showOrders(s, now);
  showRefused(s, now);
  showFaults(s);
}

export function showAway(badge, text) {
  at('badge').dataset.kind = 'warn';
  set(at('badge-text'), badge);
  set(at('news'), badge);
  at('said').dataset.kind = 'warn';
  set(at('said'), text);
}
