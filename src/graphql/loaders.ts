import DataLoader from 'dataloader';

import { type OneboxDataSource } from '../onebox/onebox-data-source';
import { type SessionId } from '../onebox/session-id';
import { connectionLookup, type WireConnection } from '../onebox/wire-connection';
import { attempt, type WireList } from '../onebox/wire-reading';
import { type WireSession } from '../onebox/wire-session';
import { toInstagramSession } from './instagram-session.mapper';
import { type InstagramSession } from './instagram-session.type';

/** What one request has asked Onebox for, so that it asks once. */
export interface Loaders {
  /** As Onebox has it now, tokens and all: for what goes back to Onebox. */
  wireSession: DataLoader<SessionId, WireSession>;
  instagramSession: DataLoader<SessionId, InstagramSession>;
  instagramConnection: DataLoader<string, WireConnection>;
  /** All of the site's: Onebox has no way to ask for some. */
  instagramConnections: DataLoader<'all', WireList<WireConnection>>;
  /** By Instagram id. */
  connectionOfInstagramAccount: DataLoader<string, WireConnection | null>;
}

/** Makes the loaders of one request. */
export function createLoaders(onebox: OneboxDataSource): Loaders {
  const instagramConnections: Loaders['instagramConnections'] = new DataLoader((keys) =>
    Promise.all(keys.map(() => onebox.findInstagramConnections())),
  );
  return {
    wireSession: new DataLoader((ids) =>
      settled(ids.map((id) => onebox.getInstagramSession(id, { anew: true }))),
    ),
    instagramSession: new DataLoader((ids) =>
      settled(ids.map(async (id) => toInstagramSession(id, await onebox.getInstagramSession(id)))),
    ),
    instagramConnection: new DataLoader((ids) => settled(ids.map((id) => onebox.getInstagramConnection(id)))),
    instagramConnections,
    connectionOfInstagramAccount: new DataLoader<string, WireConnection | null>(async (ids) => {
      const connectionOf = connectionLookup(await instagramConnections.load('all'));
      return ids.map((id) => attempt(() => connectionOf(id) ?? null));
    }),
  };
}

/** Each result, or the error in its place, as DataLoader wants them. */
async function settled<T>(calls: Promise<T>[]): Promise<(T | Error)[]> {
  const results = await Promise.allSettled(calls);
  return results.map((result) => (result.status === 'fulfilled' ? result.value : (result.reason as Error)));
}
