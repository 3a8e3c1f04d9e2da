import { type GraphQLObjectType } from 'graphql';

import { OneboxError } from '../../../onebox/onebox-error';
import { type AccountIdentity } from '../../../onebox/connections/site-connections';
import { type ConnectedAccount } from '../../connected-account/connected-account.type';
import { type FieldNodes } from './selection';
import { unprojectable } from './unprojectable';

/** An account whose `connection` is selected. Another call answers that. */
export interface SelectedConnection {
  /** Gets it under the key. */
  object: Record<string, unknown>;
  key: string;
  account: AccountIdentity;
  project: ProjectConnection;
}

/** Makes the object of a connected account. Throws {@link unprojectable}. */
export type ProjectConnection = (account: ConnectedAccount) => Record<string, unknown>;

/** The expression of the account that a type stands for, as connections name it. `read` gives the variable of a part. */
export function accountExpression({ name }: GraphQLObjectType, read: (part: string) => string): string {
  const isFacebook = name === 'FacebookPage';
  const channel = isFacebook ? 'FACEBOOK' : 'INSTAGRAM';
  const parts = isFacebook ? ['id'] : ['id', 'username'];
  const values = parts.map((part) => `${part}: ${read(part)}`);
  return `{ channel: '${channel}', ${values.join(', ')} }`;
}

/** Makes what projects a connected account for the fields that are selected of it. */
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

/** Sets a property. `__proto__` is one as any other. */
export function setProperty(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, writable: true });
  else object[key] = value;
}
