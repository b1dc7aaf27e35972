/** The elements of Block Kit that a person touches. */

import { notRendered } from './blocks.js';
import { button, h, unseen } from './dom.js';
import { sure } from './dialog.js';
import { textInput, menu, people, dates, choices } from './fields.js';
import { icon } from './icons.js';
import { openMenu } from './menu.js';
import { textObject } from './mrkdwn.js';

const FIELDS = {
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: textInput,
  static_select: menu,
  users_select: menu,
  conversations_select: menu,
  channels_select: menu,
  multi_users_select: people,
  datepicker: dates,
  timepicker: dates,
  datetimepicker: dates,
  radio_buttons: choices,
  checkboxes: choices,
};

export const DRAWN_ELEMENTS = ['button', 'overflow', ...Object.keys(FIELDS)];

/** @param {import('./blocks.js').Hands} hands */
export function element(block, made, hands, ids = {}) {
  if (made.type === 'button') return pressable(block, made, hands);
  if (made.type === 'overflow') return overflow(block, made, hands);
  const field = Object.hasOwn(FIELDS, made.type) ? FIELDS[made.type] : null;
  if (!field) return notRendered(made.type);
  const ask = block.type !== 'input' || block.dispatch_action;
  const chosen = async (value, what = { value }) => {
    hands.change?.(block, made, value);
    if (!ask) return;
    if (made.confirm && !(await sure(made.confirm))) return;
    await run(drawn, () => hands.press(block, made, what));
  };
  const drawn = field(made, hands.entry(block, made), chosen, { ...ids, hands });
  return drawn;
}

/** Runs an action while the element shows that it is at work, and says beside it what went wrong. */
async function run(node, work) {
  const host = node.closest('.block') ?? node;
  host.querySelector(':scope > .press-error')?.remove();
  node.classList.add('busy');
  node.setAttribute('aria-busy', 'true');
  const wrong = await work();
  node.classList.remove('busy');
  node.removeAttribute('aria-busy');
  if (wrong) host.append(h('p', { class: 'press-error', role: 'alert' }, icon('warn'), wrong));
}

function pressable(block, made, hands) {
  const kind = ['primary', 'danger'].includes(made.style) ? made.style : '';
  const pressed = async (event) => {
    const node = event.currentTarget;
    if (node.classList.contains('busy')) return;
    if (made.confirm && !(await sure(made.confirm))) return;
    if (made.url && /^https?:/i.test(made.url)) window.open(made.url, '_blank', 'noopener');
    await run(node, () => hands.press(block, made, {}));
  };
  const key = `${block.block_id}/${made.action_id}`;
  const props = { class: `btn ${kind}`, 'aria-label': made.accessibility_label, data: { key } };
  return button(textObject(made.text), pressed, props);
}

function overflow(block, made, hands) {
  const pressed = (event) => {
    const node = event.currentTarget;
    const items = made.options.map((option) => ({
      label: option.text.text,
      pick: async () => {
        if (made.confirm && !(await sure(made.confirm))) return;
        if (option.url && /^https?:/i.test(option.url)) window.open(option.url, '_blank', 'noopener');
        await run(node, () => hands.press(block, made, { option }));
      },
    }));
    openMenu(node, items, 'More actions');
  };
  return button([icon('more'), unseen('More actions')], pressed, { class: 'btn more', 'aria-haspopup': 'menu', data: { key: `${block.block_id}/${made.action_id}` } });
}

export function errorOf(id, words) {
  return words ? h('p', { class: 'field-error', id }, icon('warn'), words) : null;
}
