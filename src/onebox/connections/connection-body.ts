import { isSameConnection } from './connection-id';
import { brokenContract } from '../onebox-error';
import { type AccountIdentity, mayBeOf } from './site-connections';
import { type Channel } from '../wire/channel';
import {
  channelOfConnection,
  connectionKey,
  connectionTables,
  type DecodedConnection,
} from '../wire/connection';
import { decode } from '../wire/table/decode';
import { type WireSetting } from '../wire/table/values';

/** Decodes a connection. Throws an OneboxError of kind `contract-broken` where it is not the requested one. */
export function connectionOf(id: string, body: unknown, wire: WireSetting): DecodedConnection {
  const channel = channelOfConnection(body);
  if (channel === undefined) throw brokenContract('MediaId does not match its documentation');
  requireId(id, body, wire);
  return decoded(channel, body, wire);
}

/** Decodes a connection. Throws an OneboxError of kind `contract-broken` where it is not of the account. */
export function connectionOfAccount(
  account: AccountIdentity,
  body: unknown,
  wire: WireSetting,
): DecodedConnection {
  if (!mayBeOf(account, decode(connectionKey, body, wire).value)) {
    throw brokenContract('the connection is not that of the requested account');
  }
  return decoded(account.channel, body, wire);
}

/** Throws an OneboxError of kind `contract-broken` where a body is of another connection. */
export function requireId(id: string, body: unknown, wire: WireSetting): void {
  const key = decode(connectionKey, body, wire).value;
  if (typeof key.id !== 'string' || !isSameConnection(key.id, id)) {
    throw brokenContract('Id is not the requested one');
  }
}

function decoded(channel: Channel, body: unknown, wire: WireSetting): DecodedConnection {
  return decode<DecodedConnection>(connectionTables[channel], body, wire).value;
}
