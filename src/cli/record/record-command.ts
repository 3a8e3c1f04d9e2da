import { type Config } from '../../config/config';
import { documentedOrigins } from '../../onebox/origins';
import { parseSessionId } from '../../onebox/sessions/session-id';
import { version } from '../../version';
import { readRecordInput, type RecordInput, RecordInputError } from './record-input';
import { callOnebox, recordedCalls } from './recorded-calls';
import { type Recording, recordingOf } from './recording';

/** The options of `doctor --record`. */
export interface RecordOptions {
  /** The file with the input. Undefined for standard input. */
  input: string | undefined;
  /** Whether to read sessions, each of which uses quota. */
  sessions: boolean;
}

/** The output of `doctor --record`. */
export interface RecordOutput {
  /** The recording, for a file. */
  json: string;
  /** The summary, for the terminal. */
  report: string;
  /** Whether Onebox was reached, and every checked assumption holds. */
  isAsAssumed: boolean;
}

/** Records the Onebox of the configuration, or the built-in sandbox. Throws a {@link RecordInputError}. */
export async function record(config: Config, { input, sessions }: RecordOptions): Promise<RecordOutput> {
  const { environment, site, apiUrl } = config.onebox;
  if (config.sandbox !== undefined) return recordSandbox(config);
  const given = await readRecordInput(input);
  const ids = Object.keys(given.sessionIds);
  if (sessions && ids.length === 0) {
    throw new RecordInputError('--sessions: the input has no id of a session, such as instagramSessionId.');
  }
  return recordOnebox(config, {
    apiOrigin: apiUrl ?? documentedOrigins(environment, site).api,
    input: sessions ? given : { ...given, sessionIds: {} },
  });
}

async function recordSandbox(config: Config): Promise<RecordOutput> {
  const [{ startSandbox }, { channels, documentedSessionIdOf }] = await Promise.all([
    import('../../sandbox/sandbox.js'),
    import('../../sandbox/sessions/ready-sessions.js'),
  ]);
  const sandbox = await startSandbox({ host: '127.0.0.1', port: 0 });
  const [instagram = '', facebook = '', twitter = ''] = channels.map(documentedSessionIdOf);
  try {
    return await recordOnebox(config, {
      apiOrigin: sandbox.origin,
      input: {
        token: sandbox.issueToken(),
        credentials: sandbox.credentials,
        sessionIds: {
          instagram: parseSessionId(instagram),
          facebook: parseSessionId(facebook),
          twitter: parseSessionId(twitter),
        },
      },
    });
  } finally {
    await sandbox.close();
  }
}

async function recordOnebox(
  { onebox, upstreamOptions, sandbox }: Config,
  { apiOrigin, input }: { apiOrigin: string; input: RecordInput },
): Promise<RecordOutput> {
  const { utcOffset, clockSkewMs, environment, apiUrl } = onebox;
  const recorded = await callOnebox(
    {
      apiOrigin,
      utcOffset,
      timeoutMs: upstreamOptions.callTimeoutMs,
      maxBodyBytes: upstreamOptions.maxBodyBytes,
    },
    input,
  );
  const recording = recordingOf({ ...recorded, input, utcOffset, clockSkewMs, now: new Date() });
  const failure = recorded.failure && { ...recorded.failure, call: recordedCalls[recorded.failure.call] };
  const upstream = sandbox !== undefined ? 'sandbox' : apiUrl === undefined ? environment : 'ONEBOX_API_URL';
  const lines = [
    ...recording.assumptions.map(
      ({ number, statement, verdict, reason }) =>
        `${verdict.padEnd('does not hold'.length)} ${number}. ${statement}${reason === undefined ? '' : ` (${reason})`}`,
    ),
    ...differencesIn(recording),
    ...(failure ? [`${failure.call}: ${failure.cause}. Run doctor without --record.`] : []),
  ];
  return {
    json: `${JSON.stringify({ gateway: version, upstream, failure, ...recording }, undefined, 2)}\n`,
    report: `${lines.join('\n')}\n`,
    isAsAssumed:
      failure === undefined &&
      differencesIn(recording).length === 0 &&
      recording.assumptions.every(({ verdict }) => verdict !== 'does not hold'),
  };
}

/** The differences between bodies and their wire tables, one per line. */
function differencesIn({ calls }: Recording): string[] {
  return calls.flatMap(({ call, outcome, body }) => {
    if (outcome !== 'ok' || body === undefined) return [];
    return [
      ...body.missing.map((path) => `${call}: ${path} is missing`),
      ...body.unreadable.map((path) => `${call}: ${path} cannot be read`),
    ];
  });
}
