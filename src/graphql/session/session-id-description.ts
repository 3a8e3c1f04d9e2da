/** The description of the argument `id` of the session queries. */
export const sessionIdDescription =
  'The sessionId of the address on which they landed. A trailing `#_=_` and the decoded form are accepted.';
