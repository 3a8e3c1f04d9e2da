/** The error envelope of Onebox. `rest` replaces fields that are null by default. */
export function errorEnvelope(
  errorCode: number | string,
  userMessage: string,
  rest: { devMessage?: string; more?: string; applicationCode?: string } = {},
): object {
  return {
    _meta: { status: 'ERROR', count: 1 },
    records: { errorCode, userMessage, devMessage: null, more: null, applicationCode: null, ...rest },
  };
}

/** The documented response to a wrong e-mail, password or site. Its errorCode is a string. */
export function signInRefused(siteId: string): object {
  const userMessage = `you are not authorized to log into this site ${siteId}`.trimEnd();
  return errorEnvelope('401', userMessage, { devMessage: '', more: '', applicationCode: '' });
}

/** The documented response to an expired token. */
export const expiredToken = errorEnvelope(401, 'Expired token');

/** The documented response to a caller over the quota. It has the errorCode of an expired token. */
export const overQuota = errorEnvelope(401, 'time limit reached please try again tomorrow at 18:00 - 06:00', {
  devMessage: '',
  applicationCode: '',
});

/** A documented error of Facebook: the person lacks a permission. */
export const facebookRefused = {
  error:
    '(#200) User does not have sufficient administrative permission for this action on this page. If the page business requires Two Factor Authentication, the user also needs to enable Two Factor Authentication.',
};

/** The error of Twitter for a rejected token. Not documented. */
export const twitterRefused = { error: 'Could not authenticate you with Twitter: the token is invalid.' };

/** A documented error of Facebook: the object does not support the operation. */
export function facebookUnsupported(objectId = '1429967973729263'): object {
  return {
    error: `Unsupported post request. Object with ID '${objectId}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
  };
}
