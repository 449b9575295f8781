// Formats numbers and times.

const whole = new Intl.NumberFormat('en');
const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

export const number = value => whole.format(value);

/** The time of day, with the date for another day than today. */
export const clock = (millis, now) => (new Date(millis).toDateString() === new Date(now).toDateString() ? time : date).format(millis);

/** A measured duration, in a unit that keeps it short. */
export function duration(millis) {
  if (millis < 0.05) return '< 0.1 ms';
  if (millis < 9.95) return `${millis.toFixed(1)} ms`;
  if (millis < 999.5) return `${Math.round(millis)} ms`;
  if (millis < 9950) return `${(millis / 1000).toFixed(1)} s`;
  return age(millis);
}

/** How long something has lasted, in whole units. */
export function age(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

export const plural = (count, one, many) => `${number(count)} ${count === 1 ? one : many}`;

/** Clients choose the ids: a character that is invisible or reorders the text around it is shown as its code, as in the log. */
export const visible = text => text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, character =>
  character.split('').map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''));

/** Shortens a long id in the middle, between characters. */
export function short(id) {
  const characters = [...visible(id)];
  return characters.length > 14 ? `${characters.slice(0, 8).join('')}…${characters.slice(-3).join('')}` : characters.join('');
}

/** The beginning of a long sentence, which may quote a thousand items. */
export function brief(text) {
  const characters = [...visible(text)];
  return characters.length > 240 ? `${characters.slice(0, 240).join('')}…` : characters.join('');
}
