/** The box one writes in: messages, slash commands with completion, mentions. */

import { button, h, refill, unseen } from './dom.js';
import { startEditing } from './editing.js';
import { act, refusal } from './feed.js';
import { icon } from './icons.js';
import { people, placeName, state, tell } from './store.js';

let count = 0;

export class Composer {
  /** @param {{thread?: () => string, where: () => string, last?: () => object|undefined}} how */
  constructor(how) {
    count += 1;
    this.how = how;
    this.id = `completion-${count}`;
    this.items = [];
    this.at = 0;
    this.drafts = new Map();
    this.field = h('textarea', {
      rows: 1,
      'aria-label': 'Message',
      'aria-autocomplete': 'list',
      'aria-controls': this.id,
      'aria-expanded': 'false',
      role: 'combobox',
      on: { input: () => this.changed(), keydown: (event) => this.key(event), blur: () => this.offer([]) },
    });
    this.list = h('ul', { class: 'completion', role: 'listbox', id: this.id, hidden: true, 'aria-label': 'Suggestions' });
    this.answer = h('div', { class: 'answer', role: 'status', hidden: true });
    this.also = h('input', { type: 'checkbox' });
    this.alsoName = h('span');
    this.send = button([icon('send'), unseen('Send')], () => this.submit(), { class: 'send', disabled: true });
    const also = how.thread && h('label', { class: 'also' }, this.also, this.alsoName);
    this.node = h('div', { class: 'composer' }, this.answer, this.list, h('div', { class: 'box' }, this.field, this.send), also);
  }

  /** Another place: its own draft, its own words in the empty field. */
  at_(place) {
    this.drafts.set(this.key_, this.field.value);
    this.key_ = `${state.me?.id}/${place?.id}/${this.how.thread?.() ?? ''}`;
    this.field.value = this.drafts.get(this.key_) ?? '';
    const sign = place?.kind === 'im' ? '' : '#';
    const words = this.how.thread ? 'Reply…' : `Message ${sign}${placeName(place)}`;
    this.field.placeholder = words;
    this.field.setAttribute('aria-label', this.how.thread ? 'Reply in thread' : words);
    this.alsoName.textContent = `Also send to ${sign}${placeName(place)}`;
    this.say('');
    this.changed(false);
  }

  say(words) {
    refill(this.answer, words && [icon('warn'), h('span', {}, words), button([icon('close'), unseen('Dismiss')], () => this.say(''), { class: 'tool' })]);
    this.answer.hidden = !words;
  }

  changed(complete = true) {
    const { field } = this;
    field.style.setProperty('height', 'auto');
    field.style.setProperty('height', `${Math.min(field.scrollHeight, 180)}px`);
    this.send.disabled = !field.value.trim();
    this.offer(complete ? this.matches() : []);
  }

  /** What could be meant by the words before the caret. */
  matches() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    if (before.startsWith('/') && !before.includes('\n')) return commands().filter((c) => c.insert.startsWith(before.toLowerCase()) && c.insert.trim() !== before.trim());
    const word = /(?:^|\s)([@#][\p{L}\p{N}._-]*)$/u.exec(before)?.[1];
    if (!word) return [];
    const start = before.length - word.length;
    return names(word[0])
      .filter((name) => [name.insert, ...name.also].some((n) => n.toLowerCase().startsWith(word.toLowerCase())))
      .slice(0, 8)
      .map((name) => ({ ...name, start }));
  }

  offer(items) {
    this.items = items;
    this.at = 0;
    this.list.hidden = items.length === 0;
    this.field.setAttribute('aria-expanded', String(items.length > 0));
    this.draw();
  }

  draw() {
    refill(
      this.list,
      this.items.map((item, index) =>
        h(
          'li',
          { role: 'option', id: `${this.id}-${index}`, 'aria-selected': String(index === this.at), on: { mousedown: (event) => (event.preventDefault(), this.take(item)) } },
          h('b', {}, item.label ?? item.insert),
          h('span', { class: 'muted' }, item.note),
        ),
      ),
    );
    if (this.items.length) this.field.setAttribute('aria-activedescendant', `${this.id}-${this.at}`);
    else this.field.removeAttribute('aria-activedescendant');
  }

  take(item) {
    const { field } = this;
    const start = item.start ?? 0;
    const rest = field.value.slice(field.selectionStart);
    field.value = `${field.value.slice(0, start)}${item.insert}${rest.startsWith(' ') ? '' : ' '}${rest}`;
    const caret = start + item.insert.length + 1;
    field.setSelectionRange(caret, caret);
    field.focus();
    this.changed();
  }

  key(event) {
    if (event.isComposing) return;
    if (this.items.length) {
      const moves = { ArrowDown: 1, ArrowUp: -1 };
      if (event.key in moves) {
        event.preventDefault();
        this.at = (this.at + moves[event.key] + this.items.length) % this.items.length;
        this.draw();
        return;
      }
      const exact = event.key === 'Enter' && this.items[this.at].whole && this.field.value.trim().includes(' ');
      if (event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey && !exact)) {
        event.preventDefault();
        this.take(this.items[this.at]);
        return;
      }
      if (event.key === 'Escape') {
        event.preventDefault();
        this.offer([]);
        return;
      }
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === 'ArrowUp' && !this.field.value) {
      const last = this.how.last?.();
      if (last) {
        event.preventDefault();
        startEditing(last);
      }
    }
  }

  async submit() {
    const text = this.field.value.trim();
    if (!text || this.sending) return;
    this.sending = true;
    this.say('');
    const done = await this.carryOut(text);
    this.sending = false;
    if (done === null) return;
    this.field.value = '';
    this.changed(false);
    this.field.focus({ preventScroll: true });
  }

  async carryOut(text) {
    const channel = this.how.where();
    const thread = this.how.thread?.() || undefined;
    if (/^\/invite\b/.test(text)) return invite(channel, text.replace(/^\/invite\s*/, ''), this);
    if (/^\/[a-z]/i.test(text)) {
      if (thread) return this.refuse(`${text.split(' ')[0]} is not supported in threads. Use it in the channel.`);
      this.field.classList.add('busy');
      const result = await act('commands', { channel, line: text });
      this.field.classList.remove('busy');
      if (result?.error) this.say(`${text.split(' ')[0]}: ${refusal(result.error)}`);
      return result;
    }
    const broadcast = Boolean(thread && this.also.checked);
    this.also.checked = false;
    return act('says', { channel, text, thread, broadcast });
  }

  refuse(words) {
    this.say(words);
    return null;
  }
}

async function invite(channel, who, composer) {
  const name = who.trim().replace(/^@/, '');
  if (!name) return composer.refuse('Say whom to invite: /invite @name');
  const bot = name.toLowerCase() === state.app.name.toLowerCase();
  const done = bot ? await act('invites_bot', { channel }) : await act('invites', { channel, other: name });
  if (done !== null) tell('done', `${name} is in the channel.`);
  return done;
}

/** The app's commands with what its manifest says can follow them, and those of the client itself. */
function commands() {
  const found = state.app.commands.flatMap(({ command, description, usage_hint: hint }) => {
    const words = (hint ?? '').replace(/[[\]]/g, '').split('|').map((word) => word.trim()).filter(Boolean);
    return [{ insert: command, note: description }, ...words.map((word) => ({ insert: `${command} ${word}`, note: '', whole: true }))];
  });
  return [...found, { insert: `/invite @${state.app.name}`, note: 'Add the app to this channel', whole: true }];
}

function names(sign) {
  if (sign === '#') return [...state.channels.values()].filter((c) => c.kind !== 'im').map((c) => ({ insert: `#${c.name}`, note: '', also: [] }));
  const all = [...people(), state.users.get(state.app.bot_user)].filter(Boolean);
  return all.map((user) => ({ insert: `@${user.name}`, note: user.real_name, also: [`@${user.real_name}`] }));
}
