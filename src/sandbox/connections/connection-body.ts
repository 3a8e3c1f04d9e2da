/** A connection as documented, in the order of its fields. */
const documented = {
  Id: '',
  SiteId: '',
  MediaId: '',
  ProviderId: '',
  Code: null,
  Name: '',
  UserId: null as string | null,
  Password: null as string | null,
  Host: null as string | null,
  Database: null,
  Port: '0',
  Url: null,
  From: null as string | null,
  Token: null as string | null,
  StartDate: null,
  EndDate: null,
  Priority: '1',
  Enabled: '1' as '0' | '1',
  Error: '0' as '0' | '1',
  Remarks: null,
  StatusId: 'CNS1',
  TargetId: null as string | null,
  TypeId: null,
  ParentId: null,
  LastActivity: null,
  ActivityDate: null,
  Position: null,
  Incoming: null,
  Outgoing: null,
  AgentId: null,
  CreateDate: '',
  ModifyDate: '',
};

/** A connection in the responses of all connection endpoints. Its dates are in the time of Jakarta. */
export type ConnectionBody = typeof documented;

/** The required fields of a connection. The other fields have defaults. */
export type ConnectionStart = Pick<ConnectionBody, 'Id' | 'SiteId' | 'MediaId' | 'ProviderId' | 'Name'> &
  Partial<ConnectionBody>;

/** A complete connection, created at `createDate`. Fields that `start` omits have their documented values. */
export function connectionOf(start: ConnectionStart, createDate: string): ConnectionBody {
  return { ...documented, CreateDate: createDate, ModifyDate: createDate, ...start };
}
