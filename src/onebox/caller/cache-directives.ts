/** The directives of a request's `Cache-Control` header, in lower case. */
export function cacheDirectives(cacheControl: string | undefined): string[] {
  return cacheControl === undefined
    ? []
    : cacheControl
        .toLowerCase()
        .split(',')
        .map((one) => one.trim());
}
