// Formats numbers and times.

const whole = new Intl.NumberFormat('en');
const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23' });

export const number = value => whole.format(value);

export const clock = millis => time.format(millis);

/** A measured duration, in a unit that keeps it short. */
export function duration(millis) {
  if (millis < 9.95) return `${millis.toFixed(1)} ms`;
  if (millis < 1000) return `${Math.round(millis)} ms`;
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

/** Shortens a long id in the middle. */
export const short = id => (id.length > 14 ? `${id.slice(0, 8)}…${id.slice(-3)}` : id);
