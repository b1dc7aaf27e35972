/** Moments as a person reads them: in a zone of their own, by the workspace's clock. */

const formats = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat('en-US', { timeZone: zone, ...options }));
  return formats.get(key);
}

const NUMBERS = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/** Year, month, day, hour, minute and weekday (0 is Sunday) of a moment in a zone. */
export function parts(ms, zone) {
  const found = Object.fromEntries(format(zone, NUMBERS).formatToParts(ms).map((p) => [p.type, Number(p.value)]));
  const weekday = new Date(Date.UTC(found.year, found.month - 1, found.day)).getUTCDay();
  return { ...found, weekday };
}

/** The moment at which clocks in the zone show this; in a gap, the moment right after it. */
export function moment(zone, year, month, day, hour = 0, minute = 0) {
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  let guess = wanted;
  for (let turn = 0; turn < 3; turn += 1) {
    const seen = parts(guess, zone);
    guess += wanted - Date.UTC(seen.year, seen.month - 1, seen.day, seen.hour, seen.minute);
  }
  return guess;
}

export const time = (ms, zone) => format(zone, { hour: 'numeric', minute: '2-digit' }).format(ms);
export const stamp = (ms, zone) =>
  format(zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' }).format(ms);
export const shortStamp = (ms, zone) =>
  format(zone, { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }).format(ms);

const QUARTER = 900000; // every zone's offset is a whole number of quarters of an hour
const days = new Map();

/** A day as a number that can be compared. */
export function dayNumber(ms, zone) {
  const key = `${zone}${Math.floor(ms / QUARTER)}`;
  if (!days.has(key)) {
    if (days.size > 5000) days.clear();
    const { year, month, day } = parts(ms, zone);
    days.set(key, Math.round(Date.UTC(year, month - 1, day) / 86400000));
  }
  return days.get(key);
}

function ordinal(day) {
  if (day % 100 > 10 && day % 100 < 14) return `${day}th`;
  return `${day}${['th', 'st', 'nd', 'rd'][day % 10] || 'th'}`;
}

function longDate(ms, zone, weekday) {
  const { day, year } = parts(ms, zone);
  const month = format(zone, { month: 'long' }).format(ms);
  const name = weekday ? `${format(zone, { weekday: 'long' }).format(ms)}, ` : '';
  return `${name}${month} ${ordinal(day)}, ${year}`;
}

const PRETTY = new Map([[0, 'today'], [-1, 'yesterday'], [1, 'tomorrow']]);

/** The divider between two days. */
export function dayName(ms, zone, now) {
  const near = PRETTY.get(dayNumber(ms, zone) - dayNumber(now, zone));
  return near ? near.charAt(0).toUpperCase() + near.slice(1) : longDate(ms, zone, true);
}

function ago(ms, now) {
  const minutes = Math.round((ms - now) / 60000);
  const spoken = new Intl.RelativeTimeFormat('en-US', { numeric: 'auto' });
  if (Math.abs(minutes) < 60) return spoken.format(minutes, 'minute');
  if (Math.abs(minutes) < 60 * 24) return spoken.format(Math.round(minutes / 60), 'hour');
  return spoken.format(Math.round(minutes / 60 / 24), 'day');
}

/** One of the tokens of `<!date^…>`, without its braces. */
function token(name, ms, zone, now) {
  const pretty = name.endsWith('_pretty');
  const near = pretty && PRETTY.get(dayNumber(ms, zone) - dayNumber(now, zone));
  if (near) return near;
  switch (name.replace(/_pretty$/, '')) {
    case 'date_num': {
      const { year, month, day } = parts(ms, zone);
      return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    }
    case 'date': return longDate(ms, zone, false);
    case 'date_short': return format(zone, { month: 'short', day: 'numeric', year: 'numeric' }).format(ms);
    case 'date_long': return longDate(ms, zone, true);
    case 'time': return time(ms, zone);
    case 'time_secs': return format(zone, { hour: 'numeric', minute: '2-digit', second: '2-digit' }).format(ms);
    case 'ago': return ago(ms, now);
    default: return null;
  }
}

/** The words of a date markup; null when it holds something nobody knows. */
export function dated(pattern, seconds, zone, now) {
  let known = true;
  const words = pattern.replace(/\{(\w+)\}/g, (_all, name) => {
    const found = token(name, seconds * 1000, zone, now);
    known = known && found !== null;
    return found ?? '';
  });
  return known ? words : null;
}

const two = (number) => String(number).padStart(2, '0');

/** For a date-and-time field: what it holds, in the zone. */
export function toField(seconds, zone) {
  const at = parts(seconds * 1000, zone);
  return `${at.year}-${two(at.month)}-${two(at.day)}T${two(at.hour)}:${two(at.minute)}`;
}

export function fromField(value, zone) {
  const found = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+)/.exec(value);
  return found ? Math.round(moment(zone, ...found.slice(1).map(Number)) / 1000) : null;
}

/** 09:00 on the next day that people work, Monday to Friday. */
export function nextWorkingDay(ms, zone) {
  const today = parts(ms, zone);
  for (let ahead = 1; ahead < 5; ahead += 1) {
    const day = new Date(Date.UTC(today.year, today.month - 1, today.day + ahead));
    if (day.getUTCDay() % 6 !== 0) {
      return moment(zone, day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate(), 9);
    }
  }
  return ms;
}
