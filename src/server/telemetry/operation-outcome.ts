/** How an operation ended. `partial`: data and errors. `cancelled`: the client closed the connection before the end of the response. */
export const operationOutcomes = ['ok', 'partial', 'error', 'cancelled'] as const;

export type OperationOutcome = (typeof operationOutcomes)[number];

/** The status in the log and the metrics of a response whose client closed the connection. */
export const cancelledStatus = 499;
