import { type FastifyInstance } from 'fastify';

import { TimeSlices } from '../../onebox/bodies/time-slices';
import { badRequest } from '../http/request-error';

// Finds 16 digits (2^53 has 16) or an exponent. Also matches within strings.
const mayLoseDigits = /[:[,\s]-?(?:[\d.]{16}|[\d.]+e)/i;
const stringsAndNumbers = /"(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*/gi;
const wholeNumber = /^-?\d+$/;
const maxDigits = 15;
// Deeper than the requests of clients with few variables.
const plainDepth = 6;
// A shorter body is parsed and checked in a millisecond or two.
const longBodyLength = 16 * 1024;

/**
 * Turns each integer beyond the safe range of JavaScript into a string, since ids of Instagram are that long. Throws a request error where
 * another number would be rounded. `json` must be valid.
 */
export function withLosslessNumbers(json: string): string {
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

/** Whether a parsed value has a number, or too many levels to tell. Most requests have none, and need not be searched. */
function mayHaveNumber(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return typeof value === 'number';
  return levels === 0 || Object.values(value).some((one) => mayHaveNumber(one, levels - 1));
}

/** Parses the body of a request. Calls back with an error that has an HTTP status, or with the value. */
export type ParseBody = (body: string, done: (error: Error | null, value?: unknown) => void) => void;

/**
 * Parses request bodies as JSON, with {@link withLosslessNumbers}. Long bodies take turns, since many may arrive at once. Returns the
 * parser, which does not depend on the request.
 */
export function parseJsonBodies(app: FastifyInstance): ParseBody {
  const fastifyParser = app.getDefaultJsonParser('error', 'error');
  const parseJson: ParseBody = (body, done) => void fastifyParser(undefined as never, body, done);
  const parseExactly: ParseBody = (body, done) => {
    parseJson(body, (error, value) => {
      if (error !== null || !mayHaveNumber(value, plainDepth) || !mayLoseDigits.test(body)) {
        done(error, value);
        return;
      }
      try {
        parseJson(withLosslessNumbers(body), done);
      } catch (requestError) {
        done(requestError as Error);
      }
    });
  };
  const turns = new TimeSlices().begin();
  const parse: ParseBody = (body, done) => {
    if (body.length > longBodyLength && turns.isOver()) {
      void turns.next().then(() => {
        parseExactly(body, done);
      });
    } else parseExactly(body, done);
  };
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (_request, body, done) => {
    parse(body, done);
  });
  return parse;
}
