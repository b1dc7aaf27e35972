/** What is said at the edges: a lost line, trouble, news for a screen reader, nobody there. */

import { button, h, refill, $ } from './dom.js';
import { get, retry } from './feed.js';
import { icon } from './icons.js';
import { plain } from './mrkdwn.js';
import { becomes } from './places.js';
import { author, on, state } from './store.js';
import { addPerson } from './topbar.js';

const SHOWN = 6000;
const NOTICED = 400;

function toast(words, kind) {
  const node = h('div', { class: `toast ${kind}`, role: kind === 'bad' ? 'alert' : 'status' }, kind === 'bad' && icon('warn'), h('span', {}, words));
  const off = () => node.remove();
  node.append(button(icon('close'), off, { class: 'tool', 'aria-label': 'Dismiss' }));
  $('#toasts').append(node);
  setTimeout(off, SHOWN);
  while ($('#toasts').children.length > 3) $('#toasts').firstChild.remove();
}

let bannerTimer = 0;

/** A short cut is not worth a word; one that lasts is. */
function line() {
  clearTimeout(bannerTimer);
  const banner = $('#banner');
  if (state.line === 'lost') {
    bannerTimer = setTimeout(() => {
      refill(banner, icon('warn'), h('span', {}, 'Connection lost. Trying again by itself…'), button('Try now', retry, { class: 'as-link' }));
      banner.hidden = false;
    }, NOTICED);
    return;
  }
  if (!banner.hidden) {
    banner.hidden = true;
    if (state.line === 'open') toast('Connected again.', 'good');
  }
  if (state.line === 'nobody') get('/sim/state').then((found) => nobody(found?.people ?? []));
  if (state.line === 'open') $('#nobody').hidden = true;
}

/** In place of the panes: who could be meant, or the first person to make. */
export function nobody(people) {
  const box = $('#nobody');
  box.hidden = false;
  if (people === null) {
    refill(box, h('h1', {}, 'The workspace does not answer'), h('p', {}, 'Is the demo still running in the terminal?'), button('Try again', () => location.reload(), { class: 'btn primary' }));
    return;
  }
  const there = people.filter((person) => !person.deleted);
  const rows = there.map((person) => h('li', {}, button(person.real_name, () => becomes(person.name), { class: 'btn' })));
  refill(
    box,
    h('h1', {}, there.length ? 'Nobody here has that name' : 'Nobody is here yet'),
    h('p', {}, there.length ? 'Go on as one of these people, or add one.' : 'Add a person, and look at the workspace with their eyes.'),
    h('ul', {}, rows),
    button('Add a person', addPerson, { class: 'btn primary' }),
  );
}

export function start() {
  on('trouble', (words) => toast(words, 'bad'));
  on('done', (words) => toast(words, 'good'));
  on('line', line);
  on('room', ({ fresh }) => {
    if (!fresh || fresh.user === state.me?.id) return;
    $('#news').textContent = `${author(fresh).real_name}: ${plain(fresh.text || '').slice(0, 200)}`;
  });
}

/** The pictures on buttons that stand in the page itself. */
for (const [id, name] of [['drawer-button', 'menu'], ['inspector-button', 'inspect'], ['thread-close', 'close'], ['inspector-close', 'close']]) {
  document.getElementById(id).append(icon(name));
}
$('#clock-toggle').prepend(icon('clock'));
