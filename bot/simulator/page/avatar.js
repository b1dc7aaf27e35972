/** A person's picture: initials on their colour; the app's is a compass. */

import { h } from './dom.js';
import { icon } from './icons.js';
import { isBot } from './store.js';

/** Black or white, whichever reads better on the colour. */
export function inkOn(hex) {
  const [r, g, b] = [0, 2, 4].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return light > 0.179 ? '#000' : '#fff';
}

export function initials(user) {
  const words = (user.real_name || user.name || '?').split(/[\s.]+/).filter(Boolean);
  const letters = words.length > 1 ? words[0][0] + words.at(-1)[0] : [...(words[0] || '?')].slice(0, 2).join('');
  return letters.toUpperCase();
}

export function avatar(user, size = '') {
  if (isBot(user.id)) return h('span', { class: `avatar app ${size}`, 'aria-hidden': 'true' }, icon('compass'));
  const color = /^[0-9a-f]{6}$/i.test(user.color || '') ? user.color : '5b6670';
  const style = { '--face': `#${color}`, '--ink': inkOn(color) };
  return h('span', { class: `avatar ${size}`, style, 'aria-hidden': 'true' }, initials(user));
}
