/** The cost of a field: calls to Onebox, and entries of its list. */
export interface FieldCost {
  /** Calls of each occurrence, at least. */
  calls?: number;
  /** Calls that all occurrences share, with the name of the shared list. */
  sharedCalls?: { of: string; calls: number };
  /** Estimated number of entries. */
  entries?: number;
  /** The argument whose list has the same number of entries. */
  entriesOf?: string;
}

// Five pages of a hundred connections. The loaders read the list once an operation.
const connectionList = { of: 'connections', calls: 5 };

const costs: Readonly<Record<string, FieldCost>> = {
  'Query.instagramSession': { calls: 1 },
  'Query.facebookSession': { calls: 1 },
  'Query.twitterSession': { calls: 1 },
  'Query.connectedAccounts': { sharedCalls: connectionList },
  'Query.connectedAccount': { calls: 1 },
  // One call where all references are to the same session. Further calls count when they are made.
  'Query._entities': { calls: 1, entries: 10, entriesOf: 'representations' },
  'InstagramAccount.connection': { sharedCalls: connectionList },
  'InstagramBusinessAccount.connection': { sharedCalls: connectionList },
  'InstagramProfile.connection': { sharedCalls: connectionList },
  'FacebookPage.connection': { sharedCalls: connectionList },
  'TwitterSession.connection': { sharedCalls: connectionList },
  // One for the session, five for the list (which each mutation reads again), and one for the change.
  'Mutation.connectInstagramAccount': { calls: 7 },
  'Mutation.connectFacebookPage': { calls: 7 },
  'Mutation.connectTwitterAccount': { calls: 7 },
  'Mutation.renameConnectedAccount': { calls: 1 },
  'Mutation.authenticate': { calls: 1 },
  // About the number of entries in `errorCatalog`.
  'Query.errorCatalog': { entries: 30 },
  'InstagramSession.pages': { entries: 50 },
  'FacebookSession.pages': { entries: 50 },
  'FacebookPage.tasks': { entries: 5 },
  'Page.instagramAccounts': { entries: 10 },
};

/** The coordinates of the fields that have a cost of their own. */
export const fieldsWithCosts: readonly string[] = Object.keys(costs);

const free: FieldCost = {};
const defaultListCost: FieldCost = { entries: 10 };

/** The cost of a field. A list without a cost of its own has a default number of entries. */
export function fieldCost(typeName: string, fieldName: string, isList: boolean): FieldCost {
  const coordinate = `${typeName}.${fieldName}`;
  if (Object.hasOwn(costs, coordinate)) return costs[coordinate] ?? free;
  return isList && !typeName.startsWith('__') ? defaultListCost : free;
}
