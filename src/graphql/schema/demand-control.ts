/** What a field costs: calls to Onebox, and how many entries its list has. */
export interface FieldCost {
  /** Calls that each occurrence makes, at least. */
  calls?: number;
  /** Calls that all its occurrences make together, under the name of what they share. */
  sharedCalls?: { of: string; calls: number };
  /** As many as the list is reckoned to have. */
  entries?: number;
  /** The argument whose list has as many. */
  entriesOf?: string;
}

// Five pages of a hundred. The loaders read the list once an operation.
const connectionList = { of: 'connections', calls: 5 };

const costs: Readonly<Record<string, FieldCost>> = {
  'Query.instagramSession': { calls: 1 },
  'Query.facebookSession': { calls: 1 },
  'Query.twitterSession': { calls: 1 },
  'Query.connectedAccounts': { sharedCalls: connectionList },
  'Query.connectedAccount': { calls: 1 },
  // One call where all references lead to the same session; more of them count while they are made.
  'Query._entities': { calls: 1, entries: 10, entriesOf: 'representations' },
  'InstagramAccount.connection': { sharedCalls: connectionList },
  'InstagramBusinessAccount.connection': { sharedCalls: connectionList },
  'InstagramProfile.connection': { sharedCalls: connectionList },
  'FacebookPage.connection': { sharedCalls: connectionList },
  'TwitterSession.connection': { sharedCalls: connectionList },
  // The session, the list, and the change; the list is read anew for each.
  'Mutation.connectInstagramAccount': { calls: 7 },
  'Mutation.connectFacebookPage': { calls: 7 },
  'Mutation.connectTwitterAccount': { calls: 7 },
  'Mutation.renameConnectedAccount': { calls: 1 },
  'Mutation.authenticate': { calls: 1 },
  // As many as `errorCatalog` has, by and large.
  'Query.errorCatalog': { entries: 30 },
  'InstagramSession.pages': { entries: 50 },
  'FacebookSession.pages': { entries: 50 },
  'FacebookPage.tasks': { entries: 5 },
  'Page.instagramAccounts': { entries: 10 },
};

/** Where the fields are whose cost is known. */
export const pricedFields: readonly string[] = Object.keys(costs);

const free: FieldCost = {};
const ofAnyList: FieldCost = { entries: 10 };

/** What a field costs, by its place in the schema and whether it gives a list. */
export function fieldCost(typeName: string, fieldName: string, isList: boolean): FieldCost {
  const coordinate = `${typeName}.${fieldName}`;
  if (Object.hasOwn(costs, coordinate)) return costs[coordinate] ?? free;
  return isList && !typeName.startsWith('__') ? ofAnyList : free;
}
