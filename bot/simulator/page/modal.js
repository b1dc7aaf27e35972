/** The modal the app opened for me: fields, errors, stack; what is typed stays here until something is pressed. */

import { renderBlocks } from './blocks.js';
import { openDialog } from './dialog.js';
import { button, h } from './dom.js';
import { act } from './feed.js';
import { told, wanted } from './hands.js';
import { icon } from './icons.js';
import { on, state } from './store.js';

const KEYS = ['value', 'selected_option', 'selected_user', 'selected_users', 'selected_conversation', 'selected_date', 'selected_time', 'selected_date_time', 'selected_options', 'selected_channel'];

let shown = null;

on('modal', () => {
  const { modal } = state;
  if (!modal) {
    shown?.dialog.close();
    shown = null;
    return;
  }
  draw(modal);
});

function draw(modal) {
  const { view } = modal;
  const same = shown?.id === view.id;
  const typed = same ? standing(shown.typed, view.blocks) : new Map();
  const held = same ? keyOf(document.activeElement) : null;
  const scroll = same ? shown.dialog.node.querySelector('.dialog-body').scrollTop : 0;
  const old = shown?.dialog;
  shown = { id: view.id, typed, blocks: view.blocks, dialog: null };
  const general = modal.errors[''];
  const form = h(
    'form',
    { id: 'view-form', novalidate: true, on: { submit: (event) => (event.preventDefault(), submit(typed)) } },
    general && h('p', { class: 'field-error', role: 'alert' }, icon('warn'), general),
    renderBlocks(view.blocks, hands(modal, typed)),
  );
  const close = () => act('closes');
  const cancel = button(view.close?.text || 'Close', close, { class: 'btn' });
  const send = view.submit && h('button', { class: 'btn primary', form: 'view-form' }, view.submit.text);
  const depth = modal.depth > 1 ? h('span', { class: 'muted' }, ` ${modal.depth} of 3`) : null;
  const dialog = openDialog({ kind: 'view', title: [view.title?.text ?? '', depth], body: form, foot: [cancel, send], closed: close });
  old?.close();
  shown.dialog = dialog;
  dialog.node.dataset.view = view.callback_id || '';
  settleFocus(dialog.node, held, scroll, same);
}

/** What was typed into fields that the window still has: an update may have put another window in its place. */
const standing = (typed, blocks) => new Map([...typed].filter(([, { block }]) => blocks.some((one) => one.block_id === block.block_id)));

function settleFocus(node, held, scroll, same) {
  node.querySelector('.dialog-body').scrollTop = scroll;
  const wrong = node.querySelector('[aria-invalid="true"], .wrong input, .wrong select');
  const first = node.querySelector('[data-first]') ?? node.querySelector('.dialog-body :is(input, textarea, select)');
  const again = held && [...node.querySelectorAll('input, textarea, select, button')].find((one) => keyOf(one) === held);
  const target = wrong ?? again ?? (same ? null : first) ?? node.querySelector('h2');
  target.focus();
  if (target.select && !wrong && target.type === 'text') target.setSelectionRange(target.value.length, target.value.length);
}

const keyOf = (node) => {
  const block = node?.closest?.('[data-block]')?.dataset.block;
  return block ? `${block}/${node.dataset.action ?? node.dataset.key ?? node.value}` : null;
};

const key = (block, made) => `${block.block_id}/${made.action_id}`;

/** @returns {import('./blocks.js').Hands} */
function hands(modal, typed) {
  return {
    surface: 'modal',
    errors: modal.errors,
    channel: state.place.kind === 'channel' ? state.place.id : '',
    entry: (block, made) => {
      if (typed.has(key(block, made))) return asEntry(made, typed.get(key(block, made)).value);
      return modal.view.state.values[block.block_id]?.[made.action_id];
    },
    change: (block, made, value) => typed.set(key(block, made), { block, value }),
    preset: (made, value) => {
      const block = modal.view.blocks.find((one) => one.element === made);
      if (block) typed.set(key(block, made), { block, value });
    },
    press: async (block, made, what) => {
      if ((await flush(typed)) === null) return 'This did not work.';
      if (block.type === 'input') return '';
      return told(await act('clicks', wanted(block, made, what)));
    },
  };
}

/** What was typed, in the form the server would hold it. */
function asEntry(made, value) {
  const option = (made.options ?? made.option_groups?.flatMap((g) => g.options) ?? []).find((o) => o.value === value);
  const list = Array.isArray(value) ? value : [];
  const options = (made.options ?? []).filter((o) => list.includes(o.value));
  const whole = { selected_option: option, selected_options: options };
  return Object.fromEntries(KEYS.map((name) => [name, name in whole ? whole[name] : value]));
}

const values = (typed) => Object.fromEntries([...typed.values()].filter(({ block }) => block.type === 'input').map(({ block, value }) => [block.block_id, value]));

/** Hands over what was typed, so that the app gets it with the next press. */
const flush = (typed) => (typed.size ? act('fills', { values: values(typed) }) : {});

async function submit(typed) {
  const send = shown.dialog.node.querySelector('footer .primary');
  if (send.classList.contains('busy')) return;
  send.classList.add('busy');
  send.setAttribute('aria-busy', 'true');
  await act('submits', { values: values(typed) });
  send.classList.remove('busy');
  send.removeAttribute('aria-busy');
}
