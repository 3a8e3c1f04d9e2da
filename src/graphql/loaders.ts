import DataLoader from 'dataloader';

import { type OneboxDataSource } from '../onebox/onebox-data-source';
import { type SessionId } from '../onebox/session-id';
import { type WireSession } from '../onebox/wire';

/** What one request has asked Onebox for, so that it asks once. */
export interface Loaders {
  instagramSession: DataLoader<SessionId, WireSession>;
}

/** Makes the loaders of one request. */
export function createLoaders(onebox: OneboxDataSource): Loaders {
  return {
    instagramSession: new DataLoader((ids) => settled(ids.map((id) => onebox.getInstagramSession(id)))),
  };
}

/** Each result, or the error in its place, as DataLoader wants them. */
async function settled<T>(calls: Promise<T>[]): Promise<(T | Error)[]> {
  const results = await Promise.allSettled(calls);
  return results.map((result) => (result.status === 'fulfilled' ? result.value : (result.reason as Error)));
}
