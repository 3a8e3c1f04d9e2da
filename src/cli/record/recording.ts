import { accessToken, claimsOf } from '../../onebox/wire/access-token';
import { channelOfConnection, connectionTables } from '../../onebox/wire/connection';
import { connectionList } from '../../onebox/wire/connection-list';
import { facebookSession } from '../../onebox/wire/facebook-session';
import { instagramSession } from '../../onebox/wire/instagram-session';
import { type WireRecord } from '../../onebox/wire/table/table';
import { twitterSession } from '../../onebox/wire/twitter-session';
import { type Judgement, type Seen } from './assumptions/assumption';
import { assumptionList } from './assumptions/assumption-list';
import { claimsIn } from './assumptions/token-assumptions';
import { FieldNames } from './field-names';
import { type RecordedCall, recordedCalls, type RecordedResponse } from './recorded-calls';
import { type JsonSchema, Shape } from './shape';
import { compareWithTable, type TableComparison } from './table-comparison';

/** How Onebox responded to a call, without a value. */
export interface CallRecording extends Pick<RecordedResponse, 'status' | 'contentType' | 'outcome'> {
  call: string;
  /** The shape of the body; undefined where it is no JSON. */
  body?: JsonSchema;
  /** How the body differs from the table by which the gateway decodes it; undefined where it is an error. */
  table?: TableComparison;
}

/** An assumption by its number in `docs/onebox.md`, and whether it holds. */
export interface JudgedAssumption extends Judgement {
  number: number;
  statement: string;
}

/** What is written of a Onebox: shapes, and no value. */
export interface Recording {
  calls: CallRecording[];
  /** The shape of the claims of the token; undefined where it is no JWT. */
  claims?: JsonSchema;
  assumptions: JudgedAssumption[];
}

/** Takes the values out of what was recorded. */
export function recordingOf(seen: Seen): Recording {
  const { responses, token, input } = seen;
  const claims = claimsIn(token);
  const bodies = Object.values(responses).map(({ body }) => body);
  const { credentials = {}, sessionIds } = input;
  const given = [token, ...Object.values(credentials), ...Object.values(sessionIds)];
  const names = new FieldNames([...bodies, claims, ...given]);
  const shapeOf = (body: unknown): JsonSchema => {
    const shape = new Shape();
    shape.add(body, names);
    return shape.toSchema();
  };
  const setting = { utcOffset: seen.utcOffset, siteId: (token && claimsOf(token).siteId) ?? undefined };
  const calls = (Object.entries(responses) as [RecordedCall, RecordedResponse][]).map(
    ([call, { status, contentType, outcome, body }]): CallRecording => {
      const table = outcome === 'ok' ? tableOf(call, body) : undefined;
      return {
        call: recordedCalls[call],
        status,
        contentType,
        outcome,
        ...(body !== undefined && { body: shapeOf(body) }),
        ...(table && { table: compareWithTable(table, body, setting) }),
      };
    },
  );
  const assumptions = assumptionList.map(({ statement, judge }, index) => ({
    number: index + 1,
    statement,
    ...judge(seen),
  }));
  return { calls, ...(claims && { claims: shapeOf(claims) }), assumptions };
}

/** The table by which the gateway decodes the body of a call. */
function tableOf(call: RecordedCall, body: unknown): WireRecord<object> | undefined {
  switch (call) {
    case 'authenticate':
      return accessToken;
    case 'list':
    case 'first':
    case 'second':
      return connectionList;
    case 'connection':
      return connectionTables[channelOfConnection(body) ?? 'OTHER'];
    case 'instagramSession':
      return instagramSession;
    case 'facebookSession':
      return facebookSession;
    case 'twitterSession':
      return twitterSession;
    case 'withoutToken':
    case 'unknownConnection':
      return undefined;
  }
}
