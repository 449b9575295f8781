// Reads the stream of snapshots, and reconnects when it breaks.
import { Controls } from './controls.js';
import { show, showAway } from './view.js';

/** Longer than two beats of the stream. */
const SILENCE = 8000;
const RETRY = 2000;

const controls = new Controls();
let stream = null;
let snapshot = null;
let heardAt = 0;
let askedAt = 0;
let ahead = 0;
let lostAt = null;
let blind = false;
let refusal = null;

// A browser opens few connections to one server, and each stream holds one: a hidden tab gives its stream up for the next tab.
const tabs = new BroadcastChannel('live');
tabs.addEventListener('message', () => {
  if (!document.hidden) return;
  stream?.close();
  stream = null;
  // The title would be the only thing to see, and no longer true.
  document.title = 'Order Pipeline';
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && stream === null) connect();
});

function connect() {
  stream?.close();
  tabs.postMessage('connect');
  askedAt = performance.now();
  stream = new EventSource('/live/stream');
  stream.addEventListener('beat', heard);
  stream.addEventListener('blind', () => {
    blind = true;
    heard();
    render();
  });
  stream.addEventListener('message', event => {
    blind = false;
    ahead = Number(event.lastEventId) - Date.now();
    snapshot = JSON.parse(event.data);
    heard();
    controls.see(snapshot);
    render();
  });
  const failed = stream;
  stream.addEventListener('error', async () => {
    lose();
    if (failed.readyState !== EventSource.CLOSED) return;
    // The browser gives up after a response that is not a stream, so retry here while the server is away or full.
    refusal = await whyRefused();
    render();
    setTimeout(() => { if (stream === failed) connect(); }, RETRY);
  });
}

/** What the server says instead of sending the stream; an EventSource does not tell. */
async function whyRefused() {
  const asking = new AbortController();
  // A server that is starting or stopping may take the connection and never answer.
  const giveUp = setTimeout(() => asking.abort(), RETRY);
  try {
    const response = await fetch('/live/stream', { signal: asking.signal });
    return response.ok ? null : (await response.json()).error;
  } catch {
    return null;
  } finally {
    clearTimeout(giveUp);
    asking.abort();
  }
}

function heard() {
  heardAt = performance.now();
  lostAt = null;
  refusal = null;
}

function lose() {
  lostAt ??= performance.now();
  render();
}

function render() {
  if (snapshot === null) {
    if (blind) showAway('Waiting', 'The pipeline cannot reach its store; the log says why. It keeps trying.');
    else if (lostAt !== null) showAway('Reconnecting', `Cannot connect to the pipeline${refusal === null ? '' : `: ${refusal}`}. Retrying every few seconds.`);
    return;
  }
  // Ages are measured with the pipeline's clock.
  show(snapshot, { now: Date.now() + ahead, lostFor: lostAt === null ? 0 : Math.max(1, performance.now() - heardAt), blind, controls });
}

setInterval(() => {
  if (stream === null) return;
  if (performance.now() - Math.max(heardAt, askedAt) > SILENCE) {
    lose();
    connect();
  }
  render();
}, 1000);

// The link may be opened where the page is open already, which loads nothing.
addEventListener('hashchange', () => controls.unlock());
await controls.unlock();
connect();
