/** The description of the argument `id` of the session queries. */
export const sessionIdDescription =
  'The sessionId in the address of the session page. A trailing `#_=_` and the decoded form are accepted.';
