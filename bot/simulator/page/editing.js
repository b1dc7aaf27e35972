/** Editing one's own message where it stands. */

import { button, h } from './dom.js';
import { act } from './feed.js';
import { typed } from './mrkdwn.js';

export function startEditing(message) {
  const row = document.querySelector(`.row[data-ts="${CSS.escape(message.ts)}"]`);
  const body = row?.querySelector('.body');
  if (!body) return;
  const field = h('textarea', { class: 'field', rows: 2, 'aria-label': 'Edit message', value: typed(message.text) });
  const leave = () => {
    form.replaceWith(body);
    row.focus({ preventScroll: true });
  };
  const save = async () => {
    const text = field.value.trim();
    if (!text || text === typed(message.text)) return leave();
    const done = await act('edits', { channel: message.channel, ts: message.ts, text });
    return done === null ? field.focus() : leave();
  };
  const keys = (event) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      leave();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      save();
    }
  };
  field.addEventListener('keydown', keys);
  const form = h('div', { class: 'editing' }, field, h('div', { class: 'editing-foot' }, button('Cancel', leave, { class: 'btn' }), button('Save', save, { class: 'btn primary' })));
  body.replaceWith(form);
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}
