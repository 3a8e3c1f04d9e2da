import { z } from 'zod';

import { type OneboxEnvironment, type OneboxOrigins } from '../onebox/hosts';
import { type UpstreamPolicy } from '../onebox/upstream-policy';
import { cacheSettings } from './cache-settings';
import { type OperationLimits } from '../server/operation-limits';
import { type PersistedOperationsMode } from '../server/persisted-operations';
import { type RateLimitsOptions } from '../server/rate-limits';
import { type VariablesLimits } from '../server/variables-limits';
import { oneboxSettings } from './onebox-settings';
import { resilienceSettings } from './resilience-settings';
import { safetySettings } from './safety-settings';
import { serverSettings } from './server-settings';
import { documentationOf, type Setting } from './setting';

/** How the gateway is to run. */
export interface Config {
  host: string;
  port: number;
  environment: OneboxEnvironment;
  site: string;
  /** Origins that stand in for the environment's documented ones. */
  replacedOrigins: Partial<OneboxOrigins>;
  utcOffset: string;
  upstreamPolicy: UpstreamPolicy;
  /** Calls to Onebox, of one operation. */
  oneboxMaxCalls: number;
  /** For all calls to Onebox of one operation. */
  operationTimeoutMs: number;
  maxRequests: number;
  maxConnections: number;
  maxWaitMs: number;
  clientTimeoutMs: number;
  lameDuckMs: number;
  quotaBackoffMs: number;
  clockSkewMs: number;
  /** 0: nothing is remembered. */
  cacheTtlMs: number;
  /** Undefined: each process remembers for itself. May hold a password. */
  cacheUrl: string | undefined;
  cacheSecret: string;
  cacheMaxBytes: number;
  revealAccessTokens: boolean;
  explore: boolean;
  logLevel: string;
  /** Whether traces are sent: where to is read by OpenTelemetry itself. */
  traces: boolean;
  /** Whether federation gateways get the traces that they ask for. */
  federationTraces: boolean;
  operationLimits: OperationLimits;
  /** Mistakes that are told of one operation. */
  maxReportedErrors: number;
  variablesLimits: VariablesLimits;
  /** Whether `_service { sdl }` is answered. */
  serveSdl: boolean;
  persistedOperations: PersistedOperationsMode;
  /** Manifests besides the gateway's own. */
  persistedOperationsFiles: readonly string[];
  corsOrigins: readonly string[];
  trustedProxies: readonly string[];
  rateLimits: Pick<RateLimitsOptions, 'caller' | 'address' | 'signInAddress' | 'signInAccount'>;
  /** Where the metrics are served; undefined: nowhere. */
  metricsPort: number | undefined;
  /** Where the built-in Onebox sandbox listens; undefined: there is none. */
  sandboxPort: number | undefined;
}

/** Every problem that the environment has, one a line. No line repeats a value, but for the path of a file. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const settings = z.object({
  ...serverSettings,
  ...oneboxSettings,
  ...cacheSettings,
  ...resilienceSettings,
  ...safetySettings,
});

/** All settings, in the order in which people should read them. */
export const settingsList: readonly Setting[] = Object.entries(settings.shape).map(([name, read]) => ({
  name,
  ...documentationOf(read),
}));

/**
 * Reads the settings from the environment; an empty one counts as absent. With `sandbox`, Onebox is the built-in
 * sandbox and exploring is on by default. Throws a {@link ConfigError} that tells every problem.
 */
export function loadConfig(
  { sandbox }: { sandbox: boolean },
  env: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, text]) => text !== ''));
  const result = settings.safeParse(sandbox ? { EXPLORE: 'true', SERVE_SDL: 'true', ...given } : given);
  const problems = sandbox
    ? ['ONEBOX_API_URL', 'ONEBOX_SITE_URL']
        .filter((name) => name in given)
        .map((name) => `${name}: cannot be set together with --sandbox`)
    : [];
  if (!result.success) {
    const wrong = new Set(result.error.issues.map(({ path }) => String(path[0])));
    problems.push(
      ...settingsList
        .filter(({ name }) => wrong.has(name))
        .map(({ name, expected }) => `${name}: expected ${expected}`),
    );
  }
  if (!result.success || problems.length > 0) throw new ConfigError(problems.join('\n'));
  const values = result.data;
  return {
    host: values.HOST,
    port: values.PORT,
    environment: values.ONEBOX_ENV,
    site: values.ONEBOX_SITE,
    replacedOrigins: {
      ...(values.ONEBOX_API_URL !== undefined && { api: values.ONEBOX_API_URL }),
      ...(values.ONEBOX_SITE_URL !== undefined && { site: values.ONEBOX_SITE_URL }),
    },
    utcOffset: values.ONEBOX_UTC_OFFSET,
    upstreamPolicy: {
      connectTimeoutMs: values.ONEBOX_CONNECT_TIMEOUT_MS,
      headersTimeoutMs: values.ONEBOX_HEADERS_TIMEOUT_MS,
      bodyTimeoutMs: values.ONEBOX_BODY_TIMEOUT_MS,
      callTimeoutMs: values.ONEBOX_TIMEOUT_MS,
      maxBodyBytes: values.ONEBOX_MAX_BODY_BYTES,
      maxInFlight: values.ONEBOX_MAX_IN_FLIGHT,
      maxQueued: values.ONEBOX_MAX_QUEUED,
      maxRetries: values.ONEBOX_MAX_RETRIES,
      retryPercent: values.ONEBOX_RETRY_PERCENT,
      breakerPercent: values.ONEBOX_BREAKER_PERCENT,
      breakerMinCalls: values.ONEBOX_BREAKER_MIN_CALLS,
      breakerPauseMs: values.ONEBOX_BREAKER_PAUSE_MS,
    },
    oneboxMaxCalls: values.ONEBOX_MAX_CALLS,
    operationTimeoutMs: values.OPERATION_TIMEOUT_MS,
    maxRequests: values.MAX_REQUESTS,
    maxConnections: values.MAX_CONNECTIONS,
    maxWaitMs: values.MAX_WAIT_MS,
    clientTimeoutMs: values.CLIENT_TIMEOUT_MS,
    lameDuckMs: values.LAME_DUCK_MS,
    quotaBackoffMs: values.QUOTA_BACKOFF_SECONDS * 1000,
    clockSkewMs: values.CLOCK_SKEW_SECONDS * 1000,
    cacheTtlMs: values.CACHE_TTL_SECONDS * 1000,
    cacheUrl: values.CACHE_URL,
    cacheSecret: values.CACHE_SECRET,
    cacheMaxBytes: values.CACHE_MAX_BYTES,
    revealAccessTokens: values.REVEAL_ACCESS_TOKENS,
    explore: values.EXPLORE,
    logLevel: values.LOG_LEVEL,
    traces:
      !values.OTEL_SDK_DISABLED &&
      (values.OTEL_EXPORTER_OTLP_ENDPOINT ?? values.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) !== undefined,
    federationTraces: values.FEDERATION_TRACES,
    operationLimits: {
      characters: values.OPERATION_MAX_CHARACTERS,
      tokens: values.OPERATION_MAX_TOKENS,
      depth: values.OPERATION_MAX_DEPTH,
      rootFields: values.OPERATION_MAX_ROOT_FIELDS,
      aliases: values.OPERATION_MAX_ALIASES,
      directives: values.OPERATION_MAX_DIRECTIVES,
      fragments: values.OPERATION_MAX_FRAGMENTS,
      sameFields: values.OPERATION_MAX_SAME_FIELDS,
      calls: values.OPERATION_MAX_CALLS,
      values: values.OPERATION_MAX_VALUES,
    },
    maxReportedErrors: values.OPERATION_MAX_ERRORS,
    variablesLimits: { depth: values.VARIABLES_MAX_DEPTH, values: values.VARIABLES_MAX_VALUES },
    serveSdl: values.SERVE_SDL,
    persistedOperations: values.PERSISTED_OPERATIONS,
    persistedOperationsFiles: values.PERSISTED_OPERATIONS_FILES,
    corsOrigins: values.CORS_ORIGINS,
    trustedProxies: values.TRUST_PROXY,
    rateLimits: {
      caller: values.RATE_LIMIT_CALLER,
      address: values.RATE_LIMIT_ADDRESS,
      signInAddress: values.RATE_LIMIT_SIGN_IN_ADDRESS,
      signInAccount: values.RATE_LIMIT_SIGN_IN_ACCOUNT,
    },
    metricsPort: values.METRICS_PORT,
    sandboxPort: sandbox ? values.SANDBOX_PORT : undefined,
  };
}
