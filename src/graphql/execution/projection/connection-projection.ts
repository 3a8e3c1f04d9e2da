import { type GraphQLObjectType } from 'graphql';

import { OneboxError } from '../../../onebox/onebox-error';
import { type AccountIdentity } from '../../../onebox/connections/site-connections';
import { type ConnectedAccount } from '../../connected-account/connected-account.type';
import { type FieldNodes } from './selection';
import { unprojectable } from './unprojectable';

/** An account whose `connection` is selected. The connection needs a call of its own. */
export interface SelectedConnection {
  /** Receives the connection under `key`. */
  object: Record<string, unknown>;
  key: string;
  account: AccountIdentity;
  project: ProjectConnection;
}

/** Projects a connected account. Throws {@link unprojectable}. */
export type ProjectConnection = (account: ConnectedAccount) => Record<string, unknown>;

/** The source text of the {@link AccountIdentity} of an object. `read` returns the variable of a part. */
export function accountExpression({ name }: GraphQLObjectType, read: (part: string) => string): string {
  const isFacebook = name === 'FacebookPage';
  const channel = isFacebook ? 'FACEBOOK' : 'INSTAGRAM';
  const parts = isFacebook ? ['id'] : ['id', 'username'];
  const values = parts.map((part) => `${part}: ${read(part)}`);
  return `{ channel: '${channel}', ${values.join(', ')} }`;
}

/** Returns the function that projects a connected account to these fields. */
export function connectionProjection(
  type: GraphQLObjectType,
  fields: ReadonlyMap<string, FieldNodes>,
): ProjectConnection {
  const names = [...fields].map(([key, [{ name }]]) => [key, name.value] as const);
  return (account) => {
    const object: Record<string, unknown> = {};
    for (const [key, name] of names) {
      const value = name === '__typename' ? type.name : account[name as keyof ConnectedAccount];
      if (value instanceof OneboxError) throw unprojectable;
      setProperty(object, key, value);
    }
    return object;
  };
}

/** Sets a property. `__proto__` becomes an own property instead of the prototype. */
export function setProperty(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, writable: true });
  else object[key] = value;
}
