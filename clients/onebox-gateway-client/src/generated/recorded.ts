/* eslint-disable */

// Recorded from the gateway in front of the sandbox: `node scripts/client/record-responses.mjs`. "in 30 s" stands for a time from now on.

import { type RecordedError } from '../recorded-error.js';

export const recordedOperations: Readonly<
  Record<
    | 'Authenticate'
    | 'InstagramAuthUrl'
    | 'FacebookAuthUrl'
    | 'TwitterAuthUrl'
    | 'InstagramSession'
    | 'ConnectInstagramAccount'
    | 'SessionConnections'
    | 'ConnectFacebookPage'
    | 'FacebookSession'
    | 'ConnectTwitterAccount'
    | 'TwitterSession'
    | 'ConnectedAccounts'
    | 'ConnectedAccount'
    | 'RenameConnectedAccount'
    | 'ErrorCatalog',
    object
  >
> = {
  Authenticate: {
    authenticate: {
      token: 'token.of.the-sandbox',
      expiresAt: 'in 900 s',
      siteId: '169',
      __typename: 'AccessToken',
    },
  },
  InstagramAuthUrl: {
    instagramAuthUrl:
      'https://onebox.example/instagraph/auth?redirectUrl=https://mysite.onebox.co.id/instagraph/session',
  },
  FacebookAuthUrl: {
    facebookAuthUrl:
      'https://onebox.example/facebook/auth?redirectUrl=https://mysite.onebox.co.id/facebook/session',
  },
  TwitterAuthUrl: {
    twitterAuthUrl:
      'https://onebox.example/twitter/auth?redirectUrl=https://mysite.onebox.co.id/twitter/session',
  },
  InstagramSession: {
    instagramSession: {
      id: 'SnBGbjZEZitqdGMyVFo5ci9CNlRPUktwZ2VuT1IyMFM0b0FhOUFhQ3h2bz06RUEwZExsQ1pmOGcwbzRkU2tvdzVTQT09',
      profile: {
        id: '90071992547409931',
        name: 'Sari Wulandari',
        __typename: 'FacebookProfile',
      },
      pages: [
        {
          id: '90071992547410117',
          name: 'Toko Bunga',
          instagramBusinessAccount: null,
          instagramAccounts: [],
          __typename: 'Page',
        },
        {
          id: '90071992547410329',
          name: 'Kopi & Roti "Pagi"',
          instagramBusinessAccount: {
            id: '17841400000000027',
            username: 'kopi.roti.pagi',
            name: 'Kopi & Roti "Pagi"',
            __typename: 'InstagramBusinessAccount',
          },
          instagramAccounts: [
            {
              id: '90071992547410541',
              username: 'kopi.roti.pagi',
              name: 'Kopi & Roti "Pagi"',
              hasProfilePicture: true,
              profilePictureUrl: 'https://instagram.example.com/kopi.roti.pagi.jpg?oe=7A432B80',
              profilePictureExpiresAt: '2035-01-01T00:00:00.000Z',
              __typename: 'InstagramAccount',
            },
            {
              id: '90071992547410753',
              username: 'kopi.malam',
              name: null,
              hasProfilePicture: true,
              profilePictureUrl: 'https://instagram.example.com/kopi.malam.jpg?oe=7A432B80',
              profilePictureExpiresAt: '2035-01-01T00:00:00.000Z',
              __typename: 'InstagramAccount',
            },
          ],
          __typename: 'Page',
        },
        {
          id: '90071992547410965',
          name: 'Batik Lestari',
          instagramBusinessAccount: null,
          instagramAccounts: [
            {
              id: '90071992547411177',
              username: 'batik_lestari',
              name: null,
              hasProfilePicture: false,
              profilePictureUrl: 'https://instagram.example.com/batik_lestari.jpg?oe=7A432B80',
              profilePictureExpiresAt: '2035-01-01T00:00:00.000Z',
              __typename: 'InstagramAccount',
            },
          ],
          __typename: 'Page',
        },
      ],
      __typename: 'InstagramSession',
    },
  },
  ConnectInstagramAccount: {
    connectInstagramAccount: {
      id: '646',
      siteId: '169',
      name: 'Kopi & Roti "Pagi"',
      pageId: '90071992547410329',
      instagramAccountId: '90071992547410541',
      isEnabled: true,
      hasError: false,
      createdAt: '2026-01-05T03:04:05.000Z',
      updatedAt: '2026-01-05T03:04:05.000Z',
      __typename: 'ConnectedInstagramAccount',
    },
  },
  SessionConnections: {
    instagramSession: {
      pages: [
        {
          id: '90071992547410117',
          instagramBusinessAccount: null,
          instagramAccounts: [],
          __typename: 'Page',
        },
        {
          id: '90071992547410329',
          instagramBusinessAccount: {
            id: '17841400000000027',
            connection: null,
            __typename: 'InstagramBusinessAccount',
          },
          instagramAccounts: [
            {
              id: '90071992547410541',
              connection: {
                id: '646',
                isEnabled: true,
                __typename: 'ConnectedInstagramAccount',
              },
              __typename: 'InstagramAccount',
            },
            {
              id: '90071992547410753',
              connection: null,
              __typename: 'InstagramAccount',
            },
          ],
          __typename: 'Page',
        },
        {
          id: '90071992547410965',
          instagramBusinessAccount: null,
          instagramAccounts: [
            {
              id: '90071992547411177',
              connection: null,
              __typename: 'InstagramAccount',
            },
          ],
          __typename: 'Page',
        },
      ],
      __typename: 'InstagramSession',
    },
  },
  ConnectFacebookPage: {
    connectFacebookPage: {
      __typename: 'ConnectedFacebookPage',
      id: '102',
      siteId: '169',
      channel: 'FACEBOOK',
      name: 'Toko Bunga',
      isEnabled: true,
      hasError: false,
      createdAt: '2026-01-05T03:04:05.000Z',
      updatedAt: '2026-01-05T03:04:05.000Z',
      pageId: '90071992547410117',
    },
  },
  FacebookSession: {
    facebookSession: {
      id: 'ekZ3aGNZaHhYVFlCcjNaZFpnOVNxekszSzB5MjQ4cVF3OVphcWVabmRkQT06U3dTamowTk9HZ1VGeWJLbkxvWDdTQT09',
      profile: {
        id: '90071992547409931',
        name: 'Sari Wulandari',
        __typename: 'FacebookProfile',
      },
      pages: [
        {
          id: '90071992547410117',
          name: 'Toko Bunga',
          category: 'Local business',
          tasks: ['ANALYZE', 'ADVERTISE', 'MODERATE', 'CREATE_CONTENT', 'MANAGE'],
          connection: {
            id: '102',
            isEnabled: true,
            __typename: 'ConnectedFacebookPage',
          },
          __typename: 'FacebookPage',
        },
        {
          id: '90071992547410329',
          name: 'Kopi & Roti "Pagi"',
          category: 'Local business',
          tasks: ['ANALYZE', 'ADVERTISE', 'MODERATE', 'CREATE_CONTENT', 'MANAGE'],
          connection: null,
          __typename: 'FacebookPage',
        },
        {
          id: '90071992547410965',
          name: 'Batik Lestari',
          category: 'Local business',
          tasks: ['ANALYZE', 'ADVERTISE', 'MODERATE', 'CREATE_CONTENT', 'MANAGE'],
          connection: null,
          __typename: 'FacebookPage',
        },
      ],
      __typename: 'FacebookSession',
    },
  },
  ConnectTwitterAccount: {
    connectTwitterAccount: {
      __typename: 'ConnectedTwitterAccount',
      id: '647',
      siteId: '169',
      channel: 'TWITTER',
      name: 'TokoBungaSari',
      isEnabled: true,
      hasError: false,
      createdAt: '2026-01-05T03:04:05.000Z',
      updatedAt: '2026-01-05T03:04:05.000Z',
      screenName: 'TokoBungaSari',
      twitterUserId: '1290561158944968777',
    },
  },
  TwitterSession: {
    twitterSession: {
      id: 'WDV2VXlWRVlvNTBlQUhhUWp3SWd0c3NZeDRkT1hPTDk4U3pmVEh5emxpST06K3l0RUt4ZlI3SzhTTTFBaEFVdHZnZz09',
      profile: {
        id: '1290561158944968777',
        screenName: 'TokoBungaSari',
        __typename: 'TwitterProfile',
      },
      connection: {
        id: '647',
        isEnabled: true,
        __typename: 'ConnectedTwitterAccount',
      },
      __typename: 'TwitterSession',
    },
  },
  ConnectedAccounts: {
    connectedAccounts: {
      items: [
        {
          __typename: 'OtherConnectedAccount',
          id: '101',
          siteId: '169',
          channel: 'WHATSAPP',
          name: 'Customer care',
          isEnabled: true,
          hasError: false,
          createdAt: '2026-01-05T03:04:05.000Z',
          updatedAt: '2026-01-05T03:04:05.000Z',
        },
        {
          __typename: 'ConnectedFacebookPage',
          id: '102',
          siteId: '169',
          channel: 'FACEBOOK',
          name: 'Toko Bunga',
          isEnabled: true,
          hasError: false,
          createdAt: '2026-01-05T03:04:05.000Z',
          updatedAt: '2026-01-05T03:04:05.000Z',
          pageId: '90071992547410117',
        },
        {
          __typename: 'OtherConnectedAccount',
          id: '103',
          siteId: '169',
          channel: 'EMAIL',
          name: 'halo@tokobunga.example',
          isEnabled: false,
          hasError: false,
          createdAt: '2026-01-05T03:04:05.000Z',
          updatedAt: '2026-01-05T03:04:05.000Z',
        },
        {
          __typename: 'ConnectedInstagramAccount',
          id: '646',
          siteId: '169',
          channel: 'INSTAGRAM',
          name: 'Kopi & Roti "Pagi"',
          isEnabled: true,
          hasError: false,
          createdAt: '2026-01-05T03:04:05.000Z',
          updatedAt: '2026-01-05T03:04:05.000Z',
          pageId: '90071992547410329',
          instagramAccountId: '90071992547410541',
        },
        {
          __typename: 'ConnectedTwitterAccount',
          id: '647',
          siteId: '169',
          channel: 'TWITTER',
          name: 'TokoBungaSari',
          isEnabled: true,
          hasError: false,
          createdAt: '2026-01-05T03:04:05.000Z',
          updatedAt: '2026-01-05T03:04:05.000Z',
          screenName: 'TokoBungaSari',
          twitterUserId: '1290561158944968777',
        },
      ],
      totalCount: 5,
      endCursor: null,
      __typename: 'ConnectedAccountPage',
    },
  },
  ConnectedAccount: {
    connectedAccount: {
      __typename: 'ConnectedInstagramAccount',
      id: '646',
      siteId: '169',
      channel: 'INSTAGRAM',
      name: 'Kopi & Roti "Pagi"',
      isEnabled: true,
      hasError: false,
      createdAt: '2026-01-05T03:04:05.000Z',
      updatedAt: '2026-01-05T03:04:05.000Z',
      pageId: '90071992547410329',
      instagramAccountId: '90071992547410541',
    },
  },
  RenameConnectedAccount: {
    renameConnectedAccount: {
      __typename: 'ConnectedInstagramAccount',
      id: '646',
      channel: 'INSTAGRAM',
      name: 'Kopi',
      updatedAt: '2026-01-05T03:04:05.000Z',
    },
  },
  ErrorCatalog: {
    errorCatalog: [
      {
        code: 'UNAUTHENTICATED',
        reason: 'TOKEN_MISSING',
        retryable: false,
        description:
          'The operation needs a bearer token, and there is no Authorization header. Send `Authorization: Bearer <token>`.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'UNAUTHENTICATED',
        reason: 'TOKEN_MALFORMED',
        retryable: false,
        description:
          'The Authorization header is not `Bearer <token>`. Send the token of authenticate, unchanged.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'UNAUTHENTICATED',
        reason: 'TOKEN_EXPIRED',
        retryable: false,
        description: 'The bearer token has expired. Call authenticate again.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'UNAUTHENTICATED',
        reason: 'TOKEN_REJECTED',
        retryable: false,
        description: 'Onebox does not accept the bearer token. Call authenticate again.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'UNAUTHENTICATED',
        reason: 'CREDENTIALS_REFUSED',
        retryable: false,
        description: 'Onebox does not accept the e-mail, password and site. Ask the person for them again.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'FORBIDDEN',
        reason: 'NOT_ALLOWED',
        retryable: false,
        description:
          'Onebox does not allow this for this user. Ask an administrator of the site. Another sign-in does not help.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'RATE_LIMITED',
        reason: 'QUOTA_EXHAUSTED',
        retryable: true,
        description: 'The Onebox quota is exhausted. Retry at retryAt. Another sign-in does not help.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'RATE_LIMITED',
        reason: 'TOO_MANY_REQUESTS',
        retryable: true,
        description:
          'There were too many calls in a short time. Retry at retryAt, or in a moment where there is none.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'BAD_USER_INPUT',
        reason: 'SESSION_ID_MALFORMED',
        retryable: false,
        description:
          'The id is not a session id. Send the value of `sessionId` from the address of the sign-in page.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'NOT_FOUND',
        reason: 'SESSION_NOT_FOUND',
        retryable: false,
        description: 'Onebox does not know the session. Let the person sign in again at the auth URL.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'NOT_FOUND',
        reason: 'PAGE_NOT_FOUND',
        retryable: false,
        description: 'The session has no such Page. Read the session again.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'FORBIDDEN',
        reason: 'PAGE_NOT_MANAGED',
        retryable: false,
        description:
          'The person may not manage the Page, so nothing can be connected through it. Choose another Page, or let its administrator sign in.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'NOT_FOUND',
        reason: 'INSTAGRAM_ACCOUNT_NOT_FOUND',
        retryable: false,
        description: 'The session has no such Instagram account. Read the session again.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'NOT_FOUND',
        reason: 'CONNECTED_ACCOUNT_NOT_FOUND',
        retryable: false,
        description: 'The site has no such connected account. Read connectedAccounts again.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'BAD_USER_INPUT',
        reason: 'SITE_MALFORMED',
        retryable: false,
        description:
          'The site is not one DNS label, or the siteId is not a whole number. Correct the argument.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'FORBIDDEN',
        reason: 'FACEBOOK_REFUSED',
        retryable: false,
        description: 'Facebook refused the request. Show onebox.userMessage to the person.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'ONEBOX_TIMEOUT',
        reason: 'UPSTREAM_TIMEOUT',
        retryable: true,
        description:
          'Onebox did not respond within the deadline. Retry in a moment. After a change, read first whether it took effect.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'ONEBOX_UNAVAILABLE',
        reason: 'UPSTREAM_UNREACHABLE',
        retryable: true,
        description:
          'The connection to Onebox failed or broke. Retry in a moment. After a change, read first whether it took effect.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'ONEBOX_UNAVAILABLE',
        reason: 'UPSTREAM_FAILED',
        retryable: true,
        description: 'Onebox returned a server error. Retry in a moment.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'ONEBOX_BAD_RESPONSE',
        reason: 'UPSTREAM_CONTRACT_BROKEN',
        retryable: false,
        description: 'The response of Onebox does not match its documentation. Report it with the requestId.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'ONEBOX_UNAVAILABLE',
        reason: 'CIRCUIT_OPEN',
        retryable: true,
        description:
          'Onebox failed so often that the circuit breaker is open. No call is made until retryAt. Retry at retryAt.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'OVERLOADED',
        reason: 'UPSTREAM_CALL_LIMIT',
        retryable: false,
        description:
          'The operation needs more calls to Onebox than one operation may make. Request less. Do not retry unchanged.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'OVERLOADED',
        reason: 'RESPONSE_TOO_LARGE',
        retryable: false,
        description:
          'The response would be larger than one response may be. Request less. Do not retry unchanged.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'OVERLOADED',
        reason: null,
        retryable: true,
        description: 'The gateway is at one of its limits. Retry at retryAt. Without retryAt, request less.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'BAD_USER_INPUT',
        reason: null,
        retryable: false,
        description: 'The operation or one of its arguments is wrong. Correct it. Do not retry unchanged.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'NOT_FOUND',
        reason: null,
        retryable: false,
        description:
          'The object, or the address of the request, does not exist. Correct the id or the address.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'INTERNAL_SERVER_ERROR',
        reason: null,
        retryable: false,
        description: 'The gateway failed. Report it with the requestId.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'PERSISTED_QUERY_NOT_SUPPORTED',
        reason: null,
        retryable: false,
        description:
          'The gateway does not store operations by hash. Send the text, and do not send the hash alone again.',
        __typename: 'ErrorDescription',
      },
      {
        code: 'PERSISTED_QUERY_NOT_FOUND',
        reason: null,
        retryable: false,
        description: 'No operation has this hash. Send the text together with the hash.',
        __typename: 'ErrorDescription',
      },
    ],
  },
};

export const recordedPartials: Readonly<
  Record<'InstagramSession' | 'FacebookSession' | 'SessionConnections', object>
> = {
  InstagramSession: {
    errors: [
      {
        message:
          'Onebox sent a response that cannot be used: accounts[1].id does not match its documentation. Do not retry. Report it with the requestId.',
        locations: [
          {
            line: 1,
            column: 88,
          },
        ],
        path: ['instagramSession', 'pages'],
        extensions: {
          code: 'ONEBOX_BAD_RESPONSE',
          reason: 'UPSTREAM_CONTRACT_BROKEN',
          retryable: false,
          requestId: 'recorded-partial',
        },
      },
    ],
    data: {
      instagramSession: {
        id: 'R2QrdTB6V3FOTnlac1VEaVNXbUt0eUVBaThmWHdXN3RSK0QyQW55bzhpZz06RzUzc1RHZkhhWkwvNlBxbFJ6Nk9udz09',
        profile: {
          id: '90071992547409931',
          name: 'Sari Wulandari',
          __typename: 'FacebookProfile',
        },
        pages: [
          {
            id: '90071992547410117',
            name: 'Toko Bunga',
            instagramBusinessAccount: null,
            instagramAccounts: [],
            __typename: 'Page',
          },
          {
            id: '90071992547410965',
            name: 'Batik Lestari',
            instagramBusinessAccount: null,
            instagramAccounts: [
              {
                id: '90071992547411177',
                username: 'batik_lestari',
                name: null,
                hasProfilePicture: false,
                profilePictureUrl: 'https://instagram.example.com/batik_lestari.jpg?oe=7A432B80',
                profilePictureExpiresAt: '2035-01-01T00:00:00.000Z',
                __typename: 'InstagramAccount',
              },
            ],
            __typename: 'Page',
          },
        ],
        __typename: 'InstagramSession',
      },
    },
  },
  FacebookSession: {
    errors: [
      {
        message:
          'Onebox sent a response that cannot be used: accounts[1].id does not match its documentation. Do not retry. Report it with the requestId.',
        locations: [
          {
            line: 1,
            column: 86,
          },
        ],
        path: ['facebookSession', 'pages'],
        extensions: {
          code: 'ONEBOX_BAD_RESPONSE',
          reason: 'UPSTREAM_CONTRACT_BROKEN',
          retryable: false,
          requestId: 'recorded-partial',
        },
      },
    ],
    data: {
      facebookSession: {
        id: 'R2QrdTB6V3FOTnlac1VEaVNXbUt0eUVBaThmWHdXN3RSK0QyQW55bzhpZz06RzUzc1RHZkhhWkwvNlBxbFJ6Nk9udz09',
        profile: {
          id: '90071992547409931',
          name: 'Sari Wulandari',
          __typename: 'FacebookProfile',
        },
        pages: [
          {
            id: '90071992547410117',
            name: 'Toko Bunga',
            category: 'Local business',
            tasks: ['ANALYZE', 'ADVERTISE', 'MODERATE', 'CREATE_CONTENT', 'MANAGE'],
            connection: {
              id: '102',
              isEnabled: true,
              __typename: 'ConnectedFacebookPage',
            },
            __typename: 'FacebookPage',
          },
          {
            id: '90071992547410965',
            name: 'Batik Lestari',
            category: 'Local business',
            tasks: ['ANALYZE', 'ADVERTISE', 'MODERATE', 'CREATE_CONTENT', 'MANAGE'],
            connection: null,
            __typename: 'FacebookPage',
          },
        ],
        __typename: 'FacebookSession',
      },
    },
  },
  SessionConnections: {
    errors: [
      {
        message:
          'Onebox sent a response that cannot be used: data does not match its documentation. Do not retry. Report it with the requestId.',
        locations: [
          {
            line: 1,
            column: 97,
          },
        ],
        path: ['instagramSession', 'pages'],
        extensions: {
          code: 'ONEBOX_BAD_RESPONSE',
          reason: 'UPSTREAM_CONTRACT_BROKEN',
          retryable: false,
          omitted: 3,
          requestId: 'recorded-partial',
        },
      },
    ],
    data: {
      instagramSession: {
        pages: [
          {
            id: '90071992547410117',
            instagramBusinessAccount: null,
            instagramAccounts: [],
            __typename: 'Page',
          },
          {
            id: '90071992547410329',
            instagramBusinessAccount: {
              id: '17841400000000027',
              connection: null,
              __typename: 'InstagramBusinessAccount',
            },
            instagramAccounts: [
              {
                id: '90071992547410541',
                connection: null,
                __typename: 'InstagramAccount',
              },
              {
                id: '90071992547410753',
                connection: null,
                __typename: 'InstagramAccount',
              },
            ],
            __typename: 'Page',
          },
          {
            id: '90071992547410965',
            instagramBusinessAccount: null,
            instagramAccounts: [
              {
                id: '90071992547411177',
                connection: null,
                __typename: 'InstagramAccount',
              },
            ],
            __typename: 'Page',
          },
        ],
        __typename: 'InstagramSession',
      },
    },
  },
};

export const recordedErrors: Readonly<
  Record<
    | 'TOKEN_EXPIRED'
    | 'QUOTA_EXHAUSTED'
    | 'FACEBOOK_REFUSED'
    | 'NOT_ALLOWED'
    | 'SESSION_NOT_FOUND'
    | 'TOO_MANY_REQUESTS'
    | 'UPSTREAM_FAILED'
    | 'UPSTREAM_UNREACHABLE'
    | 'UPSTREAM_TIMEOUT'
    | 'UPSTREAM_CONTRACT_BROKEN'
    | 'TOKEN_MISSING'
    | 'TOKEN_MALFORMED'
    | 'TOKEN_REJECTED'
    | 'CREDENTIALS_REFUSED'
    | 'SESSION_ID_MALFORMED'
    | 'SITE_MALFORMED'
    | 'PAGE_NOT_FOUND'
    | 'INSTAGRAM_ACCOUNT_NOT_FOUND'
    | 'CONNECTED_ACCOUNT_NOT_FOUND'
    | 'BAD_USER_INPUT'
    | 'PERSISTED_QUERY_NOT_SUPPORTED'
    | 'PERSISTED_QUERY_NOT_FOUND'
    | 'NOT_FOUND'
    | 'PAGE_NOT_MANAGED'
    | 'RESPONSE_TOO_LARGE'
    | 'UPSTREAM_CALL_LIMIT'
    | 'CIRCUIT_OPEN'
    | 'OVERLOADED'
    | 'INTERNAL_SERVER_ERROR',
    RecordedError
  >
> = {
  TOKEN_EXPIRED: {
    status: 200,
    isOfField: true,
    error: {
      message: 'The bearer token has expired: sign in to Onebox again.',
      extensions: {
        code: 'UNAUTHENTICATED',
        reason: 'TOKEN_EXPIRED',
        retryable: false,
        onebox: {
          errorCode: 401,
          userMessage: 'Expired token',
        },
        requestId: 'recorded-token_expired',
      },
    },
  },
  QUOTA_EXHAUSTED: {
    status: 200,
    isOfField: true,
    error: {
      message: 'The Onebox quota is exhausted: try again at retryAt. Signing in again does not help.',
      extensions: {
        code: 'RATE_LIMITED',
        reason: 'QUOTA_EXHAUSTED',
        retryable: true,
        retryAt: 'in 64800 s',
        onebox: {
          errorCode: 401,
          userMessage: 'time limit reached please try again tomorrow at 18:00 - 06:00',
        },
        requestId: 'recorded-quota_exhausted',
      },
    },
  },
  FACEBOOK_REFUSED: {
    status: 200,
    isOfField: true,
    error: {
      message:
        'Facebook refused: (#200) User does not have sufficient administrative permission for this action on this page. If the page business requires Two Factor Authentication, the user also needs to enable Two Factor Authentication.',
      extensions: {
        code: 'FORBIDDEN',
        reason: 'FACEBOOK_REFUSED',
        retryable: false,
        onebox: {
          errorCode: null,
          userMessage:
            '(#200) User does not have sufficient administrative permission for this action on this page. If the page business requires Two Factor Authentication, the user also needs to enable Two Factor Authentication.',
        },
        requestId: 'recorded-facebook_refused',
      },
    },
  },
  NOT_ALLOWED: {
    status: 200,
    isOfField: true,
    error: {
      message:
        'Onebox does not allow this for this user. Another sign-in does not help: ask an administrator of the site.',
      extensions: {
        code: 'FORBIDDEN',
        reason: 'NOT_ALLOWED',
        retryable: false,
        onebox: {
          errorCode: 403,
          userMessage: 'you are not allowed to see this session',
        },
        requestId: 'recorded-not_allowed',
      },
    },
  },
  SESSION_NOT_FOUND: {
    status: 200,
    isOfField: true,
    error: {
      message: 'Onebox knows no such session: send the person to instagramAuthUrl to sign in again.',
      extensions: {
        code: 'NOT_FOUND',
        reason: 'SESSION_NOT_FOUND',
        retryable: false,
        onebox: {
          errorCode: 404,
          userMessage: 'session not found',
        },
        requestId: 'recorded-session_not_found',
      },
    },
  },
  TOO_MANY_REQUESTS: {
    status: 200,
    isOfField: true,
    error: {
      message: 'Onebox is getting too many requests: try again at retryAt.',
      extensions: {
        code: 'RATE_LIMITED',
        reason: 'TOO_MANY_REQUESTS',
        retryable: true,
        retryAt: 'in 30 s',
        onebox: {
          errorCode: 429,
          userMessage: 'too many requests',
        },
        requestId: 'recorded-too_many_requests',
      },
    },
  },
  UPSTREAM_FAILED: {
    status: 200,
    isOfField: true,
    error: {
      message: 'Onebox returned a server error: try again in a moment.',
      extensions: {
        code: 'ONEBOX_UNAVAILABLE',
        reason: 'UPSTREAM_FAILED',
        retryable: true,
        onebox: {
          errorCode: 500,
          userMessage: 'internal error',
        },
        requestId: 'recorded-upstream_failed',
      },
    },
  },
  UPSTREAM_UNREACHABLE: {
    status: 200,
    isOfField: true,
    error: {
      message: 'Onebox could not be reached, or closed the connection: try again in a moment.',
      extensions: {
        code: 'ONEBOX_UNAVAILABLE',
        reason: 'UPSTREAM_UNREACHABLE',
        retryable: true,
        requestId: 'recorded-upstream_unreachable',
      },
    },
  },
  UPSTREAM_TIMEOUT: {
    status: 200,
    isOfField: true,
    error: {
      message: 'Onebox did not respond in time: try again in a moment.',
      extensions: {
        code: 'ONEBOX_TIMEOUT',
        reason: 'UPSTREAM_TIMEOUT',
        retryable: true,
        requestId: 'recorded-upstream_timeout',
      },
    },
  },
  UPSTREAM_CONTRACT_BROKEN: {
    status: 200,
    isOfField: true,
    error: {
      message:
        'Onebox sent a response that cannot be used: the body is a page, not JSON. Do not retry. Report it with the requestId.',
      extensions: {
        code: 'ONEBOX_BAD_RESPONSE',
        reason: 'UPSTREAM_CONTRACT_BROKEN',
        retryable: false,
        requestId: 'recorded-upstream_contract_broken',
      },
    },
  },
  TOKEN_MISSING: {
    status: 200,
    isOfField: true,
    error: {
      message:
        'This needs a bearer token: sign in to Onebox and send the header `Authorization: Bearer <token>`.',
      extensions: {
        code: 'UNAUTHENTICATED',
        reason: 'TOKEN_MISSING',
        retryable: false,
        requestId: 'recorded-token_missing',
      },
    },
  },
  TOKEN_MALFORMED: {
    status: 200,
    isOfField: true,
    error: {
      message:
        'The Authorization header must be `Bearer`, a space and the token that signing in to Onebox gave.',
      extensions: {
        code: 'UNAUTHENTICATED',
        reason: 'TOKEN_MALFORMED',
        retryable: false,
        requestId: 'recorded-token_malformed',
      },
    },
  },
  TOKEN_REJECTED: {
    status: 200,
    isOfField: true,
    error: {
      message: 'Onebox does not accept this bearer token: sign in to Onebox again.',
      extensions: {
        code: 'UNAUTHENTICATED',
        reason: 'TOKEN_REJECTED',
        retryable: false,
        onebox: {
          errorCode: 401,
          userMessage: 'Invalid token',
        },
        requestId: 'recorded-token_rejected',
      },
    },
  },
  CREDENTIALS_REFUSED: {
    status: 200,
    isOfField: true,
    error: {
      message:
        'Onebox does not accept that e-mail and password for that site: correct them and sign in again.',
      extensions: {
        code: 'UNAUTHENTICATED',
        reason: 'CREDENTIALS_REFUSED',
        retryable: false,
        onebox: {
          errorCode: 401,
          userMessage: 'you are not authorized to log into this site 169',
        },
        requestId: 'recorded-credentials_refused',
      },
    },
  },
  SESSION_ID_MALFORMED: {
    status: 200,
    isOfField: true,
    error: {
      message:
        'That is not a session id. Pass the sessionId of the address that the person landed on after signing in.',
      extensions: {
        code: 'BAD_USER_INPUT',
        reason: 'SESSION_ID_MALFORMED',
        retryable: false,
        requestId: 'recorded-session_id_malformed',
      },
    },
  },
  SITE_MALFORMED: {
    status: 200,
    isOfField: true,
    error: {
      message:
        'The site must be one DNS label, as `mysite` is for mysite.onebox.co.id: letters, digits and hyphens.',
      extensions: {
        code: 'BAD_USER_INPUT',
        reason: 'SITE_MALFORMED',
        retryable: false,
        requestId: 'recorded-site_malformed',
      },
    },
  },
  PAGE_NOT_FOUND: {
    status: 200,
    isOfField: true,
    error: {
      message: 'The session has no such Page: take the pageId from its pages.',
      extensions: {
        code: 'NOT_FOUND',
        reason: 'PAGE_NOT_FOUND',
        retryable: false,
        requestId: 'recorded-page_not_found',
      },
    },
  },
  INSTAGRAM_ACCOUNT_NOT_FOUND: {
    status: 200,
    isOfField: true,
    error: {
      message: 'The Page has no such Instagram account: take the instagramAccountId from its accounts.',
      extensions: {
        code: 'NOT_FOUND',
        reason: 'INSTAGRAM_ACCOUNT_NOT_FOUND',
        retryable: false,
        requestId: 'recorded-instagram_account_not_found',
      },
    },
  },
  CONNECTED_ACCOUNT_NOT_FOUND: {
    status: 200,
    isOfField: true,
    error: {
      message: 'The site has no such connected account: take its id from connectedAccounts.',
      extensions: {
        code: 'NOT_FOUND',
        reason: 'CONNECTED_ACCOUNT_NOT_FOUND',
        retryable: false,
        onebox: {
          errorCode: 404,
          userMessage: 'connection not found',
        },
        requestId: 'recorded-connected_account_not_found',
      },
    },
  },
  BAD_USER_INPUT: {
    status: 400,
    isOfField: false,
    error: {
      message: 'Cannot query field "nothing" on type "Query".',
      extensions: {
        code: 'BAD_USER_INPUT',
        retryable: false,
        requestId: 'recorded-bad_user_input',
      },
    },
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    status: 200,
    isOfField: false,
    error: {
      message: 'PersistedQueryNotSupported',
      extensions: {
        code: 'PERSISTED_QUERY_NOT_SUPPORTED',
        retryable: false,
        requestId: 'recorded-persisted_query_not_supported',
      },
    },
  },
  PERSISTED_QUERY_NOT_FOUND: {
    status: 200,
    isOfField: false,
    error: {
      message: 'PersistedQueryNotFound',
      extensions: {
        code: 'PERSISTED_QUERY_NOT_FOUND',
        retryable: false,
        requestId: 'recorded-persisted_query_not_found',
      },
    },
  },
  NOT_FOUND: {
    status: 400,
    isOfField: false,
    error: {
      message: 'No manifest of this gateway has an operation with that id: add the manifest that has it.',
      extensions: {
        code: 'NOT_FOUND',
        retryable: false,
        requestId: 'recorded-not_found',
      },
    },
  },
  PAGE_NOT_MANAGED: {
    status: 200,
    isOfField: true,
    error: {
      message:
        'The person may not manage this Page, so that nothing can be connected through it: ask a person who manages it to sign in.',
      extensions: {
        code: 'FORBIDDEN',
        reason: 'PAGE_NOT_MANAGED',
        retryable: false,
        requestId: 'recorded-page_not_managed',
      },
    },
  },
  RESPONSE_TOO_LARGE: {
    status: 200,
    isOfField: false,
    error: {
      message:
        'The response would have more than 8388608 characters. Request fewer fields, aliases or references at once.',
      extensions: {
        code: 'OVERLOADED',
        reason: 'RESPONSE_TOO_LARGE',
        retryable: false,
        requestId: 'recorded-response_too_large',
      },
    },
  },
  UPSTREAM_CALL_LIMIT: {
    status: 200,
    isOfField: true,
    error: {
      message: 'The operation would take more than 1 calls to Onebox: request less at once.',
      extensions: {
        code: 'OVERLOADED',
        reason: 'UPSTREAM_CALL_LIMIT',
        retryable: false,
        requestId: 'recorded-upstream_call_limit',
      },
    },
  },
  CIRCUIT_OPEN: {
    status: 200,
    isOfField: true,
    error: {
      message: 'Your calls to Onebox failed so often that their circuit is open: try again at retryAt.',
      extensions: {
        code: 'ONEBOX_UNAVAILABLE',
        reason: 'CIRCUIT_OPEN',
        retryable: true,
        retryAt: 'in 3 s',
        requestId: 'recorded-circuit_open',
      },
    },
  },
  OVERLOADED: {
    status: 503,
    headers: {
      'retry-after': '1',
    },
    isOfField: false,
    error: {
      message: 'The gateway is overloaded: try again in a moment.',
      extensions: {
        code: 'OVERLOADED',
        retryable: true,
        retryAt: 'in 1 s',
        requestId: 'recorded-overloaded',
      },
    },
  },
  INTERNAL_SERVER_ERROR: {
    status: 200,
    isOfField: true,
    error: {
      message: 'The gateway failed. Report this with the request id.',
      extensions: {
        code: 'INTERNAL_SERVER_ERROR',
        retryable: false,
        requestId: 'recorded-internal_server_error',
      },
    },
  },
};
