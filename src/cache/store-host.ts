/** The host and port of a store, for logs. The rest of its address may contain a password. */
export function storeHost(url: string): string {
  return new URL(url).host;
}
