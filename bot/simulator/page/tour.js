/** The guided tour: choose a story, read one line a step, do it by hand, let it be done, or watch. */

import { button, h, refill, $ } from './dom.js';
import { get, post } from './feed.js';
import { icon } from './icons.js';
import { read, write } from './places.js';
import { channel, on, people, state, tell } from './store.js';

const PAUSE = 3500;
const phone = window.matchMedia('(max-width: 760px)');
let tour = null;
let folded = phone.matches; // a line at the top of a phone, until a story begins
let watching = false;
let busy = false;
let timer = 0;

/** An answer asked for before a change may come after the news of it: the later state stays. */
function take(state) {
  if (state && (!tour || state.turn >= tour.turn)) tour = state;
}

async function load() {
  try {
    take(await get('/sim/tour'));
  } catch {
    tour = null;
  }
  draw();
}

async function say(path, body = {}) {
  if (busy) return false;
  busy = true;
  draw();
  let done = true;
  try {
    const answer = await post(`/sim/tour/${path}`, body);
    take('stories' in answer ? answer : await get('/sim/tour'));
  } catch (error) {
    done = false;
    stop();
    tell('trouble', error.message);
    load(); // after a restart the server may know of no story
  }
  busy = false;
  draw();
  return done;
}

function stop() {
  watching = false;
  clearTimeout(timer);
}

/** Plays on with a pause to read, as the person each step belongs to. */
async function watch() {
  if (!watching || !tour?.story || tour.done) {
    stop();
    draw();
    return;
  }
  follow();
  timer = setTimeout(async () => {
    if (watching && (await doIt()) && !tour?.problem) watch();
    else stop();
    draw();
  }, PAUSE);
}

/** The step is named, so that one done meanwhile by hand is not done twice. */
const doIt = () => say('do', { step: tour.step });

const actor = () => people().find((user) => user.name === tour?.who);

/** Is the window where the step happens, as the person who does it? */
const here = () =>
  (tour.place === 'dm' ? channel()?.kind === 'im' : channel()?.name === tour.place) && (!tour.thread || read().thread === tour.thread);

function follow() {
  const who = actor();
  if (who && (who.id !== state.me?.id || !here())) write(who.name, tour.place, tour.thread);
}

function whither() {
  const who = actor();
  if (tour.done || !who) return '';
  if (who.id !== state.me?.id) return `Switch to ${who.real_name}`;
  if (here()) return '';
  if (tour.thread) return 'Open the thread';
  return tour.place === 'dm' ? `Go to the messages of ${state.app.name}` : `Go to #${tour.place}`;
}

function draw() {
  const box = $('#tour');
  box.hidden = !tour?.stories;
  if (box.hidden) return;
  const strip = phone.matches;
  const home = $(strip ? '#app' : '#sidebar');
  if (box.parentElement !== home) home.append(box);
  const fold = button([h('span', { class: 'tour-title' }, icon('map'), 'Guided tour'), icon('down')], () => ((folded = !folded), draw()), {
    class: 'tour-head',
    'aria-expanded': String(!folded),
    'aria-controls': 'tour-body',
    data: { key: 'fold' },
  });
  box.classList.toggle('folded', folded);
  refill(box, fold, h('div', { id: 'tour-body', hidden: folded }, tour.story ? step() : stories()));
}

function stories() {
  if (!tour.stories.length) return h('p', { class: 'muted' }, 'There is no story yet.');
  return [
    h('p', { class: 'tour-line' }, 'A few minutes each. You can leave at any point and click on.'),
    h('ul', { class: 'stories' }, tour.stories.map((story) =>
      h('li', {}, button([h('b', {}, story.title), h('small', {}, `${story.about} · ${story.minutes} min`)], () => begin(story.name), { class: 'story', disabled: busy, data: { key: story.name } })),
    )),
  ];
}

async function begin(story) {
  if (!(await say('start', { story }))) return;
  folded = false;
  draw();
  follow();
  $('#tour [data-key=do]')?.focus();
}

function step() {
  const story = tour.stories.find((one) => one.name === tour.story);
  const away = whither();
  const leave = button('Leave the tour', () => (stop(), say('back-out')), { class: 'btn', data: { key: 'leave' } });
  return [
    h('p', { class: 'tour-story' }, h('b', {}, story?.title ?? ''), h('span', { class: 'muted' }, tour.done ? 'the end' : `step ${Math.min(tour.step + 1, tour.steps)} of ${tour.steps}`)),
    h('progress', { max: tour.steps, value: tour.done ? tour.steps : tour.step, 'aria-label': 'How far the story has come' }),
    h('p', { class: tour.problem ? 'tour-line problem' : 'tour-line', 'aria-live': 'polite' }, tour.line),
    !tour.done && tour.hint && h('p', { class: 'tour-hint' }, tour.hint),
    away && button(away, follow, { class: 'btn', data: { key: 'switch' } }),
    h('div', { class: 'tour-buttons' },
      !tour.done && button(busy || tour.busy ? 'One moment…' : 'Do it for me', () => (follow(), doIt()), { class: 'btn primary', disabled: busy || tour.busy || watching, data: { key: 'do' } }),
      !tour.done && button(watching ? 'Pause' : 'Watch', toggleWatch, { class: 'btn', 'aria-pressed': String(watching), data: { key: 'watch' } }),
      leave,
    ),
  ];
}

function toggleWatch() {
  if (watching) stop();
  else {
    watching = true;
    watch();
  }
  draw();
}

export function start() {
  phone.addEventListener('change', draw);
  on('live:tour', (frame) => {
    take(frame);
    draw();
  });
  on('fresh', load);
  for (const topic of ['frame', 'place']) on(topic, draw);
}
