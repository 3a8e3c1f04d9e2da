import { type ReceivedBody } from '../bodies/body-budget';
import { type Caching, type DerivedEntry } from '../caller/caching';
import { type OneboxRead } from '../client/onebox-request';
import { type JsonBody, losslessValue } from '../client/onebox-response';
import {
  type Complete,
  decodeSession,
  isOfSession,
  type SessionBody,
  type SessionChannel,
  sessionOf,
} from './session-channel';
import { type SessionId } from './session-id';
import { type Slices } from '../bodies/time-slices';
import { decode } from '../wire/table/decode';
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

/** How the body of one session is decoded. */
export interface SessionDecoding<S> {
  wire: WireSetting;
  /** Whether a body is of the requested session. */
  isOfSession: (value: unknown) => boolean;
  /** Decodes a whole session. Throws an OneboxError. */
  read: (json: JsonBody) => S;
  /** As `read`, in time slices. */
  decode: (json: JsonBody, slices: Slices) => Promise<S>;
}

/** How the body of the session `id` is decoded. */
export function decodingOf<T extends SessionBody>(
  channel: SessionChannel<T>,
  id: SessionId,
  wire: WireSetting,
): SessionDecoding<Complete<T>> {
  return {
    wire,
    isOfSession: (value) => isOfSession(id, value),
    read: (json) => sessionOf(id, decode(channel.table, losslessValue(json), wire)),
    decode: (json, slices) => decodeSession(channel, id, losslessValue(json), wire, slices),
  };
}

/** How a call reads the body of a session. */
export type SessionReading<T> = Required<
  Pick<OneboxRead<T>, 'readerKey' | 'isLossy' | 'read' | 'readInSlices'>
>;

/** Reads a body as a whole session. */
export function wholeReading<S extends SessionBody>({ read, decode }: SessionDecoding<S>): SessionReading<S> {
  return {
    readerKey: 'whole session',
    isLossy: false,
    read,
    readInSlices: (json, _received, slices) => decode(json, slices),
  };
}

/** Reads a body by the projection of `reader`. Where that fails, the whole session is decoded. */
export function projectingReading<S extends SessionBody, T>(
  reader: SessionReader<T>,
  { wire, isOfSession, read, decode }: SessionDecoding<S>,
): SessionReading<ReadSession<S, T>> {
  const project = ({ value }: JsonBody, { bytes }: ReceivedBody): (() => T | undefined) | undefined =>
    isOfSession(value) ? reader.project(value, bytes, wire) : undefined;
  const projected = (projection: T | undefined, { text }: JsonBody): ReadSession<S, T> | undefined => {
    if (projection === undefined) return undefined;
    // The text of a body takes a fraction of the memory of its values.
    const session = (slices: Slices): Promise<S> => decode({ text, value: undefined, isLossy: true }, slices);
    return { projection, session: reader.keepsBody ? session : undefined };
  };
  return {
    readerKey: reader.key,
    isLossy: true,
    read: (json, body) => projected(project(json, body)?.(), json) ?? whole(read(json)),
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
