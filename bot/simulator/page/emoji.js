/** The emoji this page draws; any other is shown by its name. */

import { h } from './dom.js';

const TABLE = {
  compass: '🧭', '+1': '👍', thumbsup: '👍', '-1': '👎', thumbsdown: '👎', eyes: '👀', white_check_mark: '✅',
  heart: '❤️', tada: '🎉', pray: '🙏', raised_hands: '🙌', clap: '👏', fire: '🔥', rocket: '🚀', thinking_face: '🤔',
  joy: '😂', smile: '😄', slightly_smiling_face: '🙂', wave: '👋', ok_hand: '👌', 100: '💯', bulb: '💡',
  question: '❓', exclamation: '❗', warning: '⚠️', hourglass: '⌛', calendar: '📆', memo: '📝', pushpin: '📌',
  handshake: '🤝', speech_balloon: '💬', star: '⭐', x: '❌', sob: '😭', sweat_smile: '😅', bell: '🔔', lock: '🔒',
  point_up: '☝️', bust_in_silhouette: '👤', busts_in_silhouette: '👥', sparkles: '✨', muscle: '💪',
};

/** Offered for reactions, the one that starts a prep first. */
export const OFFERED = [
  'compass', '+1', 'eyes', 'white_check_mark', 'heart', 'tada', 'pray', 'raised_hands', 'thinking_face', 'joy',
  'rocket', 'bulb', 'question', 'handshake', '100', 'wave',
];

export const EMOJI = /:([a-z0-9_+'-]{1,80}):/g;

export function emoji(name) {
  const drawn = Object.hasOwn(TABLE, name) ? TABLE[name] : '';
  if (!drawn) return h('span', { class: 'emoji-name' }, `:${name}:`);
  return h('span', { class: 'emoji', role: 'img', 'aria-label': `:${name}:`, title: `:${name}:` }, drawn);
}

/** Text with its known emoji drawn; a name nobody knows stays as it was typed. */
export function withEmoji(text) {
  const out = [];
  let at = 0;
  for (const found of text.matchAll(EMOJI)) {
    if (!Object.hasOwn(TABLE, found[1])) continue;
    out.push(text.slice(at, found.index), emoji(found[1]));
    at = found.index + found[0].length;
  }
  out.push(text.slice(at));
  return out.filter((piece) => piece !== '');
}
