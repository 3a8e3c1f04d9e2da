const syscalls = new Set<unknown>(['connect', 'getaddrinfo']);
// An AggregateError of several addresses has no syscall. An untrusted certificate has none either.
const codes =
  /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|(?:UND_)?ERR_CONNECT_TIMEOUT|.*CERT.*)$/;

/** Whether the connection to Onebox failed, so that no call was sent. No caller caused it, and nothing took effect. */
export function isConnectFailure({ cause }: Error): boolean {
  if (typeof cause !== 'object' || cause === null) return false;
  const { code, syscall } = cause as { code?: unknown; syscall?: unknown };
  return syscalls.has(syscall) || codes.test(String(code));
}
