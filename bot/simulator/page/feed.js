/** The line to the server: one WebSocket, which comes back by itself, and the verbs over HTTP. */

import { on, state, takeFrame, tell } from './store.js';

const NOBODY = 4404;
const NO_LINE = 'Not loaded: no connection';
const WAITS = [300, 700, 1500, 3000, 6000, 10000];
const SPREAD = 0.3;

let socket = null;
let tries = 0;
let timer = 0;
let asked = 0;
const answers = new Map();

/** Opens the line for the person of this window; a line for somebody else is closed first. */
export function connect() {
  clearTimeout(timer);
  drop();
  if (!state.place.person) return;
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const mine = new WebSocket(`${scheme}://${location.host}/sim/live?person=${encodeURIComponent(state.place.person)}`);
  socket = mine;
  mine.onmessage = (event) => mine === socket && hear(JSON.parse(event.data));
  mine.onclose = (event) => mine === socket && lost(event.code);
}

function drop() {
  if (socket) {
    socket.onclose = null;
    socket.close();
    socket = null;
  }
  for (const { fail } of answers.values()) fail(new Error(NO_LINE));
  answers.clear();
}

function lost(code) {
  drop();
  if (code === NOBODY) {
    setLine('nobody');
    return;
  }
  setLine('lost');
  const wait = WAITS[Math.min(tries, WAITS.length - 1)];
  tries += 1;
  timer = setTimeout(connect, wait * (1 + SPREAD * Math.random()));
}

function setLine(line) {
  if (state.line !== line) {
    state.line = line;
    tell('line');
  }
}

/** At once, when the person asks for it or the machine is back online. */
export function retry() {
  tries = 0;
  connect();
}

window.addEventListener('online', () => state.line === 'lost' && retry());
on('person', () => {
  state.line = 'connecting';
  connect();
});

function hear(frame) {
  switch (frame.type) {
    case 'frame':
      heardFrame(frame);
      break;
    case 'answer':
      answers.get(frame.id)?.done(frame);
      answers.delete(frame.id);
      break;
    case 'clock':
      state.ahead = Date.parse(frame.now) - Date.now();
      tell('clock');
      break;
    case 'modal':
      state.modal = frame.modal;
      tell('modal');
      break;
    default:
      tell(`live:${frame.type}`, frame);
  }
}

function heardFrame(frame) {
  if (state.team && state.team !== frame.team) {
    location.reload(); // another workspace answers here now: nothing known is true any more
    return;
  }
  const first = state.line !== 'open' || state.me?.id !== frame.me;
  takeFrame(frame);
  tries = 0;
  if (first) {
    setLine('open');
    tell('fresh');
  }
  tell('frame');
}

/** A question that needs no answer. */
export function note(type, more = {}) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type, ...more }));
}

/** A question over the line; answers come in order with what happens meanwhile. */
export function ask(type, more = {}) {
  return new Promise((done, fail) => {
    if (socket?.readyState !== WebSocket.OPEN) {
      fail(new Error(NO_LINE));
      return;
    }
    asked += 1;
    answers.set(asked, { done: (found) => (found.error ? fail(new Error(found.error)) : done(found)), fail });
    socket.send(JSON.stringify({ type, id: asked, ...more }));
  });
}

export async function get(path) {
  const answer = await fetch(path, { headers: { Accept: 'application/json' } });
  return answer.ok ? answer.json() : null;
}

export async function post(path, body = {}) {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  const found = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(found.error || `the server answered ${answer.status}`);
  return found;
}

/** Something this person does. What cannot be done is told, and answered with null. */
export async function act(verb, more = {}) {
  try {
    const { result } = await post(`/sim/verbs/${verb}`, { person: state.place.person, ...more });
    return result ?? {};
  } catch (error) {
    tell('trouble', error instanceof TypeError ? 'No connection: this was not sent.' : sentence(error.message));
    return null;
  }
}

export const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/** What a client says when the app did not answer. */
export function refusal(error) {
  const name = state.app.name;
  const known = {
    operation_timeout: `${name} did not respond`,
    dispatch_failed: `${name} is not connected, so nobody answered`,
  };
  return `${known[error] || `${name}’s answer was refused`} (${error})`;
}
