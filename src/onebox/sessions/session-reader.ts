import { type ReceivedBody } from '../bodies/body-budget';
import { type Caching, type DerivedEntry } from '../caller/caching';
import { type OneboxRead } from '../client/onebox-request';
import { type JsonBody } from '../client/onebox-response';
import { type SessionBody } from './sign-in';
import { type Slices } from '../bodies/time-slices';
import { type WireSetting } from '../wire/table/values';

/** Reads the body of a session. */
export interface SessionReader<T> {
  /** The same for readers that give the same. */
  key: unknown;
  /**
   * Makes something of a body of so many bytes: gives what completes it, which may take as long again. Both give undefined
   * where that cannot be made of it: the whole session is read instead.
   */
  project: (body: unknown, bytes: number, wire: WireSetting) => (() => T | undefined) | undefined;
  /** Whether the whole session may be asked for later. */
  keepsBody: boolean;
  /** What it makes is remembered by itself where it has this. */
  derived: DerivedEntry<T> | undefined;
}

/** What a {@link SessionReader} made, or the whole session where it could not, or where it keeps the body. */
export interface ReadSession<S extends SessionBody, T> {
  projection: T | undefined;
  session: ((slices: Slices) => Promise<S>) | undefined;
}

/** Decodes all of a session. */
export type DecodeSession<S> = (json: JsonBody, slices: Slices) => Promise<S>;

/** What it takes to read a session besides the reader. */
export interface SessionDecoding<S> {
  wire: WireSetting;
  /** Whether a body is of the session that is asked for. */
  isOfSession: (value: unknown) => boolean;
  decode: DecodeSession<S>;
}

/** The call for a session, whose body `reader` reads; all of it where that cannot. */
export function projectingCall<S extends SessionBody, T>(
  call: OneboxRead<S>,
  reader: SessionReader<T>,
  { wire, isOfSession, decode }: SessionDecoding<S>,
): OneboxRead<ReadSession<S, T>> {
  const project = ({ value }: JsonBody, { bytes }: ReceivedBody): (() => T | undefined) | undefined =>
    isOfSession(value) ? reader.project(value, bytes, wire) : undefined;
  const projected = (projection: T | undefined, { text }: JsonBody): ReadSession<S, T> | undefined => {
    if (projection === undefined) return undefined;
    // Of a body its text takes a fraction of the memory that its values take.
    const session = (slices: Slices): Promise<S> => decode({ text, value: undefined, isPlain: true }, slices);
    return { projection, session: reader.keepsBody ? session : undefined };
  };
  return {
    ...call,
    readerKey: reader.key,
    isPlain: true,
    read: (json, body) => projected(project(json, body)?.(), json) ?? whole(call.read(json, body)),
    readInSlices: async (json, body, slices) => {
      const write = project(json, body);
      if (slices.isOver()) await slices.next();
      return projected(write?.(), json) ?? whole(await decode(json, slices));
    },
  };
}

/** How what `reader` makes is remembered. */
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
