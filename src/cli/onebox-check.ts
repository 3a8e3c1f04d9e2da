import { type Config } from '../config/config';
import { documentedOrigins } from '../onebox/origins';
import { errorRecordIn } from '../onebox/wire/error-envelope';
import { checkTimeoutMs } from './check-timeout';
import { failureCause } from './failure-cause';
import { error, type Finding, ok, warning } from './finding';
import { exchange, type ExchangedResponse } from './onebox-exchange';

// This path needs a bearer token. Without one, Onebox returns its error envelope.
const guardedPath = '/api/connection';
const maxBodyBytes = 65_536;
const whatToCheck = 'Check ONEBOX_ENV and ONEBOX_API_URL';

/** Checks whether Onebox responds at the configured origin, and whether its clock agrees with this machine's. */
export async function checkOnebox({
  apiUrl,
  environment,
  site,
  clockSkewMs,
}: Config['onebox']): Promise<Finding[]> {
  const origin = apiUrl ?? documentedOrigins(environment, site).api;
  const startedAt = Date.now();
  try {
    const url = `${origin}${guardedPath}`;
    const response = await exchange({ url, timeoutMs: checkTimeoutMs, maxBodyBytes });
    const now = Date.now();
    const { status, headers, text } = response;
    if (!isErrorEnvelope(text ?? '')) return [notOnebox(origin, response)];
    const finding =
      status >= 500
        ? warning('onebox', `${origin} returns HTTP ${status}: Onebox fails. Contact its operators.`)
        : ok('onebox', `${origin} responds as Onebox, in ${now - startedAt} ms.`);
    return [finding, checkClock(headers.get('date'), { startedAt, now }, clockSkewMs)];
  } catch (failure) {
    const cause = failureCause(failure);
    return [
      error(
        'onebox',
        `${origin} cannot be reached (${cause}). ${whatToCheck}, the name server, the network policy and the proxy.`,
      ),
    ];
  }
}

/** Starts the built-in sandbox on a free port, and checks it as if it were Onebox. */
export async function checkSandbox(onebox: Config['onebox']): Promise<Finding[]> {
  const { startSandbox } = await import('../sandbox/sandbox.js');
  const sandbox = await startSandbox({ host: '127.0.0.1', port: 0 });
  try {
    return await checkOnebox({ ...onebox, apiUrl: sandbox.origin });
  } finally {
    await sandbox.close();
  }
}

/** Requires an error code, since other APIs also have `records`. */
function isErrorEnvelope(body: string): boolean {
  try {
    const record = errorRecordIn(JSON.parse(body));
    return record?.isEnvelope === true && record.errorCode !== null;
  } catch {
    return false;
  }
}

function notOnebox(origin: string, { status, headers }: ExchangedResponse): Finding {
  const [type = 'no content'] = /^[\w.+-]+\/[\w.+-]+/.exec(headers.get('content-type') ?? '') ?? [];
  const where = status >= 500 ? ', and whether Onebox runs' : ', and whether a proxy responds in its place';
  return error(
    'onebox',
    `${origin} returns HTTP ${status} (${type}) without the error envelope of Onebox. ${whatToCheck}${where}.`,
  );
}

/** Compares the clocks. Onebox sends its time in whole seconds, at a moment between `startedAt` and `now`. */
function checkClock(
  date: string | null,
  { startedAt, now }: { startedAt: number; now: number },
  allowedMs: number,
): Finding {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) {
    return warning('clock', 'Onebox does not send its time. Compare it with the clock of this machine.');
  }
  const skewMs = Math.max(0, theirs - now, startedAt - theirs - 1000);
  const seconds = Math.round(skewMs / 1000);
  return skewMs > allowedMs
    ? error(
        'clock',
        `it differs from Onebox's by ${seconds} s, so tokens seem to expire too early or too late. Set it with NTP.`,
      )
    : ok('clock', `it differs from Onebox's by ${seconds} s.`);
}
