/** Block Kit: every block the app sends, drawn as Slack draws it; any other is named. */

import { h } from './dom.js';
import { element, errorOf } from './elements.js';
import { textObject } from './mrkdwn.js';
import { richText } from './richtext.js';

/** What a place that holds blocks offers to them.
 * @typedef {{
 *   surface: 'message'|'modal'|'home',
 *   entry: (block: object, element: object) => object|undefined,
 *   change?: (block: object, element: object, value: any) => void,
 *   press: (block: object, element: object, what: {option?: object, value?: any}) => Promise<string>,
 *   errors?: Record<string, string>,
 *   channel?: string,
 * }} Hands */

/** @param {Hands} hands */
export function renderBlocks(blocks, hands) {
  return blocks.map((block) => {
    const draw = Object.hasOwn(DRAW, block.type) ? DRAW[block.type] : null;
    return draw ? draw(block, hands) : notRendered(block.type);
  });
}

export function notRendered(type) {
  return h('div', { class: 'not-rendered' }, `not rendered here: ${type}`);
}

const DRAW = { section, context, actions, header, divider, rich_text: richText, input };

/** What this page draws, for the test that compares it with what the app sends. */
export const DRAWN_BLOCKS = Object.keys(DRAW);

function section(block, hands) {
  const text = block.text && h('div', { class: 'text' }, ...textObject(block.text));
  const fields = block.fields && h('div', { class: 'fields' }, block.fields.map((f) => h('div', { class: 'text' }, ...textObject(f))));
  const aside = block.accessory && h('div', { class: 'accessory' }, element(block, block.accessory, hands));
  return h('div', { class: 'block section' }, h('div', { class: 'section-text' }, text, fields), aside);
}

function context(block) {
  const parts = block.elements.map((part) =>
    part.type === 'mrkdwn' || part.type === 'plain_text' ? h('span', {}, ...textObject(part)) : notRendered(part.type),
  );
  return h('div', { class: 'block context' }, parts);
}

function actions(block, hands) {
  return h('div', { class: 'block actions', data: { block: block.block_id } }, block.elements.map((part) => element(block, part, hands)));
}

function header(block, hands) {
  return h(hands.surface === 'modal' ? 'h3' : 'h4', { class: 'block header' }, ...textObject(block.text));
}

function divider() {
  return h('hr', { class: 'block' });
}

let fields = 0;

/** A labelled field with its hint and what is wrong with it. */
function input(block, hands) {
  fields += 1;
  const ids = { field: `f${fields}`, label: `f${fields}-label`, hint: `f${fields}-hint`, error: `f${fields}-error` };
  const wrong = hands.errors?.[block.block_id];
  const made = element(block, block.element, hands, {
    ...ids,
    describedby: [block.hint && ids.hint, wrong && ids.error].filter(Boolean).join(' ') || null,
    wrong: Boolean(wrong),
    required: !block.optional,
  });
  const group = made.dataset?.group !== undefined;
  const label = h(
    group ? 'div' : 'label',
    { class: 'label', id: ids.label, htmlFor: group ? undefined : ids.field },
    ...textObject(block.label),
    block.optional && h('span', { class: 'optional' }, ' (optional)'),
  );
  return h(
    'div',
    { class: wrong ? 'block input wrong' : 'block input', data: { block: block.block_id } },
    label,
    made,
    errorOf(ids.error, wrong),
    block.hint && h('p', { class: 'hint', id: ids.hint }, ...textObject(block.hint)),
  );
}
