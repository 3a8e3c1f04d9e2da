import { type GatewayError } from '../gateway-client.js';
import { texts, timeOf } from '../texts/texts.js';
import { make } from './elements.js';

/** What a person reads of an error, and below it what a developer needs. */
export function errorContent({ details }: GatewayError): (Node | string)[] {
  if (details === undefined) return [texts.unreachable];
  const { code, reason, retryAt, onebox, requestId } = details;
  const sentences = [
    reason === undefined ? texts.codes[code] : texts.reasons[reason],
    // What Facebook or Onebox says itself is all that there is to know of a refusal.
    ...(code === 'FORBIDDEN' && onebox !== undefined ? [texts.oneboxSays(onebox.userMessage)] : []),
    ...(retryAt === undefined ? [] : [texts.retryAt(timeOf(retryAt))]),
  ];
  const technical = [code, reason, texts.request(requestId)].filter((part) => part !== undefined);
  return [sentences.join(' '), make('small', {}, technical.join(' · '))];
}
