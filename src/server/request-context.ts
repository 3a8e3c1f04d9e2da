import { type GatewayReply, type GatewayRequest } from './gateway-request';
import { type AuthenticationLimits, type GatewayContext, type ServedOnebox } from '../graphql/context';
import { PartialErrors } from '../graphql/errors/partial-errors';
import { Loaders } from '../graphql/loaders';
import { ResponseSize } from '../graphql/schema/response-size';
import { type Slices, type TimeSlices } from '../onebox/bodies/time-slices';
import { type Caller } from '../onebox/caller/caller-session';
import { type CallerIdentity } from '../onebox/caller/caller-identity';
import { type Cancellation } from '../onebox/client/cancellation';
import { type OneboxDataSource } from '../onebox/onebox-data-source';
import { networkOf } from './client-address';
import { type RateLimits } from './load/rate-limits';
import { beginCancellation } from './operations/operation-cancellation';
import { type RequestTelemetry } from './telemetry/request-telemetry';

/** What all requests share. */
export interface RequestContextOptions {
  /** The Onebox for clients that reach the gateway as `hostname`. */
  servedAt: (hostname: string) => ServedOnebox;
  /** The timeout of all calls of one operation. */
  timeoutMs: number;
  rateLimits: RateLimits;
  timeSlices: TimeSlices;
}

/** The context of one request, with the parts of the server. */
export interface ServerContext extends GatewayContext {
  readonly telemetry: RequestTelemetry;
  /** Called when the operation is valid, before it is executed. */
  onValidated: () => void;
}

/**
 * The context and the caller of one request. Parts that most requests do not need are created on demand. Apollo Server copies a context,
 * which would lose `#` fields.
 */
export class RequestContext implements ServerContext, Caller {
  readonly requestId: string;
  readonly telemetry: RequestTelemetry;
  readonly served: ServedOnebox;
  readonly onebox: OneboxDataSource;
  readonly responseSize = new ResponseSize();
  onValidated: () => void = ignore;
  private cancellationOrNone: Cancellation | undefined;
  private slicesOrNone: Slices | undefined;
  private loadersOrNone: Loaders | undefined;
  private partialErrorsOrNone: PartialErrors | undefined;
  private authenticationLimitsOrNone: AuthenticationLimits | undefined;

  constructor(
    private readonly request: GatewayRequest,
    private readonly reply: GatewayReply,
    private readonly options: RequestContextOptions,
  ) {
    this.requestId = request.id;
    this.telemetry = request.telemetry;
    this.served = options.servedAt(request.hostname);
    this.onebox = this.served.dataSourceOf(this);
  }

  get authorization(): string | undefined {
    return this.request.headers.authorization;
  }

  get identity(): CallerIdentity | undefined {
    return this.request.callerIdentity;
  }

  get network(): string {
    return networkOf(this.request.ip);
  }

  get cacheControl(): string | undefined {
    return this.request.headers['cache-control'];
  }

  get observer(): RequestTelemetry {
    return this.telemetry;
  }

  get cancellation(): Cancellation {
    return (this.cancellationOrNone ??= beginCancellation(this.reply.raw, this.options.timeoutMs));
  }

  get slices(): Slices {
    return (this.slicesOrNone ??= this.options.timeSlices.begin());
  }

  get loaders(): Loaders {
    return (this.loadersOrNone ??= new Loaders(this.onebox, this.slices));
  }

  get partialErrors(): PartialErrors {
    return (this.partialErrorsOrNone ??= new PartialErrors());
  }

  get authenticationLimits(): AuthenticationLimits {
    return (this.authenticationLimitsOrNone ??= this.options.rateLimits.authenticationLimitsOf(
      this.request,
      this.reply,
    ));
  }
}

function ignore(): void {
  // A valid operation of the fast path is known already.
}
