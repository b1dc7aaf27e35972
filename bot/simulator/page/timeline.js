/** A list of messages of which the page holds a window: older ones come as one scrolls up, far ones go. */

import { h } from './dom.js';
import { row, continues, quiet } from './message.js';
import { note } from './feed.js';
import { between, rowKeys } from './rowlines.js';
import { on, state } from './store.js';

const STEP = 15;
const NEAR = 600;
const AT_END = 48;

export class Timeline {
  /** @param {{most: number, label: string, jump: HTMLElement}} how */
  constructor(scroller, how) {
    this.scroller = scroller;
    this.list = h('ol', { class: 'messages', role: 'list', 'aria-label': how.label });
    this.head = h('div', { class: 'list-head' });
    scroller.replaceChildren(this.head, this.list);
    this.how = how;
    this.room = null;
    this.nodes = new Map();
    this.start = 0;
    this.end = 0;
    this.wanted = '';
    this.queued = false;
    this.stuck = true;
    scroller.addEventListener('scroll', () => this.later(() => this.scrolled()), { passive: true });
    new ResizeObserver(() => this.stuck && this.bottom()).observe(scroller);
    this.list.addEventListener('keydown', (event) => rowKeys(event, this));
    this.list.addEventListener('focusin', (event) => this.activate(event.target.closest('.row')));
    how.jump?.addEventListener('click', () => this.toEnd());
    on('room', ({ room, fresh }) => room === this.room && this.changed(fresh));
    on('zone', () => this.redraw());
  }

  later(work) {
    if (this.queued) return;
    this.queued = true;
    requestAnimationFrame(() => {
      this.queued = false;
      work();
    });
  }

  async show(room, head, wanted = '') {
    const same = room === this.room;
    this.room = room;
    this.wanted = wanted;
    this.makeHead = head;
    if (!same) this.clear();
    if (!room) return;
    if (!room.loaded || (wanted && !room.has(wanted))) {
      await room.load(wanted);
      if (this.room !== room) return;
    }
    if (wanted && room.has(wanted)) {
      this.around(room.index(wanted));
      this.highlight(wanted);
    } else if (!same || !this.nodes.size) this.toEnd();
    else this.changed(null);
  }

  clear() {
    this.nodes.clear();
    this.list.replaceChildren();
    this.head.replaceChildren();
    this.start = this.end = 0;
  }

  redraw() {
    this.nodes.clear();
    this.sync();
  }

  get atEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return this.room && this.end === this.room.messages.length && scrollHeight - scrollTop - clientHeight < AT_END;
  }

  toEnd() {
    if (!this.room) return;
    this.end = this.room.messages.length;
    this.start = Math.max(0, this.end - 2 * STEP);
    this.sync();
    this.bottom();
    this.seen();
  }

  bottom() {
    this.stuck = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  around(index) {
    this.stuck = false;
    this.start = Math.max(0, index - STEP);
    this.end = Math.min(this.room.messages.length, index + STEP);
    this.sync();
  }

  changed(fresh) {
    const room = this.room;
    const stick = this.stuck || !this.nodes.size;
    const mine = fresh && fresh.user === state.me?.id;
    if (stick || mine) {
      this.end = room.messages.length;
      this.start = Math.max(this.start, this.end - this.how.most);
      if (this.end - this.start < STEP) this.start = Math.max(0, this.end - 2 * STEP);
      this.sync();
      this.bottom();
      this.seen();
    } else {
      this.end = Math.min(this.end, room.messages.length);
      this.start = Math.min(this.start, this.end);
      this.anchored();
      if (fresh && this.how.jump) this.how.jump.hidden = false;
    }
  }

  async scrolled() {
    const { scroller, room } = this;
    if (!room) return;
    this.stuck = this.atEnd;
    const below = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    if (scroller.scrollTop < NEAR) await this.upwards(room);
    else if (below < NEAR && this.end < room.messages.length) {
      this.end = Math.min(room.messages.length, this.end + STEP);
      this.start = Math.max(this.start, this.end - this.how.most);
      this.anchored();
    }
    if (this.atEnd) this.seen();
  }

  async upwards(room) {
    if (this.start < STEP && room.more) {
      const first = room.messages[0]?.ts ?? '';
      await room.older();
      await new Promise(requestAnimationFrame);
      if (room !== this.room) return;
      const added = room.index(first);
      this.start += added;
      this.end += added;
    }
    if (this.start === 0) return;
    this.start = Math.max(0, this.start - STEP);
    this.end = Math.min(this.end, this.start + this.how.most);
    this.anchored();
    if (this.scroller.scrollTop < NEAR && this.start > 0) this.later(() => this.scrolled());
  }

  /** Redraws while what the reader looks at stays where it is. */
  anchored() {
    const top = this.scroller.getBoundingClientRect().top;
    const held = [...this.list.children].find((node) => node.dataset.ts && node.getBoundingClientRect().bottom > top);
    const before = held?.getBoundingClientRect().top;
    this.sync();
    if (held?.isConnected) this.scroller.scrollTop += held.getBoundingClientRect().top - before;
  }

  /** Makes the list hold exactly the window, touching only what differs. */
  sync() {
    if (!this.room) return;
    const shown = this.room.messages.slice(this.start, this.end);
    const keep = new Map();
    let place = this.list.firstChild;
    const held = this.list.contains(document.activeElement) ? document.activeElement.closest('.row')?.dataset.ts : '';
    let before = null;
    const set = (node) => {
      if (place === node) place = node.nextSibling;
      else this.list.insertBefore(node, place);
    };
    const add = (key, made) => {
      keep.set(key, made);
      set(made.node);
    };
    for (const message of shown) {
      for (const [key, words, kind] of between(this.room, before, message)) {
        add(key, this.nodes.get(key) ?? { node: h('li', { class: kind, 'aria-label': words }, h('span', {}, words)) });
      }
      const known = this.nodes.get(message.ts);
      const made = known?.message === message ? known : { message, node: row(message, { inThread: Boolean(this.room.thread) }) };
      if (made !== known) quiet(made.node);
      made.node.classList.toggle('follows', continues(before, message));
      add(message.ts, made);
      before = message;
    }
    while (place) {
      const next = place.nextSibling;
      place.remove();
      place = next;
    }
    this.nodes = keep;
    this.finish(held);
  }

  finish(held) {
    const whole = this.start === 0 && !this.room.more;
    const words = this.room.failed ? [h('p', { class: 'empty' }, this.room.failed)] : [];
    this.head.replaceChildren(...(whole && this.room.loaded ? this.makeHead?.(this.room) ?? [] : words));
    if (held) {
      const again = this.nodes.get(held)?.node;
      if (again && !again.contains(document.activeElement)) again.focus({ preventScroll: true });
    }
    const active = this.list.querySelector('.row[tabindex="0"]') ?? [...this.list.querySelectorAll('.row')].at(-1);
    if (active) this.activate(active);
    if (this.how.jump && this.end === this.room.messages.length && this.atEnd) this.how.jump.hidden = true;
  }

  seen() {
    if (this.how.jump) this.how.jump.hidden = true;
    const { channel, thread, last } = this.room;
    if (!last || document.visibilityState !== 'visible' || this.told === `${channel}${thread}${last}`) return;
    this.told = `${channel}${thread}${last}`;
    note('read', { channel, thread, ts: last });
  }

  activate(active) {
    if (!active || active.tabIndex === 0) return;
    for (const other of this.list.querySelectorAll('.row[tabindex="0"]')) {
      other.tabIndex = -1;
      quiet(other);
    }
    active.tabIndex = 0;
    for (const inner of active.querySelectorAll('[data-quiet]')) {
      inner.removeAttribute('data-quiet');
      inner.tabIndex = 0;
    }
  }

  highlight(ts) {
    const { node } = this.nodes.get(ts) ?? {};
    if (!node) return;
    node.scrollIntoView({ block: 'center' });
    node.classList.add('wanted');
    node.focus({ preventScroll: true });
    setTimeout(() => node.classList.remove('wanted'), 2500);
  }
}
