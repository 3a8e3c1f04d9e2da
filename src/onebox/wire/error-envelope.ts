import { at, optional, record } from './table';
import { code, text } from './values';

/** The body in which Onebox says that it does not do what it was asked. */
export const errorEnvelope = record({
  records: at(
    'records',
    record({
      errorCode: at('errorCode', code, optional),
      userMessage: at('userMessage', text, optional),
    }),
  ),
});
