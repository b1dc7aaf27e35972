/** Between the rows of a list: the lines that part days and mark what is new, and the keys that move along. */

import { now, state, tell, zone } from './store.js';
import { dayName, dayNumber } from './zones.js';

/** What stands between two messages: another day, and where the unread ones begin; as [key, words, class]. */
export function between(room, before, message) {
  const found = [];
  const at = Number(message.ts) * 1000;
  const day = dayNumber(at, zone());
  if (!room.thread && (!before || dayNumber(Number(before.ts) * 1000, zone()) !== day)) {
    found.push([`day ${day} ${dayNumber(now(), zone())}`, dayName(at, zone(), now()), 'day']);
  }
  const { mark } = room;
  if (mark && message.ts > mark && before && before.ts <= mark && message.user !== state.me?.id) {
    found.push(['new', 'New', 'new-mark']);
  }
  return found;
}

/** Arrows move from row to row; Escape leads from inside a row back to it; other keys are the row's own. */
export function rowKeys(event, timeline) {
  const active = event.target;
  if (!active.classList.contains('row')) {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.preventDefault();
      active.closest('.row')?.focus();
    }
    return;
  }
  const rows = [...timeline.list.querySelectorAll('.row')];
  const at = rows.indexOf(active);
  const moves = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 };
  if (event.key in moves) {
    event.preventDefault();
    rows[Math.max(0, Math.min(rows.length - 1, moves[event.key]))].focus();
  } else tell('row-key', { event, row: active, message: timeline.room.find(active.dataset.ts) });
}
