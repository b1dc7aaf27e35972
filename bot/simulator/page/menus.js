/** The menu of a message and the picker of reactions. */

import { askFirst } from './dialog.js';
import { button, h } from './dom.js';
import { emoji, OFFERED } from './emoji.js';
import { startEditing } from './editing.js';
import { act } from './feed.js';
import { told } from './hands.js';
import { closeMenu, openMenu, popUp } from './menu.js';
import { openThread } from './places.js';
import { state, tell } from './store.js';

const where = (message) => ({ channel: message.channel, ts: message.ts });

export function messageMenu(opener, message, how = {}) {
  const mine = message.user === state.me?.id;
  const shortcuts = state.app.shortcuts.map((shortcut) => ({
    label: shortcut.name,
    note: `${state.app.name} · ${shortcut.description}`,
    pick: async () => {
      const wrong = told(await act('shortcut', { ...where(message), name: shortcut.callback_id }));
      if (wrong) tell('trouble', wrong);
    },
  }));
  openMenu(
    opener,
    [
      ...shortcuts,
      { label: 'Add a reaction…', pick: () => pickReaction(opener, message) },
      ...(how.inThread ? [] : [{ label: 'Reply in thread', pick: () => openThread(message.thread_ts || message.ts, message.channel) }]),
      { label: 'Copy link', pick: () => copyLink(message) },
      ...(mine ? [{ label: 'Edit message', pick: () => startEditing(message) }] : []),
      ...(mine ? [{ label: 'Delete message…', danger: true, pick: () => remove(message) }] : []),
    ],
    'Message actions',
  );
}

async function copyLink(message) {
  const reply = message.thread_ts && message.thread_ts !== message.ts;
  const thread = reply ? `?thread_ts=${message.thread_ts}&cid=${message.channel}` : '';
  const address = `https://${state.domain}.slack.com/archives/${message.channel}/p${message.ts.replace('.', '')}${thread}`;
  try {
    await navigator.clipboard.writeText(address);
    tell('done', 'The link is copied.');
  } catch {
    tell('done', address);
  }
}

async function remove(message) {
  if (await askFirst('Delete message', 'This cannot be undone.', 'Delete')) await act('deletes', where(message));
}

/** A small set and a field for any other name. */
export function pickReaction(opener, message) {
  const react = (name) => {
    closeMenu();
    const mine = message.reactions?.some((r) => r.name === name && r.users.includes(state.me?.id));
    act(mine ? 'unreacts' : 'reacts', { ...where(message), emoji: name });
  };
  const grid = OFFERED.map((name) => button([emoji(name)], () => react(name), { class: 'emoji-choice', title: `:${name}:`, 'aria-label': name }));
  const typed = h('input', { class: 'field', placeholder: 'or type a name', 'aria-label': 'Name of an emoji', maxlength: 100 });
  const add = (event) => {
    event.preventDefault();
    const name = typed.value.trim().replace(/^:|:$/g, '').toLowerCase();
    if (/^[a-z0-9_+'-]+$/.test(name)) react(name);
  };
  const form = h('form', { class: 'emoji-name-form', on: { submit: add } }, typed, h('button', { class: 'btn' }, 'Add'));
  const node = popUp(opener, h('div', { class: 'menu emoji-picker', role: 'dialog', 'aria-label': 'Choose a reaction' }, h('div', { class: 'emoji-grid' }, grid), form));
  node.addEventListener('keydown', (event) => {
    const at = grid.indexOf(document.activeElement);
    const moves = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 };
    if (at < 0 || !(event.key in moves)) return;
    event.preventDefault();
    grid[(at + moves[event.key] + grid.length) % grid.length].focus();
  });
  grid[0].focus();
}
