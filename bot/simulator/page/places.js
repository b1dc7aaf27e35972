/** Where this window is, kept in its address: #person/channel/thread, so that each window has its own. */

import { state, tell } from './store.js';

/** The wanted place once the channels are known: a name becomes an id. */
export function read() {
  const [person = '', where = '', thread = ''] = location.hash.slice(1).split('/').map(decodeURIComponent);
  return { person, where, thread };
}

export function write(person, where, thread = '') {
  const wanted = `#${[person, where, thread].filter(Boolean).map(encodeURIComponent).join('/')}`;
  if (location.hash !== wanted) location.hash = wanted;
}

/** The name under which a place stands in the address. */
function nameOf(kind, id) {
  if (kind !== 'channel') return kind;
  const found = state.channels.get(id);
  return found?.kind === 'im' ? 'dm' : found?.name || id;
}

export function goTo(kind, id = '', thread = '') {
  write(state.place.person, nameOf(kind, id), thread);
}

export function openThread(ts, id = state.place.id) {
  goTo('channel', id, ts);
}

export function closeThread() {
  goTo(state.place.kind, state.place.id);
}

export function becomes(name) {
  write(name, nameOf(state.place.kind, state.place.id));
}

/** Shows one message wherever it stands. */
export function goToMessage(id, ts) {
  if (!state.channels.has(id)) {
    tell('trouble', 'You are not in the conversation that this link leads to.');
    return;
  }
  tell('wanted', { id, ts });
  goTo('channel', id);
  tell('settle');
}

/** Makes the place true: called when the address or the channels change. */
export function settle() {
  const { person, where, thread } = read();
  const changedPerson = person !== state.place.person;
  if (changedPerson) {
    state.place = { person, kind: '', id: '', thread: '' };
    tell('person');
    return;
  }
  if (!state.me) return;
  const next = { person, thread, ...resolve(where) };
  if (!next.kind) {
    const first = [...state.channels.values()].find((c) => c.members.includes(state.me.id) && c.kind !== 'im');
    const any = first ?? [...state.channels.values()].find((c) => c.kind !== 'im');
    Object.assign(next, { kind: any ? 'channel' : 'home', id: any?.id ?? '' });
  }
  if (next.kind !== 'channel') next.thread = '';
  const before = state.place;
  state.place = next;
  if (before.kind !== next.kind || before.id !== next.id) tell('place');
  if (before.kind !== next.kind || before.id !== next.id || before.thread !== next.thread) tell('thread');
}

function resolve(where) {
  if (where === 'home' || where === 'threads') return { kind: where, id: '' };
  for (const channel of state.channels.values()) {
    const mine = channel.kind === 'im' ? where === 'dm' : channel.name === where;
    if (mine || channel.id === where) return { kind: 'channel', id: channel.id };
  }
  return { kind: '', id: '' };
}
