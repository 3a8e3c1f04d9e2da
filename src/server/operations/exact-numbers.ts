import { type FastifyInstance } from 'fastify';

import { badRequest } from '../http/request-error';

// Finds 16 digits (2^53 has 16) or an exponent. Also matches within strings.
const mayLoseDigits = /[:[,\s]-?(?:[\d.]{16}|[\d.]+e)/i;
const stringsAndNumbers = /"(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*/gi;
const wholeNumber = /^-?\d+$/;
const maxDigits = 15;

/**
 * Turns each integer beyond the safe range of JavaScript into a string, since ids of Instagram are that long. Throws a request error where
 * another number would be rounded. `json` must be valid.
 */
export function withExactNumbers(json: string): string {
  if (!mayLoseDigits.test(json)) return json;
  return json.replace(stringsAndNumbers, (token) => (token.startsWith('"') ? token : exactNumber(token)));
}

function exactNumber(text: string): string {
  if (wholeNumber.test(text)) return Number.isSafeInteger(Number(text)) ? text : `"${text}"`;
  if (/^[-\d.]+$/.test(text) && text.replace(/[-.]/g, '').length <= maxDigits) return text;
  throw badRequest(
    `The request has a number that would be rounded (an exponent, or a fraction of more than ${maxDigits} digits): send ids as strings.`,
  );
}

/** Parses request bodies as JSON, with {@link withExactNumbers}. */
export function parseJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    void parse(request, body, (error, value) => {
      if (error !== null || !mayLoseDigits.test(body)) {
        done(error, value);
        return;
      }
      try {
        void parse(request, withExactNumbers(body), done);
      } catch (requestError) {
        done(requestError as Error);
      }
    });
  });
}
