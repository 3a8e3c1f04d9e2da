import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { CombinedError } from '@urql/core';
import { GraphQLError } from 'graphql';
import { OneboxGatewayError } from 'onebox-gateway-client';

const reported = {
  message: 'The Onebox quota is exhausted.',
  path: ['instagramSession'],
  extensions: {
    code: 'RATE_LIMITED',
    reason: 'QUOTA_EXHAUSTED',
    retryable: true,
    retryAt: '2030-01-01T00:00:00.000Z',
    onebox: { errorCode: 401, userMessage: 'Over quota' },
    omitted: 3,
    requestId: 'a-request',
  },
};
const body = { data: null, errors: [reported] };
const response = new Response(JSON.stringify(body), { status: 429 });

/** As graphql-request 7 throws it, with what must not be kept. */
const clientError = Object.assign(new Error('…'), {
  response: { ...body, status: 429 },
  request: { query: '…', variables: { password: 'secret' } },
});

describe('OneboxGatewayError.from', () => {
  const sources = {
    'an error of a response': reported,
    'a body': body,
    'a list of errors': body.errors,
    'a GraphQLError': new GraphQLError(reported.message, reported),
    "Apollo Client's CombinedGraphQLErrors": new CombinedGraphQLErrors(body),
    "Apollo Client's ServerError": new ServerError('429', { response, bodyText: JSON.stringify(body) }),
    "urql's CombinedError": new CombinedError({ graphQLErrors: [reported], response }),
    "graphql-request's ClientError": clientError,
    itself: new OneboxGatewayError(reported),
    "urql's CombinedError around itself": new CombinedError({
      networkError: new OneboxGatewayError(reported),
    }),
  };
  for (const [name, source] of Object.entries(sources)) {
    it(`reads ${name}`, () => {
      const error = OneboxGatewayError.from(source);
      assert.ok(error instanceof OneboxGatewayError);
      assert.equal(error.message, reported.message);
      assert.deepEqual(
        [error.code, error.reason, error.retryable, error.requestId, error.omitted],
        ['RATE_LIMITED', 'QUOTA_EXHAUSTED', true, 'a-request', 3],
      );
      assert.deepEqual(error.path, ['instagramSession']);
      assert.deepEqual(error.retryAt, new Date('2030-01-01T00:00:00.000Z'));
      assert.deepEqual(error.onebox, { errorCode: 401, userMessage: 'Over quota' });
    });
  }

  it('keeps no variables of a request', () => {
    assert.ok(!JSON.stringify(OneboxGatewayError.from(clientError)).includes('secret'));
    assert.equal(OneboxGatewayError.from(clientError).cause, undefined);
  });

  it('gives every error, the first one first', () => {
    const errors = [reported, { message: 'b', extensions: { code: 'NOT_FOUND' } }];
    const all = OneboxGatewayError.allFrom(new CombinedGraphQLErrors({ errors }));
    assert.deepEqual(
      all.map(({ code }) => code),
      ['RATE_LIMITED', 'NOT_FOUND'],
    );
  });

  it('takes a code or a reason that it does not know for none', () => {
    const { code, reason, retryAt } = OneboxGatewayError.from({
      message: 'a',
      extensions: { code: 'NEW_CODE', reason: 'NEW_REASON', retryAt: 'soon' },
    });
    assert.deepEqual([code, reason, retryAt], ['UNKNOWN', undefined, undefined]);
  });

  const failures = [
    ['fetch of Node.js', new TypeError('fetch failed'), 'NETWORK_ERROR', true],
    ['fetch of Chromium', new TypeError('Failed to fetch'), 'NETWORK_ERROR', true],
    ['fetch of Safari', new TypeError('Load failed'), 'NETWORK_ERROR', true],
    ['urql', new CombinedError({ networkError: new TypeError('Failed to fetch') }), 'NETWORK_ERROR', true],
    ['a mistake', new TypeError("Cannot read properties of undefined (reading 'a')"), 'UNKNOWN', false],
    [
      'a proxy',
      new ServerError('502', { response: new Response('', { status: 502 }), bodyText: '<html>' }),
      'UNKNOWN',
      true,
    ],
    ['a page', new ServerError('200', { response: new Response(''), bodyText: '<html>' }), 'UNKNOWN', false],
    ['nothing', undefined, 'UNKNOWN', false],
  ];
  for (const [name, source, code, retryable] of failures) {
    it(`says ${code} of ${name}`, () => {
      const error = OneboxGatewayError.from(source);
      assert.deepEqual([error.code, error.retryable], [code, retryable]);
      assert.notEqual(error.message, '');
    });
  }
});
