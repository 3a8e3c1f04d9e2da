/** An error envelope of Onebox, with `rest` in every field that is not for people. */
export function errorEnvelope(errorCode: unknown, userMessage: unknown, rest: unknown = null): object {
  return {
    _meta: { status: 'ERROR', count: 1 },
    records: { errorCode, userMessage, devMessage: rest, more: rest, applicationCode: rest },
  };
}
