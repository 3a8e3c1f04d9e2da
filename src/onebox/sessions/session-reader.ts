import { type ReceivedBody } from '../bodies/body-budget';
import { type Caching, type DerivedEntry } from '../caller/caching';
import { type OneboxRead } from '../client/onebox-request';
import { type JsonBody } from '../client/onebox-response';
import { type SessionBody } from './session-channel';
import { type Slices } from '../bodies/time-slices';
import { type WireSetting } from '../wire/table/values';

/** Projects the body of a session without decoding all of it. */
export interface SessionReader<T> {
  /** Equal for readers that have equal results, so that their calls can be deduplicated. */
  key: unknown;
  /**
   * Projects a body of `bytes` bytes. Returns a function that completes the projection, as a second step of about the same duration.
   * Both return undefined where the body cannot be projected; the whole session is decoded instead.
   */
  project: (body: unknown, bytes: number, wire: WireSetting) => (() => T | undefined) | undefined;
  /** Whether the whole session may be needed later. */
  keepsBody: boolean;
  /** How the projection is cached. Undefined where only the body is cached. */
  derived: DerivedEntry<T> | undefined;
}

/** The projection of a {@link SessionReader}. `session` decodes the whole session where the projection failed, or the body is kept. */
export interface ReadSession<S extends SessionBody, T> {
  projection: T | undefined;
  session: ((slices: Slices) => Promise<S>) | undefined;
}

/** The parameters of {@link projectingCall} for one session. */
export interface SessionDecoding<S> {
  wire: WireSetting;
  /** Whether a body is of the requested session. */
  isOfSession: (value: unknown) => boolean;
  /** Decodes a whole session. */
  decode: (json: JsonBody, slices: Slices) => Promise<S>;
}

/** A call for a session whose body `reader` projects. Where that fails, the whole session is decoded. */
export function projectingCall<S extends SessionBody, T>(
  call: OneboxRead<S>,
  reader: SessionReader<T>,
  { wire, isOfSession, decode }: SessionDecoding<S>,
): OneboxRead<ReadSession<S, T>> {
  const project = ({ value }: JsonBody, { bytes }: ReceivedBody): (() => T | undefined) | undefined =>
    isOfSession(value) ? reader.project(value, bytes, wire) : undefined;
  const projected = (projection: T | undefined, { text }: JsonBody): ReadSession<S, T> | undefined => {
    if (projection === undefined) return undefined;
    // The text of a body takes a fraction of the memory of its values.
    const session = (slices: Slices): Promise<S> => decode({ text, value: undefined, isLossy: true }, slices);
    return { projection, session: reader.keepsBody ? session : undefined };
  };
  return {
    ...call,
    readerKey: reader.key,
    isLossy: true,
    read: (json, body) => projected(project(json, body)?.(), json) ?? whole(call.read(json, body)),
    readInSlices: async (json, body, slices) => {
      const write = project(json, body);
      if (slices.isOver()) await slices.next();
      return projected(write?.(), json) ?? whole(await decode(json, slices));
    },
  };
}

/** How the result of a reader is cached. */
export function cachingOf<S extends SessionBody, T>({
  derived,
}: SessionReader<T>): Caching<ReadSession<S, T>> {
  return {
    bypassCache: false,
    isComplete: ({ projection }) => projection !== undefined,
    derived: derived && {
      name: derived.name,
      of: ({ projection }) => (projection === undefined ? undefined : derived.of(projection)),
      from: (cached) => ({ projection: derived.from(cached), session: undefined }),
    },
    holdsBody: ({ session }) => session !== undefined,
  };
}

function whole<S extends SessionBody, T>(session: S): ReadSession<S, T> {
  return { projection: undefined, session: () => Promise.resolve(session) };
}
