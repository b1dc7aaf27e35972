/** Fields: text, menus, people, dates and choices, each with the value the server knows. */

import { button, h, refill, unseen } from './dom.js';
import { icon } from './icons.js';
import { textObject } from './mrkdwn.js';
import { people as everybody, placeName, state, zone } from './store.js';
import { fromField, toField } from './zones.js';

const KINDS = { email_text_input: 'email', url_text_input: 'url', number_input: 'text' };
const LONGEST = 3000;

const common = (made, ids) => ({
  id: ids.field,
  'aria-describedby': ids.describedby,
  'aria-invalid': ids.wrong ? 'true' : null,
  'aria-required': ids.required ? 'true' : null,
  'aria-label': ids.field ? null : made.placeholder?.text ?? 'Choose',
  placeholder: made.placeholder?.text,
  data: { action: made.action_id, ...(made.focus_on_load ? { first: '' } : {}) },
});

export function textInput(made, entry, chosen, ids) {
  const most = made.max_length || LONGEST;
  const left = h('span', { class: 'left', 'aria-live': 'polite' });
  const grow = (node) => {
    node.style.setProperty('height', 'auto');
    node.style.setProperty('height', `${Math.min(node.scrollHeight + 2, 320)}px`);
  };
  const typed = (event) => {
    const rest = most - [...event.target.value].length;
    left.textContent = rest < most * 0.2 && rest < 60 ? String(rest) : '';
    if (made.multiline) grow(event.target);
    chosen(event.target.value || null);
  };
  const props = { ...common(made, ids), class: 'field', maxlength: most, value: entry?.value ?? '', autocomplete: 'off' };
  const events = made.multiline ? { on: { input: typed }, rows: 4 } : { on: { input: typed }, type: KINDS[made.type] || 'text' };
  const field = h(made.multiline ? 'textarea' : 'input', { ...props, ...events });
  return h('div', { class: 'text-field' }, field, left);
}

function offers(made, ids) {
  if (made.type === 'users_select') {
    const all = [...state.users.values()].filter((user) => !user.deleted);
    return all.map((user) => [user.id, user.real_name]);
  }
  if (made.type === 'conversations_select' || made.type === 'channels_select') {
    return places(made.filter).map((place) => [place.id, place.kind === 'im' ? placeName(place) : `#${place.name}`]);
  }
  void ids;
  return null;
}

const KIND_NAMES = { channel: 'public', group: 'private', im: 'im' };

function places(filter = {}) {
  return [...state.channels.values()].filter((place) => {
    if (filter.include && !filter.include.includes(KIND_NAMES[place.kind])) return false;
    if (filter.exclude_external_shared_channels && place.shared) return false;
    return !place.archived;
  });
}

function current(made, entry, ids) {
  const value = entry?.selected_option?.value ?? entry?.selected_user ?? entry?.selected_conversation ?? entry?.selected_channel;
  if (value) return value;
  return made.default_to_current_conversation && ids.hands.channel ? ids.hands.channel : '';
}

export function menu(made, entry, chosen, ids) {
  const listed = offers(made, ids);
  const one = (option) => h('option', { value: option.value }, option.text.text);
  const groups = made.option_groups?.map((g) => h('optgroup', { label: g.label.text }, g.options.map(one)));
  const options = listed ? listed.map(([value, name]) => h('option', { value }, name)) : groups ?? made.options.map(one);
  const value = current(made, entry, ids);
  const select = h(
    'select',
    {
      ...common(made, ids),
      class: 'field',
      on: {
        change: () => {
          const option = (made.options ?? []).find((o) => o.value === select.value);
          chosen(select.value || null, !listed && option ? { option } : { value: select.value });
        },
      },
    },
    h('option', { value: '' }, made.placeholder?.text ?? (ids.required === false ? 'None' : 'Choose…')),
    options,
  );
  select.value = value;
  if (value && select.value === value && !entryHas(entry)) queueMicrotask(() => ids.hands.preset?.(made, value));
  return select;
}

const entryHas = (entry) => Object.entries(entry ?? {}).some(([key, value]) => key !== 'type' && value);

/** Several people: those chosen as chips, the rest in a menu. */
export function people(made, entry, chosen, ids) {
  const now = new Set(entry?.selected_users ?? []);
  const box = h('div', { class: 'chips', role: 'group', 'aria-labelledby': ids.label, 'aria-describedby': ids.describedby, data: { group: '', action: made.action_id } });
  const changed = () => {
    draw();
    chosen([...now]);
  };
  function draw() {
    const chips = [...now].map((id) => {
      const name = state.users.get(id)?.real_name ?? id;
      const off = () => (now.delete(id), changed());
      return h('span', { class: 'chip' }, name, button([icon('close'), unseen(`Remove ${name}`)], off, { data: { key: id } }));
    });
    const rest = everybody().filter((user) => !now.has(user.id));
    const add = h(
      'select',
      { class: 'field', 'aria-label': 'Add a person', data: { key: 'add' }, on: { change: () => add.value && (now.add(add.value), changed()) } },
      h('option', { value: '' }, 'Add a person…'),
      rest.map((user) => h('option', { value: user.id }, user.real_name)),
    );
    refill(box, chips, add);
  }
  draw();
  return box;
}

const PICKS = {
  datepicker: ['date', (e) => e?.selected_date ?? '', (v) => v || null],
  timepicker: ['time', (e) => e?.selected_time ?? '', (v) => v || null],
  datetimepicker: [
    'datetime-local',
    (e) => (e?.selected_date_time ? toField(e.selected_date_time, zone()) : ''),
    (v) => fromField(v, zone()),
  ],
};

export function dates(made, entry, chosen, ids) {
  const [type, shown, meant] = PICKS[made.type];
  const heard = (event) => chosen(meant(event.target.value));
  const field = h('input', { ...common(made, ids), class: 'field', type, value: shown(entry), on: { change: heard } });
  if (type !== 'datetime-local') return field;
  return h('div', { class: 'with-zone' }, field, h('span', { class: 'muted' }, zone().replaceAll('_', ' ')));
}

let groups = 0;

export function choices(made, entry, chosen, ids) {
  groups += 1;
  const name = `choice-${groups}`;
  const many = made.type === 'checkboxes';
  const on = new Set(many ? (entry?.selected_options ?? []).map((o) => o.value) : [entry?.selected_option?.value]);
  const picked = (option, checked) => {
    if (!many) on.clear();
    if (checked) on.add(option.value);
    else on.delete(option.value);
    chosen(many ? [...on] : option.value, { option });
  };
  const props = { class: 'choices', role: many ? 'group' : 'radiogroup', data: { group: '', action: made.action_id } };
  const options = made.options.map((option, index) =>
    h(
      'label',
      { class: 'choice' },
      h('input', {
        type: many ? 'checkbox' : 'radio',
        name,
        id: index === 0 ? ids.field : undefined,
        checked: on.has(option.value),
        on: { change: (event) => picked(option, event.target.checked) },
      }),
      h('span', {}, ...textObject(option.text), option.description && h('small', { class: 'muted' }, ...textObject(option.description))),
    ),
  );
  return h('div', { ...props, 'aria-labelledby': ids.label, 'aria-label': ids.label ? null : 'Choose one', 'aria-describedby': ids.describedby }, options);
}
