// The stream of snapshots, and what to do when it breaks off.
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
    // A server that is away or full is asked again here: the browser gives up after an answer that is no stream.
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
    if (blind) showAway('Waiting', 'The pipeline cannot ask its store just now; the log says why. It is tried again every moment.');
    else if (lostAt !== null) showAway('Reconnecting', 'The stream of this page could not be opened. It is tried again every few seconds.');
    return;
  }
  // Ages go by the clock of the pipeline.
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
