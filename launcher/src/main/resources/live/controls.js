// The controls, unlocked by the link in the log. The key is kept only in this tab and sent in a header that no other page can set.
import { element } from './view.js';
import { brief, plural, short } from './text.js';

const KEY = 'live-key';
const RUN = 'live-key-run';
const RESTARTED = 'The process was restarted. Open the new link in its log to continue.';
const at = id => document.getElementById(id);

export class Controls {
  unlocked = false;
  #key = null;
  #latest = null;
  #lastOrder = null;

  constructor() {
    at('place').addEventListener('submit', event => {
      event.preventDefault();
      this.#placeForm();
    });
    at('place-fifty').addEventListener('click', () => this.#placeFifty());
    at('place-again').addEventListener('click', () => this.#placeAgain());
    at('broker').addEventListener('click', () => this.#send({ action: this.#latest.broken.broker ? 'repair-broker' : 'break-broker' }));
    at('receiver').addEventListener('click', () => this.#send({ action: this.#latest.broken.receiver ? 'repair-receiver' : 'break-receiver' }));
    at('item').addEventListener('click', () => this.#badItem());
    at('relay').addEventListener('click', () => this.#send({ action: this.#latest.relay.state === 'PAUSED' ? 'resume' : 'pause' }));
    at('kill').addEventListener('click', () => this.#kill());
    at('place-again').disabled = true;
    suggest();
  }

  /** Exchanges the link's token for a key, if the page was opened with the link. */
  async unlock() {
    const token = new URLSearchParams(location.hash.slice(1)).get('token');
    if (token) {
      // Remove the token from the address, so that it is neither shown to others nor kept in the history.
      history.replaceState(null, '', location.pathname);
      const answer = await post('/live/key', { token });
      if (answer.ok) {
        sessionStorage.setItem(KEY, answer.body.key);
        sessionStorage.removeItem(RUN);
      } else at('read-only-why').textContent = `The controls stay locked: ${answer.body.error}.`;
    }
    this.#key = sessionStorage.getItem(KEY);
    this.#show();
  }

  /** A key is valid only until the process that issued it ends. */
  see(snapshot) {
    const first = this.#latest === null;
    this.#latest = snapshot;
    const known = sessionStorage.getItem(RUN);
    if (this.#key && known === null) sessionStorage.setItem(RUN, snapshot.run);
    else if (this.#key && known !== String(snapshot.run)) this.#forget(RESTARTED);
    if (first) this.#show();
  }

  async redrive(letter) {
    await this.#sendAbout(letter, { action: 'redrive' });
  }

  async discard(letter) {
    at('reason').value = 'no longer needed';
    if (await sure('Discard this letter?', [element('code', {}, short(letter.about)), ' will not be notified. Your reason is kept in its history.'], 'Discard', true)) {
      await this.#sendAbout(letter, { action: 'discard', reason: at('reason').value });
    }
  }

  async #kill() {
    if (await sure('Kill the process?', ['kill -9: nothing is saved or closed. Start it again with the same command, and see that nothing was lost.'], 'Kill it', false)) {
      await this.#send({ action: 'kill' });
    }
  }

  async #badItem() {
    if (this.#latest.broken.item !== null) {
      await this.#send({ action: 'accept-item' });
      return;
    }
    const item = fresh('poison');
    if (await this.#send({ action: 'refuse-item', item })) await this.#place({ itemId: [item] });
  }

  async #placeForm() {
    const items = at('items').value.split(',').map(item => item.trim()).filter(item => item !== '');
    const orderId = at('order-id').value;
    await this.#place(orderId === '' ? { itemId: items } : { itemId: items, orderId });
  }

  async #placeAgain() {
    if (this.#lastOrder) await this.#place(this.#lastOrder);
  }

  async #place(order) {
    const answer = await post('/orders', order);
    if (answer.ok) {
      this.#lastOrder = { ...order, orderId: answer.body.orderId };
      at('place-again').disabled = false;
      at('order-id').value = '';
      suggest();
      tell('answer', 'ok', answer.status, 'accepted as ', element('code', {}, short(answer.body.orderId)));
    } else {
      tell('answer', 'bad', answer.status, answer.body.error);
    }
  }

  async #placeFifty() {
    const button = at('place-fifty');
    // Not disabled, which would take the focus from it.
    if (button.getAttribute('aria-disabled') === 'true') return;
    button.setAttribute('aria-disabled', 'true');
    const began = performance.now();
    const answers = await Promise.all(Array.from({ length: 50 }, () => post('/orders', { itemId: [fresh('bulk')] })));
    const accepted = answers.filter(answer => answer.ok).length;
    button.removeAttribute('aria-disabled');
    const refused = answers.find(answer => !answer.ok);
    tell('answer', refused ? 'bad' : 'ok', refused ? refused.status : 202,
      `${plural(accepted, 'order', 'orders')} accepted in ${Math.round(performance.now() - began)} ms${refused ? `; ${refused.body.error}` : ''}`);
  }

  async #send(command, where = 'control-answer') {
    const answer = await post('/live/control', command, { 'Live-Key': this.#key ?? '' });
    if (answer.status === 403) this.#forget(`${answer.body.error}.`);
    else if (!answer.ok) tell(where, 'bad', answer.status, answer.body.error);
    else at(where).replaceChildren();
    return answer.ok ? answer.body.result : null;
  }

  async #sendAbout(letter, command) {
    const result = await this.#send({ ...command, letter: letter.id }, 'letter-answer');
    if (result !== null) at('letter-answer').replaceChildren(element('code', {}, short(letter.about)), ` ${brief(result)}`);
  }

  #forget(why) {
    if (this.#key === null) return;
    this.#key = null;
    sessionStorage.removeItem(KEY);
    sessionStorage.removeItem(RUN);
    at('read-only-why').textContent = why;
    const wasInControls = document.activeElement.closest('.controls') !== null;
    this.#show();
    if (wasInControls) at('read-only-title').focus();
  }

  /** Nothing before the first snapshot: until then it is unknown what is broken, and whether the key still works. */
  #show() {
    this.unlocked = this.#key !== null;
    const known = this.#latest !== null;
    at('read-only').hidden = this.unlocked || !known;
    document.querySelectorAll('.controls').forEach(section => { section.hidden = !this.unlocked || !known; });
  }
}

/** A random name that was most likely never ordered before. */
const fresh = name => `${name}-${Math.floor(1e5 + Math.random() * 9e5)}`;

function suggest() {
  at('items').value = `${fresh('coffee')}, ${fresh('cake')}`;
}

function tell(id, kind, status, text, ...more) {
  at(id).replaceChildren(element('span', { class: 'pill', 'data-kind': kind }, status === null ? 'no answer' : String(status)), ' ', brief(text), ...more);
}

async function post(path, body, headers = {}) {
  try {
    const response = await fetch(path, {
      method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body), credentials: 'omit',
    });
    return { ok: response.ok, status: response.status, body: await response.json() };
  } catch {
    return { ok: false, status: null, body: { error: 'is the pipeline running?' } };
  }
}

/** Asks for confirmation of what cannot be undone. */
function sure(title, text, yes, asksReason) {
  const dialog = at('sure');
  at('sure-title').textContent = title;
  at('sure-text').replaceChildren(...text);
  at('sure-yes').textContent = yes;
  at('sure-reason').hidden = !asksReason;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true }));
}
