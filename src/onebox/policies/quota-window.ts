const window = /\b([01]?\d|2[0-3])[:.]([0-5]\d)\s*[-\u2010-\u2015\u2212~]\s*(?:[01]?\d|2[0-3])[:.][0-5]\d\b/;
const dayMs = 24 * 60 * 60 * 1000;

/** Whether a message says that the quota is exhausted. Its errorCode is that of an expired token. */
export function isQuotaMessage(userMessage: string): boolean {
  return /time\s+limit|limit\s+reached|quota/i.test(userMessage);
}

/**
 * The opening time of the window that a quota message names, on the wall clock at `utcOffset` (`+07:00`). `… tomorrow at 18:00 -
 * 06:00` is 18:00 of tomorrow. Without `tomorrow` it is the next 18:00. Undefined where the message names no window.
 */
export function quotaWindowOpensAt(userMessage: string, now: Date, utcOffset: string): Date | undefined {
  const [, hour, minute] = window.exec(userMessage) ?? [];
  if (hour === undefined || minute === undefined) return undefined;
  const dayAt = (instant: Date): Date =>
    new Date(`${localDate(instant, utcOffset)}T${hour.padStart(2, '0')}:${minute}:00${utcOffset}`);
  const today = dayAt(now);
  return /\btomorrow\b/i.test(userMessage) || today <= now ? new Date(today.getTime() + dayMs) : today;
}

function localDate(instant: Date, utcOffset: string): string {
  const offsetMs = Date.parse('1970-01-01T00:00:00Z') - Date.parse(`1970-01-01T00:00:00${utcOffset}`);
  return new Date(instant.getTime() + offsetMs).toISOString().slice(0, 10);
}
