/** Slack's mrkdwn as nodes: what is stored, read as a client reads it. */

import { h, link } from './dom.js';
import { withEmoji } from './emoji.js';
import { goTo, goToMessage } from './places.js';
import { now, state, zone } from './store.js';
import { dated } from './zones.js';

const ENTITIES = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };
export const unescape = (text) => text.replace(/&(?:lt|gt|amp);/g, (found) => ENTITIES[found]);

const STYLES = { '*': 'strong', _: 'em', '~': 's' };
const WORD = /[\p{L}\p{N}]/u;
const BARE_LINK = /https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)]/g;

/** @param {{verbatim?: boolean}} [how] `verbatim`: no links are made out of plain words */
export function mrkdwn(text, how = {}) {
  const out = [];
  let at = 0;
  for (const found of text.matchAll(/```\n?([\s\S]+?)```/g)) {
    out.push(...lines(text.slice(at, found.index), how));
    out.push(h('pre', {}, unescape(found[1].replace(/\n$/, ''))));
    at = found.index + found[0].length;
  }
  out.push(...lines(text.slice(at), how));
  return out;
}

/** Quotations, which are marked line by line, and the lines between them. */
function lines(text, how) {
  const out = [];
  let quoted = null;
  const all = text.split('\n');
  all.forEach((line, index) => {
    const quote = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quote) {
      if (quoted) quoted.append(h('br'));
      else out.push((quoted = h('blockquote')));
      quoted.append(...inline(quote[1], how));
      return;
    }
    const after = quoted;
    quoted = null;
    out.push(...inline(line, how));
    const nextQuoted = /^(?:&gt;|>)/.test(all[index + 1] ?? '');
    if (index < all.length - 1 && !nextQuoted && !(after && line === '')) out.push(h('br'));
  });
  return out;
}

function inline(text, how) {
  const out = [];
  let plain = '';
  const flush = () => {
    if (plain) out.push(...words(plain, how));
    plain = '';
  };
  for (let at = 0; at < text.length; ) {
    const [made, length] = special(text, at, how);
    if (length) {
      flush();
      out.push(made);
      at += length;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return out;
}

/** What starts at a place: code, a token in angle brackets, a styled stretch; length 0 when nothing does. */
function special(text, at, how) {
  const sign = text[at];
  if (sign === '`') {
    const end = text.indexOf('`', at + 1);
    return end > at + 1 ? [h('code', {}, unescape(text.slice(at + 1, end))), end + 1 - at] : [null, 0];
  }
  if (sign === '<') {
    const end = text.indexOf('>', at);
    return end > at + 1 ? [token(text.slice(at + 1, end)), end + 1 - at] : [null, 0];
  }
  if (!(sign in STYLES) || (at > 0 && WORD.test(text[at - 1]))) return [null, 0];
  const end = closing(text, at);
  if (end < 0) return [null, 0];
  return [h(STYLES[sign], {}, ...inline(text.slice(at + 1, end), how)), end + 1 - at];
}

function closing(text, at) {
  const sign = text[at];
  if (!text[at + 1] || /\s/.test(text[at + 1]) || text[at + 1] === sign) return -1;
  for (let end = at + 2; end < text.length; end += 1) {
    if (text[end] === '<') end = Math.max(end, text.indexOf('>', end));
    else if (text[end] === sign && !/\s/.test(text[end - 1]) && !WORD.test(text[end + 1] || ' ')) return end;
  }
  return -1;
}

function words(text, how) {
  if (how.verbatim) return withEmoji(unescape(text));
  const out = [];
  let at = 0;
  for (const found of text.matchAll(BARE_LINK)) {
    out.push(...withEmoji(unescape(text.slice(at, found.index))), anchor(unescape(found[0])));
    at = found.index + found[0].length;
  }
  return [...out, ...withEmoji(unescape(text.slice(at)))];
}

function token(inside) {
  const [target, label] = split(inside);
  const sign = target[0];
  if (sign === '@') return mention(target.slice(1), label);
  if (sign === '#') return place(target.slice(1), label);
  if (sign === '!') return bang(target.slice(1), label);
  return anchor(unescape(target), label && unescape(label));
}

function split(inside) {
  const bar = inside.indexOf('|');
  return bar < 0 ? [inside, ''] : [inside.slice(0, bar), inside.slice(bar + 1)];
}

export function mention(id, label = '') {
  const user = state.users.get(id);
  const mine = id === state.me?.id;
  return h('span', { class: mine ? 'mention mine' : 'mention' }, `@${user ? user.real_name : label || id}`);
}

export function place(id, label = '') {
  const found = state.channels.get(id);
  if (!found) return h('span', { class: 'mention' }, label ? `#${label}` : '#private-channel');
  const name = `#${found.name || label}`;
  return h('a', { class: 'mention', href: '#', on: { click: (e) => (e.preventDefault(), goTo('channel', id)) } }, name);
}

function bang(target, label) {
  const [kind, ...rest] = target.split('^');
  if (kind === 'date') return moment(rest, label);
  return h('span', { class: 'mention' }, `@${kind.split('|')[0]}`);
}

function moment([seconds, pattern, address], label) {
  const shown = dated(unescape(pattern || ''), Number(seconds), zone(), now()) ?? unescape(label);
  const time = h('time', { datetime: new Date(Number(seconds) * 1000).toISOString(), title: unescape(label) }, shown);
  return address ? link(unescape(address), time) : time;
}

/** A link; one to a message of this workspace stays in the page. */
export function anchor(address, label = '') {
  const own = new RegExp(`^https://${state.domain}\\.slack\\.com/archives/(\\w+)/p(\\d+)(\\d{6})`).exec(address);
  if (!own) return link(address, ...withEmoji(label || address));
  const [, id, seconds, rest] = own;
  const jump = (event) => {
    event.preventDefault();
    goToMessage(id, `${seconds}.${rest}`);
  };
  return h('a', { href: address, on: { click: jump } }, label || `#${state.channels.get(id)?.name ?? 'message'}`);
}

/** A text object of Block Kit. */
export function textObject(object) {
  if (!object) return [];
  return object.type === 'mrkdwn' ? mrkdwn(object.text, object) : withEmoji(object.text);
}

/** One line of what somebody wrote, for labels and announcements. */
export function plain(text) {
  const holder = h('span', {}, ...mrkdwn(text || ''));
  return holder.textContent.replace(/\s+/g, ' ').trim();
}

/** What somebody typed, from what is stored: for editing it. */
export function typed(text) {
  return unescape(text.replace(/<([@#!]?)([^<>|]*)(?:\|[^<>]*)?>/g, (_all, sign, target) => {
    if (sign === '@') return `@${state.users.get(target)?.name ?? target}`;
    if (sign === '#') return `#${state.channels.get(target)?.name ?? target}`;
    return sign === '!' ? `@${target}` : target;
  }));
}
