const offsetMs = 7 * 60 * 60 * 1000;

/** Formats an instant as Onebox does: `YYYY-MM-DD HH:mm:ss` in the time of Jakarta (UTC+7). */
export function jakartaTime(instant: Date): string {
  return new Date(instant.getTime() + offsetMs).toISOString().slice(0, 19).replace('T', ' ');
}
