/** The heading of a place, the beginning of its list, and what stands in for the composer. */

import { avatar } from './avatar.js';
import { button, h, refill, $ } from './dom.js';
import { act } from './feed.js';
import { icon } from './icons.js';
import { channel, placeName, state, tell } from './store.js';

export function drawHead() {
  const { kind } = state.place;
  const place = channel();
  const names = { home: 'App Home', threads: 'Threads' };
  const sign = { channel: 'hash', group: 'lock', im: 'compass' }[place?.kind] ?? { home: 'home', threads: 'thread' }[kind];
  const name = names[kind] ?? placeName(place);
  refill($('#place-sign'), icon(sign ?? 'hash'));
  $('#place-name').textContent = name;
  refill($('#place-more'), place && place.kind !== 'im' ? about(place) : []);
  $('#thread-where').textContent = place ? `${place.kind === 'im' ? '' : '#'}${placeName(place)}` : '';
}

function about(place) {
  const people = place.members.map((id) => state.users.get(id)).filter((user) => user && !user.is_bot);
  const bot = place.members.includes(state.app.bot_user);
  const invite = async () => {
    if ((await act('invites_bot', { channel: place.id })) !== null) tell('done', `${state.app.name} is in #${place.name}.`);
  };
  const mine = place.members.includes(state.me?.id);
  return [
    place.shared && h('span', { class: 'tag' }, 'shared'),
    place.archived && h('span', { class: 'tag' }, 'archived'),
    h('span', { class: 'faces', title: people.map((user) => user.real_name).join(', ') }, people.slice(0, 4).map((user) => avatar(user, 'tiny')), bot && avatar({ id: state.app.bot_user }, 'tiny')),
    h('span', { class: 'muted members' }, `${place.members.length} ${place.members.length === 1 ? 'member' : 'members'}`),
    !bot && mine && !place.archived && button(`Invite ${state.app.name}`, invite, { class: 'btn small', data: { key: 'invite' } }),
  ];
}

/** The composer, or why there is none. */
export function drawLocked() {
  const place = channel();
  const mine = place?.members.includes(state.me?.id);
  const may = Boolean(place && mine && !place.archived);
  $('#composer').hidden = !may;
  $('#thread-composer').hidden = !may;
  const box = $('#locked');
  box.hidden = !place || may;
  if (box.hidden) return;
  const join = () => act('joins', { channel: place.id });
  refill(
    box,
    place.archived
      ? h('p', {}, 'This channel is archived. It can be read, and nothing more.')
      : [h('p', {}, 'You are looking at ', h('b', {}, `#${place.name}`), '.'), button('Join the channel', join, { class: 'btn primary', data: { key: 'join' } })],
  );
}

/** Above the first message. */
export function headOf(room) {
  const place = channel();
  if (!place) return [];
  const empty = room.messages.length === 0;
  if (place.kind === 'im') {
    return [
      h('div', { class: 'beginning' }, avatar({ id: state.app.bot_user }, 'large'), h('h2', {}, state.app.name),
        h('p', {}, `This is between you and ${state.app.name}: nobody else sees it.`),
        empty && h('p', { class: 'muted' }, `Nothing here yet. Invite ${state.app.name} to a channel, or type /interests help.`)),
    ];
  }
  const bot = place.members.includes(state.app.bot_user);
  return [
    h('div', { class: 'beginning' }, h('span', { class: 'avatar large sign', 'aria-hidden': 'true' }, icon('hash')), h('h2', {}, `#${place.name}`),
      h('p', {}, `This is the beginning of #${place.name}.`),
      empty && h('p', { class: 'muted' }, bot ? 'No messages yet. Write the first one below.' : `No messages yet. ${state.app.name} comes when someone types /invite @${state.app.name}.`)),
  ];
}
