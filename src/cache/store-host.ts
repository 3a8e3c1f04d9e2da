/** The host and port of a store, for logs: the rest of its address may hold a password. */
export function storeHost(url: string): string {
  return new URL(url).host;
}
