/** One message as a row: who, when, what, and what can be done with it. */

import { avatar } from './avatar.js';
import { renderBlocks } from './blocks.js';
import { button, FOCUSABLE, h, unseen } from './dom.js';
import { emoji } from './emoji.js';
import { act } from './feed.js';
import { icon } from './icons.js';
import { inMessage } from './hands.js';
import { messageMenu, pickReaction } from './menus.js';
import { mrkdwn, plain } from './mrkdwn.js';
import { openThread } from './places.js';
import { author, on, state, zone } from './store.js';
import { shortStamp, stamp, time } from './zones.js';

const TOGETHER = 300;
const SYSTEM = new Set(['channel_join', 'channel_leave']);

/** Whether a message stands under the one before it without a name of its own. */
export function continues(before, message) {
  if (!before || SYSTEM.has(message.subtype) || SYSTEM.has(before.subtype)) return false;
  if (message.bot_id || before.bot_id) return false; // cards stand apart
  if (message.is_ephemeral || before.is_ephemeral || before.reply_count || message.subtype || before.subtype) return false;
  return author(before).id === author(message).id && Number(message.ts) - Number(before.ts) < TOGETHER;
}

/** @param {{inThread?: boolean}} how */
export function row(message, how = {}) {
  const who = author(message);
  const kinds = ['row', message.is_ephemeral && 'whisper', SYSTEM.has(message.subtype) && 'system'];
  const named = { ts: message.ts };
  if (message.subtype === 'tombstone') {
    return h('li', { class: 'row tombstone', tabIndex: -1, data: named }, gone(), threadLine(message, how));
  }
  const node = h(
    'li',
    { class: kinds.filter(Boolean).join(' '), tabIndex: -1, data: named },
    avatar(who),
    h(
      'div',
      { class: 'said' },
      message.is_ephemeral && h('p', { class: 'only-you' }, icon('eye'), 'Only visible to you'),
      message.subtype === 'thread_broadcast' && !how.inThread && broadcast(message),
      headline(message, who),
      body(message),
      reactions(message),
      threadLine(message, how),
    ),
    h('span', { class: 'side-time', 'aria-hidden': 'true' }, clockOf(message).replace(/ [AP]M$/, '')),
  );
  const dress = () => dressed(node, message, who, how);
  for (const event of ['pointerenter', 'focusin']) node.addEventListener(event, dress);
  return node;
}

/** Most rows are only read: the tools and the spoken line come when one is pointed at or reached. */
function dressed(node, message, who, how) {
  if (node.hasAttribute('aria-label')) return;
  node.setAttribute('aria-label', spoken(message, who));
  if (message.is_ephemeral || SYSTEM.has(message.subtype)) return;
  const tools = toolbar(message, how);
  if (node.tabIndex !== 0) quiet(tools);
  node.append(tools);
}

/** Takes what is inside out of the tab order; arrows lead to a row, then Tab leads into it. */
export function quiet(node) {
  for (const inner of node.querySelectorAll(FOCUSABLE)) {
    inner.tabIndex = -1;
    inner.dataset.quiet = '';
  }
}

const moment = (message) => Number(message.ts) * 1000;
const clockOf = (message) => time(moment(message), zone());

function spoken(message, who) {
  const words = plain(message.text || '').slice(0, 300);
  const aside = message.is_ephemeral ? ', only visible to you' : '';
  const replies = message.reply_count ? `, ${count(message.reply_count)}` : '';
  return `${who.real_name}, ${clockOf(message)}${aside}: ${words}${replies}`;
}

function headline(message, who) {
  const at = { class: 'at', datetime: new Date(moment(message)).toISOString(), title: stamp(moment(message), zone()) };
  return h(
    'div',
    { class: 'headline' },
    h('span', { class: 'who' }, who.real_name || who.name),
    who.is_bot && h('span', { class: 'badge' }, 'APP'),
    h('time', at, clockOf(message)),
  );
}

function body(message) {
  const edited = message.edited && message.user !== state.app.bot_user;
  const inside = message.blocks?.length
    ? renderBlocks(message.blocks, inMessage(message))
    : [h('div', { class: 'text' }, ...mrkdwn(message.text || ''))];
  const files = (message.files || []).map((file) => h('div', { class: 'file' }, file.name));
  return h('div', { class: 'body' }, inside, files, edited && h('span', { class: 'edited' }, '(edited)'));
}

const gone = () => h('div', { class: 'said' }, h('p', { class: 'muted' }, 'This message was deleted.'));

function broadcast(message) {
  const open = () => openThread(message.thread_ts, message.channel);
  return h('p', { class: 'only-you' }, icon('reply'), 'replied to ', button('a thread', open, { class: 'as-link' }));
}

const count = (replies) => `${replies} ${replies === 1 ? 'reply' : 'replies'}`;

function threadLine(message, how) {
  if (how.inThread || !message.reply_count) return null;
  const faces = (message.reply_users || []).slice(0, 4).map((id) => avatar(author({ user: id, bot_id: id })));
  const last = shortStamp(Number(message.latest_reply) * 1000, zone());
  return button(
    [h('span', { class: 'faces', 'aria-hidden': 'true' }, faces), h('b', {}, count(message.reply_count)), h('span', { class: 'muted' }, `last on ${last}`)],
    () => openThread(message.ts, message.channel),
    { class: 'thread-line' },
  );
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  const shown = message.reactions.map((reaction) => {
    const mine = reaction.users.includes(state.me?.id);
    const names = reaction.users.map((id) => state.users.get(id)?.real_name ?? id).join(', ');
    const toggle = () => act(mine ? 'unreacts' : 'reacts', { channel: message.channel, ts: message.ts, emoji: reaction.name });
    const props = {
      class: mine ? 'reaction mine' : 'reaction',
      'aria-pressed': String(mine),
      'aria-label': `:${reaction.name}: ${reaction.count}, ${names}`,
      title: `${names} reacted with :${reaction.name}:`,
    };
    return button([emoji(reaction.name), h('span', {}, String(reaction.count))], toggle, props);
  });
  const more = button([icon('smile'), unseen('Add a reaction')], (e) => pickReaction(e.currentTarget, message), { class: 'reaction add' });
  return h('div', { class: 'reactions' }, shown, more);
}

function toolbar(message, how) {
  const tool = (name, words, pressed) => button([icon(name), unseen(words)], pressed, { class: 'tool', title: words });
  return h(
    'div',
    { class: 'toolbar', role: 'group', 'aria-label': 'Message' },
    tool('smile', 'Add a reaction', (e) => pickReaction(e.currentTarget, message)),
    !how.inThread && tool('thread', 'Reply in thread', () => openThread(message.thread_ts || message.ts, message.channel)),
    tool('more', 'More', (e) => messageMenu(e.currentTarget, message, how)),
  );
}

on('row-key', ({ event, row: node, message }) => {
  if (!message || event.ctrlKey || event.metaKey || event.altKey) return;
  const inThread = Boolean(node.closest('.thread'));
  const keys = {
    Enter: () => !inThread && openThread(message.thread_ts || message.ts, message.channel),
    t: () => !inThread && openThread(message.thread_ts || message.ts, message.channel),
    r: () => pickReaction(node, message),
    m: () => messageMenu(node, message, { inThread }),
    ContextMenu: () => messageMenu(node, message, { inThread }),
  };
  if (!(event.key in keys) || message.is_ephemeral) return;
  event.preventDefault();
  keys[event.key]();
});
