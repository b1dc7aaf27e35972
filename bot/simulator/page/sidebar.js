/** The list of places at the left. */

import { avatar } from './avatar.js';
import { openDialog } from './dialog.js';
import { button, h, refill, $ } from './dom.js';
import { post } from './feed.js';
import { icon } from './icons.js';
import { goTo } from './places.js';
import { on, state, tell } from './store.js';

export function closeDrawer() {
  document.body.classList.remove('drawer-open');
  $('#drawer-button')?.setAttribute('aria-expanded', 'false');
}

function entry(kind, id, parts, more = {}) {
  const { place } = state;
  const here = place.kind === kind && place.id === id;
  const pressed = () => {
    closeDrawer();
    goTo(kind, id);
  };
  const classes = ['place', more.strong && 'unread', more.faint && 'faint'].filter(Boolean).join(' ');
  const badge = more.count ? h('span', { class: more.named ? 'count named' : 'count', 'aria-label': `${more.count} unread` }, String(more.count)) : null;
  return h('li', {}, button([parts, badge], pressed, { class: classes, 'aria-current': here ? 'page' : null, data: { key: `${kind}/${id}` } }));
}

function place(channel) {
  const mine = channel.members.includes(state.me?.id);
  const sign = icon(channel.kind === 'group' ? 'lock' : 'hash');
  const name = h('span', { class: 'name' }, channel.name);
  const marks = { strong: channel.unread > 0, count: channel.named ? channel.unread : 0, named: channel.named, faint: !mine || channel.archived };
  return entry('channel', channel.id, [sign, name], marks);
}

function draw() {
  const channels = [...state.channels.values()];
  const dm = channels.find((channel) => channel.kind === 'im');
  const bot = state.users.get(state.app.bot_user);
  refill(
    $('#places'),
    h('ul', { class: 'place-list' },
      entry('threads', '', [icon('thread'), h('span', { class: 'name' }, 'Threads')], { strong: state.threads > 0, count: state.threads }),
    ),
    h('h2', {}, 'Channels'),
    h('ul', { class: 'place-list' }, channels.filter((c) => c.kind !== 'im').map(place), h('li', {}, button([icon('plus'), h('span', { class: 'name' }, 'New channel')], newChannel, { class: 'place faint', data: { key: 'new-channel' } }))),
    h('h2', {}, 'Direct messages'),
    h('ul', { class: 'place-list' },
      dm && bot && entry('channel', dm.id, [avatar(bot, 'small'), h('span', { class: 'name' }, state.app.name), h('span', { class: state.app.connected ? 'dot on' : 'dot', title: state.app.connected ? 'connected' : 'not connected' })], { strong: dm.unread > 0, count: dm.unread, named: true }),
    ),
    h('h2', {}, 'Apps'),
    h('ul', { class: 'place-list' }, entry('home', '', [icon('home'), h('span', { class: 'name' }, 'App Home')])),
  );
  $('#workspace-name').textContent = state.workspace || 'Workspace';
}

function newChannel() {
  const field = h('input', { class: 'field', id: 'channel-name', maxlength: 80, autocomplete: 'off', placeholder: 'for example: renewals' });
  const make = async (event) => {
    event.preventDefault();
    const name = field.value.trim().toLowerCase().replace(/[^\p{L}\p{N}_-]+/gu, '-').replace(/^-+|-+$/g, '');
    if (!name) return field.focus();
    const members = [...state.users.values()].filter((user) => !user.is_bot && !user.deleted).map((user) => user.name);
    try {
      const made = await post('/sim/channels', { name, members });
      dialog.close();
      setTimeout(() => goTo('channel', made.id), 150);
    } catch (error) {
      tell('trouble', error.message);
    }
    return null;
  };
  const form = h('form', { id: 'channel-form', on: { submit: make } }, h('label', { class: 'label', htmlFor: 'channel-name' }, 'Name'), field, h('p', { class: 'hint' }, 'Everybody in the workspace becomes a member.'));
  const dialog = openDialog({ title: 'New channel', body: form, foot: [button('Cancel', () => dialog.close(), { class: 'btn' }), h('button', { class: 'btn primary', form: 'channel-form' }, 'Create')] });
  field.focus();
}

for (const topic of ['frame', 'place']) on(topic, draw);
