/** Dialogs: they keep the keyboard inside, close on Escape and give the focus back. */

import { button, h, FOCUSABLE } from './dom.js';
import { icon } from './icons.js';
import { textObject } from './mrkdwn.js';

const stack = [];
let count = 0;

/**
 * Puts a dialog on the screen.
 * @param {{title: any, body: any, foot?: any, kind?: string, closed?: () => void, label?: string}} parts
 * @returns {{node: HTMLElement, close: () => void, dismiss: () => void}}
 */
export function openDialog(parts) {
  count += 1;
  const id = `dialog-${count}`;
  const before = document.activeElement;
  const title = h('h2', { id, tabIndex: -1 }, parts.title);
  const node = h(
    'div',
    { class: `dialog ${parts.kind || ''}`, role: parts.kind === 'confirm' ? 'alertdialog' : 'dialog', 'aria-modal': 'true', 'aria-labelledby': id },
    h('header', {}, title, button([icon('close')], () => entry.dismiss(), { class: 'tool', 'aria-label': parts.label || 'Close' })),
    h('div', { class: 'dialog-body', tabIndex: -1 }, parts.body),
    parts.foot && h('footer', {}, parts.foot),
  );
  const backdrop = h('div', { class: 'backdrop' }, node);
  const entry = {
    node,
    close() {
      if (!stack.includes(entry)) return;
      stack.splice(stack.indexOf(entry), 1);
      backdrop.remove();
      shade();
      if (before?.isConnected) before.focus({ preventScroll: true });
      else document.querySelector('#composer textarea')?.focus({ preventScroll: true });
    },
    dismiss() {
      if (parts.closed) parts.closed();
      else entry.close();
    },
  };
  backdrop.addEventListener('mousedown', (event) => event.target === backdrop && parts.kind === 'confirm' && entry.dismiss());
  node.addEventListener('keydown', (event) => keys(event, entry));
  stack.push(entry);
  document.body.append(backdrop);
  shade();
  return entry;
}

/** What lies under a dialog cannot be reached. */
function shade() {
  document.getElementById('app').inert = stack.length > 0;
  stack.forEach((entry, index) => {
    entry.node.parentElement.inert = index < stack.length - 1;
  });
}

function keys(event, entry) {
  if (event.key === 'Escape' && !event.defaultPrevented) {
    event.preventDefault();
    event.stopPropagation();
    entry.dismiss();
  }
  if (event.key !== 'Tab') return;
  const inside = [...entry.node.querySelectorAll(FOCUSABLE)].filter((node) => node.offsetParent !== null);
  const [first, last] = [inside[0], inside.at(-1)];
  const at = document.activeElement;
  if (event.shiftKey && (at === first || !inside.includes(at))) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && at === last) {
    event.preventDefault();
    first.focus();
  }
}

/** Asks before something is done: the confirm object of Block Kit. */
export function sure(confirm) {
  return new Promise((answered) => {
    const done = (answer) => {
      dialog.close();
      answered(answer);
    };
    const kind = confirm.style === 'danger' ? 'danger' : 'primary';
    const no = button(textObject(confirm.deny), () => done(false), { class: 'btn' });
    const yes = button(textObject(confirm.confirm), () => done(true), { class: `btn ${kind}` });
    const dialog = openDialog({
      kind: 'confirm',
      title: textObject(confirm.title),
      body: h('p', {}, ...textObject(confirm.text)),
      foot: [no, yes],
      closed: () => done(false),
    });
    no.focus();
  });
}

/** The same for the page's own questions. */
export function askFirst(title, text, yes, no = 'Cancel') {
  const plain = (words) => ({ type: 'plain_text', text: words });
  return sure({ title: plain(title), text: plain(text), confirm: plain(yes), deny: plain(no), style: 'danger' });
}
