import { type FastifyInstance } from 'fastify';

import { badRequest } from '../http/request-error';

// Sixteen digits or an exponent, outside quotes or where it looks so: 2^53 has sixteen.
const mayLoseDigits = /[:[,\s]-?(?:[\d.]{16}|[\d.]+e)/i;
const stringsAndNumbers = /"(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*/gi;
const wholeNumber = /^-?\d+$/;
const mostDigits = 15;

/**
 * The JSON, with each whole number that a JavaScript number cannot hold as the string of its digits: ids of Instagram are
 * that long. Throws a refusal where another number would be rounded. `json` must be valid.
 */
export function withExactNumbers(json: string): string {
  if (!mayLoseDigits.test(json)) return json;
  return json.replace(stringsAndNumbers, (token) => (token.startsWith('"') ? token : exactNumber(token)));
}

function exactNumber(text: string): string {
  if (wholeNumber.test(text)) return Number.isSafeInteger(Number(text)) ? text : `"${text}"`;
  if (/^[-\d.]+$/.test(text) && text.replace(/[-.]/g, '').length <= mostDigits) return text;
  throw badRequest(
    `The request has a number that would be rounded (an exponent, or a fraction of more than ${mostDigits} digits): send ids as strings.`,
  );
}

/** Reads the bodies of requests as JSON whose numbers keep their digits. */
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
      } catch (refusal) {
        done(refusal as Error);
      }
    });
  });
}
