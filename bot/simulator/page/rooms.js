/** Messages this window has read: one room a channel, one for the open thread. */

import { ask } from './feed.js';
import { on, tell } from './store.js';

export const isReply = (m) => Boolean(m.thread_ts) && m.thread_ts !== m.ts && m.subtype !== 'thread_broadcast';

/** Messages in order; `more` says that older ones are on the server. */
export class Room {
  constructor(channel, thread = '') {
    this.channel = channel;
    this.thread = thread;
    this.messages = [];
    this.more = false;
    this.loaded = false;
    this.failed = '';
    this.loading = null;
    /** Where the unread ones began when it was opened. */
    this.mark = '';
  }

  accepts(message) {
    if (message.channel !== this.channel) return false;
    return this.thread ? message.thread_ts === this.thread || message.ts === this.thread : !isReply(message);
  }

  /** Where a moment stands, or would stand. */
  index(ts) {
    let low = 0;
    let high = this.messages.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.messages[middle].ts < ts) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  has(ts) {
    return this.messages[this.index(ts)]?.ts === ts;
  }

  find(ts) {
    const found = this.messages[this.index(ts)];
    return found?.ts === ts ? found : null;
  }

  /** True when it was not known before. */
  put(message) {
    const at = this.index(message.ts);
    const known = this.messages[at]?.ts === message.ts;
    this.messages.splice(at, known ? 1 : 0, message);
    return !known;
  }

  drop(ts) {
    const at = this.index(ts);
    if (this.messages[at]?.ts === ts) this.messages.splice(at, 1);
  }

  get last() {
    return this.messages.at(-1)?.ts ?? '';
  }

  /** The newest page, or everything from `upto` on. */
  load(upto = '') {
    return this.once(async () => {
      const question = this.thread ? ['thread', { ts: this.thread }] : ['history', { upto }];
      const found = await ask(question[0], { channel: this.channel, ...question[1] });
      this.messages = found.messages;
      this.thread &&= found.root; // it may have been asked for by one of its replies
      this.more = Boolean(found.more);
      this.loaded = true;
    });
  }

  older() {
    if (!this.more || this.thread) return Promise.resolve();
    return this.once(async () => {
      const found = await ask('history', { channel: this.channel, before: this.messages[0]?.ts ?? '' });
      this.messages = [...found.messages, ...this.messages];
      this.more = found.more;
    });
  }

  once(work) {
    this.loading ??= work()
      .then(() => (this.failed = ''), (error) => (this.failed = error.message))
      .finally(() => {
        this.loading = null;
      });
    return this.loading;
  }
}

const rooms = new Map();
let thread = null;

export function room(channel) {
  if (!rooms.has(channel)) rooms.set(channel, new Room(channel));
  return rooms.get(channel);
}

export function threadRoom(channel, ts) {
  if (thread?.channel !== channel || (thread?.thread !== ts && !thread?.has(ts))) thread = new Room(channel, ts);
  return thread;
}

const all = () => (thread ? [...rooms.values(), thread] : [...rooms.values()]);

on('live:message', ({ message }) => {
  for (const one of all()) {
    if (!one.accepts(message)) continue;
    // Older than what is loaded here: it comes when the reader scrolls up to it.
    if (!one.thread && one.more && message.ts < (one.messages[0]?.ts ?? '')) continue;
    const fresh = one.put(message);
    tell('room', { room: one, fresh: fresh ? message : null });
  }
});

on('live:gone', ({ channel, ts }) => {
  for (const one of all()) {
    if (one.channel === channel && one.has(ts)) {
      one.drop(ts);
      tell('room', { room: one, fresh: null });
    }
  }
});

// After a lost line nothing read before can be relied on.
on('fresh', () => {
  rooms.clear();
  thread = null;
});
