import { accessToken, claims, claimsOf } from '../../onebox/wire/access-token';
import { channelOfConnection, connectionTables } from '../../onebox/wire/connection';
import { connectionList } from '../../onebox/wire/connection-list';
import { facebookSession } from '../../onebox/wire/facebook-session';
import { instagramSession } from '../../onebox/wire/instagram-session';
import { at, optional, record, type WireRecord } from '../../onebox/wire/table/table';
import { twitterSession } from '../../onebox/wire/twitter-session';
import { type Judgement, type Seen } from './assumptions/assumption';
import { assumptionList } from './assumptions/assumption-list';
import { claimsIn } from './assumptions/token-assumptions';
import { type BodyShape, shapeOf } from './body-shape';
import { type RecordedCall, recordedCalls, type RecordedResponse } from './recorded-calls';

const anything = (value: unknown): unknown => value;
/** An error of Onebox: the envelope, or `{"error": "…"}`. */
const errorBody = record({
  records: at(
    'records',
    record({
      errorCode: at('errorCode', anything, optional),
      userMessage: at('userMessage', anything, optional),
      devMessage: at('devMessage', anything, optional),
    }),
    optional,
  ),
  error: at('error', anything, optional),
});

/** The response to a call, without values. */
interface CallRecording extends Pick<RecordedResponse, 'status' | 'contentType' | 'outcome'> {
  call: string;
  /** The shape of the body. Absent where it is not JSON. */
  body?: BodyShape;
}

/** An assumption by its number in `docs/onebox.md`, and whether it holds. */
interface JudgedAssumption extends Judgement {
  number: number;
  statement: string;
}

/** The output of a recording: shapes without values. */
export interface Recording {
  calls: CallRecording[];
  /** The shape of the token's claims. Absent where it is not a JWT. */
  claims?: BodyShape;
  assumptions: JudgedAssumption[];
}

/** Reduces recorded responses to shapes and judged assumptions. */
export function recordingOf(seen: Seen): Recording {
  const { responses, token, utcOffset } = seen;
  const setting = { utcOffset, siteId: (token && claimsOf(token).siteId) ?? undefined };
  const calls = (Object.entries(responses) as [RecordedCall, RecordedResponse][]).map(
    ([call, { status, contentType, outcome, body }]): CallRecording => {
      const table = outcome === 'ok' ? tableOf(call, body) : errorBody;
      return {
        call: recordedCalls[call],
        status,
        contentType,
        outcome,
        ...(body !== undefined && { body: shapeOf(table, body, setting) }),
      };
    },
  );
  const payload = claimsIn(token);
  const assumptions = assumptionList.map(({ statement, judge }, index) => ({
    number: index + 1,
    statement,
    ...judge(seen),
  }));
  return { calls, ...(payload && { claims: shapeOf(claims, payload, setting) }), assumptions };
}

/** The table with which the gateway decodes the body of a call. */
function tableOf(call: RecordedCall, body: unknown): WireRecord<object> {
  if (call === 'connection') return connectionTables[channelOfConnection(body) ?? 'OTHER'];
  return tables[call];
}

const tables: Record<Exclude<RecordedCall, 'connection'>, WireRecord<object>> = {
  withoutToken: errorBody,
  authenticate: accessToken,
  list: connectionList,
  first: connectionList,
  second: connectionList,
  unknownConnection: errorBody,
  instagramSession,
  facebookSession,
  twitterSession,
};
