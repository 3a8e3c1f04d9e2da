/**
 * How an operation ended: `partial` is a response with data and errors, `cancelled` one whose client closed the connection
 * before it had all of it.
 */
export const operationOutcomes = ['ok', 'partial', 'error', 'cancelled'] as const;

export type OperationOutcome = (typeof operationOutcomes)[number];

/** In the log and the metrics, for a response that its client did not wait for: no status was received. */
export const cancelledStatus = 499;
