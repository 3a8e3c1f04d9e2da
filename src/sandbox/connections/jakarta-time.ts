const offsetMs = 7 * 60 * 60 * 1000;

/** An instant as Onebox writes it, `YYYY-MM-DD HH:mm:ss`, by the clocks of Jakarta (UTC+7). */
export function jakartaTime(instant: Date): string {
  return new Date(instant.getTime() + offsetMs).toISOString().slice(0, 19).replace('T', ' ');
}
