/** The page: what each pane shows, and how the parts hear of each other. */

import { Composer } from './composer.js';
import { $, h } from './dom.js';
import { act, get } from './feed.js';
import * as edges from './edges.js';
import * as inspector from './inspector.js';
import './modal.js';
import { drawHead, drawLocked, headOf } from './head.js';
import { closeThread, openThread, read, settle, write } from './places.js';
import { isReply, room, threadRoom } from './rooms.js';
import { closeDrawer } from './sidebar.js';
import { drawHome, drawThreads } from './tabs.js';
import { Timeline } from './timeline.js';
import * as topbar from './topbar.js';
import * as tour from './tour.js';
import { channel, on, state, tell } from './store.js';

const MOST_ROWS = 150;
const MOST_REPLIES = 100;

const jump = $('#jump');
const main = new Timeline($('#scroller'), { most: MOST_ROWS, label: 'Messages', jump });
const thread = new Timeline($('#thread-scroller'), { most: MOST_REPLIES, label: 'Messages in the thread' });
const lastOwn = (timeline) => () => timeline.room?.messages.findLast((m) => m.user === state.me?.id && !m.is_ephemeral && !m.subtype);
const composer = new Composer({ where: () => state.place.id, last: lastOwn(main) });
const answers = new Composer({ where: () => state.place.id, thread: () => thread.room?.thread ?? state.place.thread, last: lastOwn(thread) });
$('#composer').append(composer.node);
$('#thread-composer').append(answers.node);

let wanted = null;
let seenZone = '';

async function showPlace() {
  const { kind, id } = state.place;
  const messages = kind === 'channel';
  $('#scroller').hidden = !messages;
  $('#tab').hidden = messages;
  drawHead();
  drawLocked();
  if (kind === 'home') {
    drawHome();
    if (state.app.home_tab) act('opens_home');
  }
  if (kind === 'threads') drawThreads();
  if (!messages) {
    $('#composer').hidden = true;
    jump.hidden = true;
    main.show(null);
    return;
  }
  composer.at_(channel());
  const ts = wanted?.id === id ? wanted.ts : '';
  wanted = null;
  const mine = room(id);
  if (main.room !== mine) mine.mark = channel()?.unread ? channel().read : '';
  await main.show(mine, headOf, ts);
  if (ts && state.place.id === id && !mine.has(ts)) openThread(ts);
}

function showThread() {
  const { id, thread: ts } = state.place;
  $('#thread').hidden = !ts;
  document.body.classList.toggle('thread-open', Boolean(ts));
  if (!ts) {
    thread.show(null);
    return;
  }
  const mine = threadRoom(id, ts);
  answers.at_(channel());
  drawHead();
  thread.show(mine, (one) => (one.messages.length > 1 ? [] : [h('p', { class: 'empty' }, 'No replies yet.')]));
}

on('place', () => {
  showPlace();
  document.title = `${$('#place-name').textContent} · ${state.workspace}`;
});
on('thread', () => {
  const before = !$('#thread').hidden;
  showThread();
  if (state.place.thread && !before) $('#thread-composer textarea').focus({ preventScroll: true });
});
on('wanted', (message) => (wanted = message));
on('settle', () => {
  settle();
  if (wanted && wanted.id === state.place.id) showPlace();
});

on('fresh', () => {
  settle();
  showPlace();
  showThread();
});
on('frame', () => {
  settle();
  drawHead();
  drawLocked();
  if (state.place.kind === 'home') drawHome();
  if (state.place.kind === 'threads') drawThreads();
  if (state.me.zone !== seenZone) {
    if (seenZone) tell('zone');
    seenZone = state.me.zone;
  }
});
on('live:message', ({ message }) => {
  if (isReply(message) && state.place.kind === 'threads') drawThreads();
});

$('#thread-close').addEventListener('click', closeThread);
$('#thread').addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.defaultPrevented && !event.target.closest('.row')) {
    event.preventDefault();
    closeThread();
    $('#composer textarea')?.focus({ preventScroll: true });
  }
});
$('#drawer-button').addEventListener('click', () => {
  const open = document.body.classList.toggle('drawer-open');
  $('#drawer-button').setAttribute('aria-expanded', String(open));
  if (open) $('#places button').focus();
});
$('#drawer-shade').addEventListener('click', closeDrawer);
$('#sidebar').addEventListener('keydown', (event) => event.key === 'Escape' && closeDrawer());
$('#skip').addEventListener('click', (event) => {
  event.preventDefault();
  const row = document.querySelector('#scroller .row[tabindex="0"]') ?? $('#composer textarea');
  row?.focus();
});
window.addEventListener('hashchange', settle);

/** Nobody named in the address: the first person there is. */
async function begin() {
  for (const part of [edges, topbar, inspector, tour]) part.start();
  if (read().person) {
    settle();
    return;
  }
  const found = await get('/sim/state').catch(() => null);
  const first = found?.people.find((person) => !person.deleted);
  if (first) {
    write(first.name, '');
    settle();
  } else edges.nobody(found ? [] : null);
}

begin();
