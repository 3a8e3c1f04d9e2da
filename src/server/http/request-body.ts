/** The largest body of a request. */
export const maxRequestBodyBytes = 256 * 1024;
