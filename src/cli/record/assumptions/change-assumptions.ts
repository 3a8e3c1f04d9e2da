import { assumptions, type Assumption, notSeen } from './assumption';

/** Assumptions that only a change, or a person in a browser, could check. They are never checked. */
export const changeAssumptions = assumptions([
  notTried(
    '`POST /api/connection` takes the id of the site as `SiteId`. The gateway sends `sid` of the token, where there is one.',
  ),
  notTried('`POST` and `PATCH` of a connection read JSON, and return the whole connection.'),
  notTried(
    'A new connection of an Instagram account has the token of the user as `Password`, and that of the Page as `Token`.',
  ),
  notTried(
    'A new connection of a Facebook Page has the token of the Page as `Password`, and that of the user as `Token`.',
  ),
  notTried(
    'A new connection of a Twitter account has `oauth_token_secret` as `Password`, and `oauth_token` as `Token`.',
  ),
  notTried('`PATCH /api/connection/{id}` changes the fields that are given, and no others.'),
  notTried('Where Facebook or Twitter refuses, the response is `{"error": "…"}`, with HTTP 401 or 200.'),
  {
    statement:
      'A sign-in page is at `/{channel}/auth?redirectUrl=…` of the API, and leads to the session page of the site with `sessionId`.',
    checkedBy: 'nothing: it needs a person at a browser',
    judge: () => notSeen('it needs a person at a browser'),
  },
]);

function notTried(statement: string): Assumption {
  return {
    statement,
    checkedBy: 'nothing: it would change something',
    judge: () => notSeen('it is never called: it would change something'),
  };
}
