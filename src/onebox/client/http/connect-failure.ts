const syscalls = new Set<unknown>(['connect', 'getaddrinfo']);
// An AggregateError of several addresses has no syscall, nor has a certificate that is not trusted.
const codes =
  /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|(?:UND_)?ERR_CONNECT_TIMEOUT|.*CERT.*)$/;

/** Whether there was no connection to Onebox on which a call could be sent: it is nobody's doing, and took no effect. */
export function isConnectFailure({ cause }: Error): boolean {
  if (typeof cause !== 'object' || cause === null) return false;
  const { code, syscall } = cause as { code?: unknown; syscall?: unknown };
  return syscalls.has(syscall) || codes.test(String(code));
}
