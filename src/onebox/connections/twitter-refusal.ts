import { OneboxError } from '../onebox-error';

/** Corrects the error of a call about a Twitter account: the text that Onebox passes on comes from Twitter, not from Facebook. */
export function asTwitterError(error: unknown): unknown {
  if (!(error instanceof OneboxError) || error.onebox === undefined) return error;
  const { kind, onebox, retryAt } = error;
  const words = onebox.userMessage;
  if (kind === 'facebook-refused')
    return new OneboxError('forbidden', `Twitter refused: ${words}`, { onebox });
  const isFacebookLimit = kind === 'too-many-requests' && error.message.startsWith('Facebook');
  return isFacebookLimit
    ? new OneboxError(kind, `Twitter is getting too many requests: try again later. It says: ${words}`, {
        onebox,
        retryAt,
      })
    : error;
}
