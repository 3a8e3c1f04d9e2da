/** A connection in the responses of all connection endpoints. */
export interface ConnectionBody {
  Id: string;
  SiteId: string;
  MediaId: string;
  ProviderId: string;
  Code: null;
  Name: string;
  UserId: string | null;
  Password: string | null;
  Host: string | null;
  Database: null;
  Port: string;
  Url: null;
  From: string | null;
  Token: string | null;
  StartDate: null;
  EndDate: null;
  Priority: string;
  Enabled: '0' | '1';
  Error: '0' | '1';
  Remarks: null;
  StatusId: string;
  TargetId: string | null;
  TypeId: null;
  ParentId: null;
  LastActivity: null;
  ActivityDate: null;
  Position: null;
  Incoming: null;
  Outgoing: null;
  AgentId: null;
  /** In the time of Jakarta, as {@link ConnectionBody.ModifyDate}. */
  CreateDate: string;
  ModifyDate: string;
}

/** The required fields of a connection. The other fields have defaults. */
export type ConnectionStart = Pick<ConnectionBody, 'Id' | 'SiteId' | 'MediaId' | 'ProviderId' | 'Name'> &
  Partial<ConnectionBody>;

/** A complete connection, created at `createDate`. Fields that `start` omits have their documented values. */
export function connectionOf(start: ConnectionStart, createDate: string): ConnectionBody {
  const { Id, SiteId, MediaId, ProviderId, Name, ...rest } = start;
  return {
    Id,
    SiteId,
    MediaId,
    ProviderId,
    Code: null,
    Name,
    UserId: null,
    Password: null,
    Host: null,
    Database: null,
    Port: '0',
    Url: null,
    From: null,
    Token: null,
    StartDate: null,
    EndDate: null,
    Priority: '1',
    Enabled: '1',
    Error: '0',
    Remarks: null,
    StatusId: 'CNS1',
    TargetId: null,
    TypeId: null,
    ParentId: null,
    LastActivity: null,
    ActivityDate: null,
    Position: null,
    Incoming: null,
    Outgoing: null,
    AgentId: null,
    CreateDate: createDate,
    ModifyDate: createDate,
    ...rest,
  };
}
