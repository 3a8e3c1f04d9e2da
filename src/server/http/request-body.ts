/** The maximum size of a request body, in bytes. */
export const maxRequestBodyBytes = 256 * 1024;
