/** What the window knows, and who wants to hear when a part of it changes. */

export const state = {
  /** @type {'connecting'|'open'|'lost'|'nobody'} */ line: 'connecting',
  team: '',
  workspace: '',
  domain: '',
  me: null,
  app: { name: '', commands: [], shortcuts: [], connected: false },
  users: new Map(),
  channels: new Map(),
  threads: 0,
  home: null,
  modal: null,
  /** @type {{person: string, kind: 'channel'|'home'|'threads'|'', id: string, thread: string}} */
  place: { person: '', kind: '', id: '', thread: '' },
  /** Milliseconds the workspace's clock is ahead of this machine's. */
  ahead: 0,
};

const listeners = new Map();

export function on(topic, heard) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(heard);
  return () => listeners.get(topic).delete(heard);
}

export function tell(topic, what) {
  for (const heard of [...(listeners.get(topic) || [])]) heard(what);
}

export const now = () => Date.now() + state.ahead;
export const zone = () => state.me?.zone || 'UTC';
export const people = () => [...state.users.values()].filter((user) => !user.is_bot && !user.deleted);
export const channel = () => state.channels.get(state.place.id);
export const isBot = (id) => id === state.app.bot_user;

export function takeFrame(frame) {
  for (const key of ['team', 'workspace', 'domain', 'app', 'threads', 'home']) state[key] = frame[key];
  state.users = new Map(frame.users.map((user) => [user.id, user]));
  state.channels = new Map(frame.channels.map((place) => [place.id, place]));
  state.me = state.users.get(frame.me);
}

/** What a channel is called in its heading and in links. */
export function placeName(place) {
  if (!place) return '';
  return place.kind === 'im' ? state.app.name : place.name;
}

export function author(message) {
  const user = state.users.get(message.user);
  if (user) return user;
  if (message.bot_id === state.app.bot_id) return state.users.get(state.app.bot_user);
  const name = message.username || (message.user === 'USLACKBOT' ? 'Slackbot' : 'Someone');
  return { id: message.bot_id || message.user, name, real_name: name, color: '5b6670', is_bot: Boolean(message.bot_id) };
}
