import { type IncomingHttpHeaders } from 'node:http';

/** The name and version of a client, from its request. */
export interface ClientSoftware {
  name: string;
  version: string;
}

/** The maximum number of clients with a label, each with its version. */
export const clientBounds = { max: 50, maxPerCaller: 5 };

/** A client that sends no name. */
export const noClient: ClientSoftware = { name: 'none', version: 'none' };

/** A client that has no label of its own. */
export const otherClient: ClientSoftware = { name: 'other', version: 'other' };

// Clients can send any text. Excludes long ones and e-mail addresses, which may be secret.
const wellFormedName = /^@?[\w.-][\w./ -]{0,39}$/;
const wellFormedVersion = /^[\w.+-]{1,24}$/;

/** The client of a request, from the headers of Apollo's clients, or from `extensions.clientLibrary` of Apollo Client 4. */
export function clientSoftware(headers: IncomingHttpHeaders, extensions: unknown): ClientSoftware {
  const name = headers['apollographql-client-name'];
  const version = headers['apollographql-client-version'];
  if (name !== undefined || version !== undefined) return wellFormed(name, version);
  const { clientLibrary } = (extensions ?? {}) as { clientLibrary?: unknown };
  if (typeof clientLibrary !== 'object' || clientLibrary === null) return noClient;
  const library = clientLibrary as { name?: unknown; version?: unknown };
  return wellFormed(library.name, library.version);
}

function wellFormed(name: unknown, version: unknown): ClientSoftware {
  return { name: partOf(name, wellFormedName), version: partOf(version, wellFormedVersion) };
}

function partOf(value: unknown, pattern: RegExp): string {
  if (value === undefined || value === '') return 'none';
  return typeof value === 'string' && pattern.test(value) ? value : 'other';
}

/** A client with its version, as one name. */
export function fullName({ name, version }: ClientSoftware): string {
  return `${name} ${version}`;
}

/** The full names that have a label from the start. */
export const knownClients = [noClient, otherClient].map(fullName);
