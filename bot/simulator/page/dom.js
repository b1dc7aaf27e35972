/** Elements without HTML: text from the chat only ever becomes text nodes. */

const PROPERTIES = new Set(['value', 'checked', 'disabled', 'hidden', 'tabIndex', 'id', 'htmlFor', 'selected', 'open']);
const SAFE_LINK = /^(https?:|mailto:|tel:)/i;

/**
 * @param {string} tag
 * @param {Record<string, any>} [props] attributes; `class`, `text`, `on` (listeners), `data`, `style` (custom properties)
 * @param {...any} kids nodes, strings, lists of them; null and false are left out
 */
export function h(tag, props = {}, ...kids) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'class') node.className = value;
    else if (name === 'text') node.textContent = value;
    else if (name === 'on') for (const [event, heard] of Object.entries(value)) node.addEventListener(event, heard);
    else if (name === 'data') Object.assign(node.dataset, value);
    else if (name === 'style') for (const [key, set] of Object.entries(value)) node.style.setProperty(key, set);
    else if (PROPERTIES.has(name)) node[name] = value;
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  put(node, kids);
  return node;
}

/** Appends nodes and strings. */
export function put(node, kids) {
  for (const kid of kids.flat(Infinity)) {
    if (kid !== null && kid !== undefined && kid !== false) node.append(kid);
  }
  return node;
}

/** Puts new content in place of the old; whoever had the keyboard keeps it, found by its data-key. */
export function refill(node, ...kids) {
  const held = node.contains(document.activeElement) ? document.activeElement.closest('[data-key]') : null;
  const key = held?.dataset.key;
  node.replaceChildren();
  put(node, kids);
  if (key) node.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  return node;
}

/** A link to somewhere else, if its address is of a kind that cannot run anything. */
export function link(address, ...words) {
  if (!SAFE_LINK.test(address)) return h('span', {}, ...words);
  return h('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, ...words);
}

export function button(words, pressed, props = {}) {
  return h('button', { type: 'button', ...props, on: { click: pressed } }, words);
}

/** Words that a screen reader hears and nobody sees. */
export const unseen = (words) => h('span', { class: 'unseen' }, words);

export const $ = (selector, within = document) => within.querySelector(selector);

export const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex="0"]';
