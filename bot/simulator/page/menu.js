/** Menus and small panels beside the thing that opened them. */

import { button, h } from './dom.js';

let open = null;

export function closeMenu(back = true) {
  if (!open) return;
  const { node, opener, heard } = open;
  open = null;
  node.remove();
  opener.setAttribute?.('aria-expanded', 'false');
  document.removeEventListener('pointerdown', heard, true);
  if (back && opener.isConnected) opener.focus({ preventScroll: true });
}

/** Places a panel at its opener, inside the window. */
export function popUp(opener, node) {
  closeMenu(false);
  document.body.append(node);
  const at = opener.getBoundingClientRect();
  const { offsetWidth: wide, offsetHeight: high } = node;
  const below = at.bottom + 4 + high <= window.innerHeight;
  const top = below ? at.bottom + 4 : Math.max(8, Math.min(at.top - high - 4, window.innerHeight - high - 8));
  node.style.setProperty('top', `${top}px`);
  node.style.setProperty('left', `${Math.max(8, Math.min(at.left, window.innerWidth - wide - 8))}px`);
  const heard = (event) => {
    if (!node.contains(event.target)) closeMenu(opener.contains(event.target));
  };
  document.addEventListener('pointerdown', heard, true);
  node.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      closeMenu();
    }
    if (event.key === 'Tab' && node.getAttribute('role') === 'menu') closeMenu();
  });
  opener.setAttribute?.('aria-expanded', 'true');
  open = { node, opener, heard };
  return node;
}

/** @param {{label: any, pick: () => void, danger?: boolean, note?: string, current?: boolean}[]} items */
export function openMenu(opener, items, label) {
  const picked = (item) => {
    closeMenu();
    item.pick();
  };
  const rows = items.map((item) =>
    button([item.label, item.note && h('small', { class: 'muted' }, item.note)], () => picked(item), {
      role: 'menuitem',
      class: item.danger ? 'item danger' : 'item',
      'aria-current': item.current ? 'true' : null,
      tabIndex: -1,
    }),
  );
  const node = popUp(opener, h('div', { class: 'menu', role: 'menu', 'aria-label': label }, rows));
  node.addEventListener('keydown', (event) => {
    const at = rows.indexOf(document.activeElement);
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1 + rows.length, Home: 0, End: rows.length - 1 };
    if (event.key in moves) {
      event.preventDefault();
      rows[moves[event.key] % rows.length].focus();
    }
  });
  rows[0]?.focus();
  return node;
}
