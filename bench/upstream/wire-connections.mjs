/** The connections of the site, as Onebox lists them: some of accounts of the sessions, some of others, some not of Instagram. */
import { accountIdOf, pageIdOf, secret } from './wire-session.mjs';

const firstId = 646;
const connectedAccounts = 30;
const otherAccounts = 5;
const otherMedia = 5;

/** Every tenth account of a session of b is connected. */
const accountIndexes = Array.from({ length: connectedAccounts }, (_, index) => index * 10);
const accountsPerPage = 20;

const connection = (index, { medium = 'INST', provider = 'PVD28', pageId, accountId }) => ({
  Id: String(firstId + index),
  SiteId: '169',
  MediaId: medium,
  ProviderId: provider,
  Code: null,
  Name: `trycloudy${index}`,
  UserId: pageId,
  Password: secret(index),
  Host: null,
  Database: null,
  Port: '0',
  Url: null,
  From: accountId,
  Token: secret(index + 1000),
  StartDate: null,
  EndDate: null,
  Priority: '1',
  Enabled: '1',
  Error: '0',
  Remarks: null,
  StatusId: 'CNS1',
  TargetId: accountId,
  TypeId: null,
  ParentId: null,
  LastActivity: null,
  ActivityDate: null,
  Position: null,
  Incoming: null,
  Outgoing: null,
  AgentId: null,
  CreateDate: '2020-09-09 09:45:05',
  ModifyDate: '2020-09-09 09:52:57',
});

const ofOthers = (count, which) =>
  Array.from({ length: count }, (_, index) => ({
    ...which,
    pageId: `113734423801${index + 100}`,
    accountId: `3055212001267${index + 100}`,
  }));

const connections = [
  ...accountIndexes.map((index) => ({
    pageId: pageIdOf(Math.floor(index / accountsPerPage)),
    accountId: accountIdOf(index),
  })),
  ...ofOthers(otherAccounts, {}),
  ...ofOthers(otherMedia, { medium: 'FBPG', provider: 'PVD12' }),
].map((which, index) => connection(index, which));

const idByAccount = new Map(
  connections.slice(0, connectedAccounts).map(({ TargetId, Id }) => [TargetId, Id]),
);

/** The id of an account's connection, undefined where it is not connected. */
export const connectionIdOf = (accountId) => idByAccount.get(accountId);

/** The body of `GET /api/connection?limit=…&offset=…`. */
export function connectionPage(limit, offset) {
  const data = connections.slice(offset, offset + limit);
  return { limit, offset, count: data.length, total: connections.length, data };
}
