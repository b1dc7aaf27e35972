/** The rich_text block: what people type, and lists, quotations and code in it. */

import { h } from './dom.js';
import { emoji, withEmoji } from './emoji.js';
import { anchor, mention, place } from './mrkdwn.js';
import { now, zone } from './store.js';
import { dated } from './zones.js';

const LIMIT = 'not rendered here';
const WRAPS = { bold: 'strong', italic: 'em', strike: 's', code: 'code' };

export function richText(block) {
  return h('div', { class: 'rich' }, ...block.elements.map(part));
}

function part(element) {
  const inside = () => element.elements.flatMap(piece);
  switch (element.type) {
    case 'rich_text_section': return h('div', {}, ...inside());
    case 'rich_text_quote': return h('blockquote', {}, ...inside());
    case 'rich_text_preformatted': return h('pre', {}, ...inside());
    case 'rich_text_list':
      return h(
        element.style === 'ordered' ? 'ol' : 'ul',
        { class: `indent-${Math.min(element.indent || 0, 4)}`, start: element.offset ? element.offset + 1 : null },
        ...element.elements.map((item) => h('li', {}, ...item.elements.flatMap(piece))),
      );
    default: return h('div', { class: 'not-rendered' }, `${LIMIT}: ${element.type}`);
  }
}

function piece(element) {
  return styled(bare(element), element.style || {});
}

function bare(element) {
  switch (element.type) {
    case 'text': return broken(element.text);
    case 'link': return [anchor(element.url, element.text)];
    case 'user': return [mention(element.user_id)];
    case 'channel': return [place(element.channel_id)];
    case 'broadcast': return [h('span', { class: 'mention' }, `@${element.range}`)];
    case 'emoji': return [emoji(element.name)];
    case 'date': return [dated(element.format, element.timestamp, zone(), now()) ?? element.fallback ?? ''];
    default: return [h('span', { class: 'not-rendered' }, `${LIMIT}: ${element.type}`)];
  }
}

function broken(text) {
  return text.split('\n').flatMap((line, index) => (index ? [h('br'), ...withEmoji(line)] : withEmoji(line)));
}

function styled(nodes, style) {
  return Object.entries(WRAPS).reduce((inner, [key, tag]) => (style[key] ? [h(tag, {}, ...inner)] : inner), nodes);
}
