import { OneboxError } from '../onebox-error';

/** The error of a call about a Twitter account: what Onebox passes on in such a call is not Facebook's, but Twitter's. */
export function asTwitters(error: unknown): unknown {
  if (!(error instanceof OneboxError) || error.onebox === undefined) return error;
  const { kind, onebox, retryAt } = error;
  const words = onebox.userMessage;
  if (kind === 'facebook-refused')
    return new OneboxError('forbidden', `Twitter refused: ${words}`, { onebox });
  const isOfFacebook = kind === 'too-many-requests' && error.message.startsWith('Facebook');
  return isOfFacebook
    ? new OneboxError(kind, `Twitter is getting too many requests: try again later. It says: ${words}`, {
        onebox,
        retryAt,
      })
    : error;
}
