/** Of the argument by which a session is asked for. */
export const sessionIdDescription =
  'The sessionId of the address on which they landed. A trailing `#_=_` and the decoded form are accepted.';
