/** The inspector: every event, ack and Web API call, with its timing and its JSON. */

import { button, h, $ } from './dom.js';
import { note } from './feed.js';
import { on } from './store.js';

const MOST = 120;
const KEPT = 2000;
const rows = [];
const sent = new Map();
let filter = '';
let kind = '';
let open = false;
let queued = false;
let chosen = 0;

const NAMES = { call: 'call', answer: 'answer', envelope: 'event', ack: 'ack', socket: 'socket', response_url: 'response_url', refused: 'refused', upload: 'upload' };

function title(row) {
  const payload = row.payload ?? {};
  if (row.kind === 'envelope') {
    const inside = payload.payload ?? {};
    const what = inside.event?.type ?? inside.type ?? inside.command ?? '';
    return [row.name, inside.event?.subtype ? `${what}.${inside.event.subtype}` : what].filter(Boolean).join(' · ');
  }
  if (row.kind === 'ack') return sent.get(row.name)?.title ?? row.name;
  if (row.kind === 'answer' && payload.ok === false) return `${row.name} · ${payload.error}`;
  return row.name;
}

function took(row) {
  if (row.took_ms !== undefined) return `${row.took_ms} ms`;
  const from = row.kind === 'ack' && sent.get(row.name);
  return from ? `${Math.max(0, row.ms - from.ms).toFixed(1)} ms` : '';
}

const failed = (row) => row.kind === 'refused' || row.payload?.ok === false || row.late === true;

function take(found) {
  for (const row of found) {
    if (row.kind === 'envelope') sent.set(row.payload?.envelope_id, { ms: row.ms, title: title(row) });
    rows.push({ ...row, title: title(row), took: took(row) });
  }
  rows.splice(0, rows.length - KEPT);
  if (sent.size > KEPT) for (const key of [...sent.keys()].slice(0, sent.size - KEPT)) sent.delete(key);
  later();
}

function later() {
  if (queued || !open) return;
  queued = true;
  requestAnimationFrame(() => {
    queued = false;
    draw();
  });
}

function matches(row) {
  if (kind && row.kind !== kind) return false;
  return !filter || `${row.title} ${row.kind} ${JSON.stringify(row.payload)}`.toLowerCase().includes(filter);
}

function draw() {
  const list = $('#inspector-rows');
  const bottom = list.scrollHeight - list.scrollTop - list.clientHeight < 30;
  const shown = [];
  for (let at = rows.length - 1; at >= 0 && shown.length < MOST; at -= 1) if (matches(rows[at])) shown.unshift(rows[at]);
  list.replaceChildren(...shown.map(line));
  if (!shown.length) list.append(h('li', { class: 'empty' }, filter || kind ? 'Nothing matches.' : 'Nothing has happened yet.'));
  if (bottom) list.scrollTop = list.scrollHeight;
}

/** Kind, name, the envelope's id where there is one, when it was and how long it took. */
function heading(row) {
  const envelope = row.kind === 'ack' ? row.name : row.payload?.envelope_id;
  const name = row.kind === 'ack' ? row.title : row.name;
  return [NAMES[row.kind] ?? row.kind, name, envelope && `envelope ${envelope}`, `at ${row.ms} ms`, row.took && `took ${row.took}`].filter(Boolean).join(' · ');
}

function line(row) {
  const toApp = row.direction === 'to_app';
  const pressed = () => {
    chosen = row.n;
    $('#inspector-head').textContent = heading(row);
    $('#inspector-head').hidden = false;
    $('#inspector-json').textContent = JSON.stringify(row.payload, null, 2);
    for (const other of document.querySelectorAll('#inspector-rows [aria-current]')) other.removeAttribute('aria-current');
    node.setAttribute('aria-current', 'true');
  };
  const node = button(
    [
      h('span', { class: 'n' }, `${(row.ms / 1000).toFixed(2)} s`),
      h('span', { class: toApp ? 'way in' : 'way out', title: toApp ? 'to the app' : 'to Slack' }, toApp ? '→ app' : '← app'),
      h('span', { class: 'kind' }, NAMES[row.kind] ?? row.kind),
      h('span', { class: 'what' }, row.title),
      h('span', { class: 'took' }, row.took),
    ],
    pressed,
    { class: failed(row) ? 'line failed' : 'line', 'aria-current': row.n === chosen ? 'true' : null, data: { key: String(row.n) } },
  );
  return h('li', {}, node);
}

function toggle() {
  open = !open;
  $('#inspector').hidden = !open;
  $('#inspector-button').setAttribute('aria-expanded', String(open));
  note('inspect', { on: open, after: rows.at(-1)?.n ?? 0 });
  if (open) {
    draw();
    $('#inspector-filter').focus();
  } else $('#inspector-button').focus();
}

export function start() {
  $('#inspector-button').addEventListener('click', toggle);
  $('#inspector-close').addEventListener('click', toggle);
  $('#inspector').addEventListener('keydown', (event) => event.key === 'Escape' && toggle());
  $('#inspector-filter').addEventListener('input', (event) => {
    filter = event.target.value.trim().toLowerCase();
    later();
  });
  $('#inspector-kind').addEventListener('change', (event) => {
    kind = event.target.value;
    later();
  });
  on('live:rows', ({ rows: found }) => take(found));
  on('fresh', () => {
    if (open) note('inspect', { on: true, after: rows.at(-1)?.n ?? 0 });
  });
}
