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
let ahead = 0;
let lostAt = null;
let blind = false;

function connect() {
  stream?.close();
  heardAt = performance.now();
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
  stream.addEventListener('error', () => {
    lose();
    // The browser gives up after a response that is not a stream, so retry here while the server is away or full.
    if (stream.readyState === EventSource.CLOSED) setTimeout(connect, RETRY);
  });
}

function heard() {
  heardAt = performance.now();
  lostAt = null;
}

function lose() {
  lostAt ??= performance.now();
  render();
}

function render() {
  if (snapshot === null) {
    if (blind) showAway('Waiting', 'The pipeline cannot reach its store; the log says why. It keeps trying.');
    else if (lostAt !== null) showAway('Reconnecting', 'Cannot connect to the pipeline. Retrying every few seconds.');
    return;
  }
  // Ages are measured with the pipeline's clock.
  show(snapshot, { now: Date.now() + ahead, lostFor: lostAt === null ? 0 : Math.max(1, performance.now() - heardAt), blind, controls });
}

setInterval(() => {
  if (performance.now() - heardAt > SILENCE && stream.readyState !== EventSource.CONNECTING) {
    lose();
    connect();
  }
  render();
}, 1000);

await controls.unlock();
connect();
