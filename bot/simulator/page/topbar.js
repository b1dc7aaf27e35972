/** Who I am and what time it is, and how to change both. */

import { avatar } from './avatar.js';
import { openDialog } from './dialog.js';
import { button, h, refill, unseen, $ } from './dom.js';
import { get, post, sentence } from './feed.js';
import { icon } from './icons.js';
import { closeMenu, popUp } from './menu.js';
import { becomes } from './places.js';
import { now, on, people, state, tell, zone } from './store.js';
import { nextWorkingDay, shortStamp, stamp, time } from './zones.js';

const HOUR = 3600;
const DAY = 24 * HOUR;
/** What the next reminder is about, by its name in the bot. */
const WORDS = {
  debrief: 'a debrief',
  review_ahead: 'a review coming up',
  review_due: 'a review',
  wait_over: 'a card that comes back',
  card: 'a card',
};
let due = null;
let dueKnown = true;
let dueTimer = 0;

function drawMe() {
  const { me } = state;
  const button_ = $('#me');
  if (!me) {
    refill(button_, 'Choose a person');
    return;
  }
  refill(button_, avatar(me, 'small'), h('span', { class: 'me-words' }, h('b', {}, me.real_name), h('small', { class: 'me-zone' }, `${city(me.zone)} · ${time(now(), me.zone)}`)), icon('down'));
  button_.setAttribute('aria-label', `You are ${me.real_name}, ${city(me.zone)}. Switch to somebody else`);
}

const city = (name) => name.split('/').at(-1).replaceAll('_', ' ');

/** What they do, where they are and what time it is there. */
const about = (user) => [user.title, city(user.zone), time(now(), user.zone)].filter(Boolean).join(' · ');

function choosePerson() {
  const rows = people().map((user) =>
    h('li', {},
      button([avatar(user), h('span', { class: 'me-words' }, h('b', {}, user.real_name), h('small', { class: 'muted' }, about(user)))], () => (closeMenu(), becomes(user.name)), {
        class: 'item person',
        'aria-current': user.id === state.me?.id ? 'true' : null,
        data: { person: user.name },
      }),
      h('a', { class: 'tool', href: `#${encodeURIComponent(user.name)}`, target: '_blank', rel: 'noopener', title: `Open a window as ${user.real_name}` }, icon('window'), unseen(`Open a window as ${user.real_name}`)),
    ),
  );
  const add = button([icon('plus'), 'Add a person…'], () => (closeMenu(), addPerson()), { class: 'item' });
  const node = popUp($('#me'), h('div', { class: 'menu people', role: 'dialog', 'aria-label': 'Who are you?' }, h('p', { class: 'menu-title' }, 'Be somebody else'), h('ul', {}, rows), add));
  node.addEventListener('keydown', (event) => {
    const items = [...node.querySelectorAll('.item')];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  });
  (node.querySelector('[aria-current]') ?? node.querySelector('button')).focus();
}

/** Somebody new, also in a workspace where nobody is yet. */
export function addPerson() {
  const zones = Intl.supportedValuesOf?.('timeZone') ?? ['UTC', 'Europe/Madrid', 'America/New_York'];
  const mine = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const name = h('input', { class: 'field', id: 'person-name', maxlength: 60, autocomplete: 'off', placeholder: 'for example: Noor Haddad' });
  const where = h('select', { class: 'field', id: 'person-zone' }, ['UTC', ...zones.filter((z) => z !== 'UTC')].map((z) => h('option', { value: z }, z.replaceAll('_', ' '))));
  where.value = zones.includes(mine) ? mine : 'UTC';
  const make = async (event) => {
    event.preventDefault();
    const real = name.value.trim();
    const handle = real.toLowerCase().split(/\s+/)[0]?.replace(/[^\p{L}\p{N}._-]/gu, '');
    if (!handle) return name.focus();
    says('');
    try {
      const made = await post('/sim/people', { name: handle, zone: where.value, real_name: real, new: true });
      dialog.close();
      becomes(made.name);
    } catch (error) {
      says(error instanceof TypeError ? 'No connection: nobody was added.' : sentence(error.message));
      name.focus();
    }
    return null;
  };
  const wrong = h('p', { class: 'field-error', id: 'person-wrong', role: 'alert', hidden: true });
  const says = (words) => {
    wrong.textContent = words;
    wrong.hidden = !words;
    if (words) name.setAttribute('aria-invalid', 'true');
    else name.removeAttribute('aria-invalid');
  };
  name.setAttribute('aria-describedby', 'person-wrong');
  const form = h('form', { id: 'person-form', on: { submit: make } },
    h('label', { class: 'label', htmlFor: 'person-name' }, 'Name'), name, wrong,
    h('label', { class: 'label', htmlFor: 'person-zone' }, 'Time zone'), where);
  const dialog = openDialog({ title: 'Add a person', body: form, foot: [button('Cancel', () => dialog.close(), { class: 'btn' }), h('button', { class: 'btn primary', form: 'person-form' }, 'Add')] });
  name.focus();
}

// -- the clock

async function move(body) {
  try {
    await post('/sim/clock', body);
  } catch (error) {
    tell('trouble', error instanceof TypeError ? 'Not connected: the clock stays as it is.' : error.message);
  }
}

const ahead = (seconds) => move({ advance_seconds: seconds });

function drawClock() {
  const at = stamp(now(), zone());
  $('#clock-now').textContent = at;
  $('#clock-short').textContent = shortStamp(now(), zone());
  $('#clock-toggle').setAttribute('aria-label', `The clock: ${at}`);
  drawMe();
}

function drawDue() {
  const button_ = $('#clock-due');
  button_.disabled = !due;
  const who = due && people().find((user) => user.id === due.who);
  const whose = who ? ` for ${who.id === state.me?.id ? 'you' : who.real_name}` : '';
  const what = due ? `${WORDS[due.what] ?? 'a message'}${whose}` : '';
  button_.title = due ? `${what} (${shortStamp(Date.parse(due.at), zone())})` : 'No reminder is planned';
  refill(button_, 'Next reminder', ...(due ? [h('small', { class: 'due' }, what)] : []));
}

async function readDue() {
  if (!dueKnown) return;
  try {
    const found = await get('/sim/due');
    dueKnown = found !== null;
    due = found?.due?.find((one) => Date.parse(one.at) > now()) ?? null;
  } catch {
    due = null;
  }
  drawDue();
}

/** Reminders change with messages and time: asked a moment after the last of them. */
function dueSoon() {
  clearTimeout(dueTimer);
  dueTimer = setTimeout(readDue, 500);
}

export function start() {
  $('#me').addEventListener('click', choosePerson);
  $('#clock-due').addEventListener('click', () => due && move({ set: new Date(Date.parse(due.at) + 1000).toISOString() }));
  $('#clock-hour').addEventListener('click', () => ahead(HOUR));
  $('#clock-morning').addEventListener('click', () => move({ set: new Date(nextWorkingDay(now(), zone())).toISOString() }));
  $('#clock-month').addEventListener('click', () => ahead(30 * DAY));
  $('#clock-toggle').addEventListener('click', () => {
    const open = document.body.classList.toggle('clock-open');
    $('#clock-toggle').setAttribute('aria-expanded', String(open));
  });
  for (const topic of ['frame', 'clock']) on(topic, () => (drawClock(), dueSoon()));
  on('live:message', dueSoon);
  on('fresh', () => {
    dueKnown = true;
    dueSoon();
  });
  setInterval(() => state.me && drawClock(), 5000);
}
