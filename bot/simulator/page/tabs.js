/** The two places that are no list of messages: my threads and the app's home. */

import { avatar } from './avatar.js';
import { renderBlocks } from './blocks.js';
import { button, h, refill, $ } from './dom.js';
import { act, ask } from './feed.js';
import { told, wanted } from './hands.js';
import { plain } from './mrkdwn.js';
import { openThread } from './places.js';
import { author, placeName, state, zone } from './store.js';
import { shortStamp } from './zones.js';

export async function drawThreads() {
  const found = await ask('threads').catch(() => null);
  if (state.place.kind !== 'threads' || !found) return;
  const rows = found.threads.map(({ message, unread }) => {
    const who = author(message);
    const place = state.channels.get(message.channel);
    const where = `${place?.kind === 'im' ? '' : '#'}${placeName(place)}`;
    return h('li', {}, button(
      [
        avatar(who),
        h('span', { class: 'thread-words' },
          h('span', {}, h('b', {}, who.real_name), h('span', { class: 'muted' }, ` in ${where}`), unread && h('span', { class: 'count named' }, 'new')),
          h('span', { class: 'excerpt' }, plain(message.text).slice(0, 160)),
          h('small', { class: 'muted' }, `${message.reply_count} ${message.reply_count === 1 ? 'reply' : 'replies'}, last on ${shortStamp(Number(message.latest_reply) * 1000, zone())}`)),
      ],
      () => openThread(message.ts, message.channel),
      { class: 'thread-row', data: { key: message.ts } },
    ));
  });
  const none = h('div', { class: 'empty' }, h('p', {}, h('b', {}, 'No threads yet')), h('p', {}, 'Threads you start or answer in are listed here.'));
  refill($('#tab'), rows.length ? h('ul', { class: 'thread-rows' }, rows) : none);
}

export function drawHome() {
  const { app, home } = state;
  const hands = { surface: 'home', entry: (block, made) => home.state.values[block.block_id]?.[made.action_id], press: async (block, made, what) => told(await act('clicks', { home: true, ...wanted(block, made, what) })) };
  const shown = home ? renderBlocks(home.blocks, hands) : h('div', { class: 'empty' }, h('p', {}, h('b', {}, `${app.name} has nothing on its Home yet`)), h('p', {}, 'What it has to say comes as messages.'));
  refill(
    $('#tab'),
    h('div', { class: 'home' },
      shown,
      h('section', { class: 'about' },
        h('h3', {}, `What ${app.name} can do`),
        h('dl', {},
          app.commands.map((one) => [h('dt', {}, h('code', {}, one.command)), h('dd', {}, one.description)]),
          app.shortcuts.map((one) => [h('dt', {}, one.name), h('dd', {}, `${one.description} (in a message’s menu)`)]),
        ),
      ),
    ),
  );
}
