// The prefix of Valkey's errors, such as WRONGPASS.
const replyCode = /^[A-Z]{2,20}\b/;

/** The cause of a failed check, as a code. The text of an error may repeat an address with a password. */
export function failureCause(failure: unknown): string {
  const { cause, code, name, message } = failure as Partial<Record<keyof NodeJS.ErrnoException, unknown>>;
  if (name === 'TimeoutError') return 'no response in time';
  if (typeof code === 'string') return code;
  if (cause !== undefined) return failureCause(cause);
  return replyCode.exec(String(message))?.[0] ?? 'unknown error';
}
