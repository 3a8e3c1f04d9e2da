/** How long a check waits for a response. */
export const checkTimeoutMs = 3000;
