import { type SignInChannel } from '../../../onebox/wire/channel';
import { channelOfConnection } from '../../../onebox/wire/connection';
import { text, wallClockDate } from '../../../onebox/wire/table/values';
import { connectionsIn } from '../recorded-calls';
import { stringFormat } from '../string-format';
import { type Assumption, assumptions, isDigits, judgeEach, notSeen, type Seen } from './assumption';

const noneListed = 'no such connection was listed';

type Connection = Partial<Record<string, unknown>>;

const dateNames = ['CreateDate', 'ModifyDate', 'StartDate', 'EndDate', 'LastActivity', 'ActivityDate'];
const dateFormats = ['empty', 'zero-date-time', 'date-time-without-zone'];

/** Assumptions about the listed connections. */
export const connectionAssumptions = assumptions([
  {
    statement: 'Dates are `YYYY-MM-DD HH:mm:ss`, without a zone, or there is none.',
    checkedBy: 'the list',
    judge: (seen) => judgeEach(valuesIn(seen, dateNames), isDate, noneListed),
  },
  {
    statement: 'The zone of dates is the one that `ONEBOX_UTC_OFFSET` says: Jakarta, UTC+7.',
    checkedBy: 'dates in the list, of which none may be in the future. That does not prove it',
    judge: (seen) => {
      const dates = valuesIn(seen, ['CreateDate', 'ModifyDate'])
        .map((date) => wallClockDate(date, seen))
        .filter((date) => date instanceof Date);
      const latest = seen.now.getTime() + seen.clockSkewMs;
      return dates.some((date) => date.getTime() > latest)
        ? { verdict: 'does not hold', reason: 'some connection was made or changed in the future' }
        : notSeen('nothing contradicts it');
    },
  },
  {
    statement: '`Enabled` and `Error` are the strings `"0"` or `"1"`.',
    checkedBy: 'the list',
    judge: (seen) =>
      judgeEach(valuesIn(seen, ['Enabled', 'Error']), (flag) => flag === '0' || flag === '1', noneListed),
  },
  {
    statement: '`Id` and `SiteId` are strings of digits.',
    checkedBy: 'the list',
    judge: (seen) => judgeEach(valuesIn(seen, ['Id', 'SiteId']), isDigits, noneListed),
  },
  {
    statement: 'Every connection comes with its secrets, `Password` and `Token`. The gateway drops them.',
    checkedBy: 'the list',
    judge: (seen) => judgeEach(connectionsOf(seen), (one) => 'Password' in one && 'Token' in one, noneListed),
  },
  ofChannel(
    'INSTAGRAM',
    'Of the connection of an Instagram account: `UserId` is the id of a Page, and `From` and `TargetId` are the id of an account, in digits.',
    ({ UserId, From, TargetId }) => isDigits(UserId) && isDigits(TargetId) && From === TargetId,
  ),
  ofChannel(
    'FACEBOOK',
    'Of the connection of a Facebook Page: `UserId` and `From` are the id of a Page, in digits.',
    ({ UserId, From }) => isDigits(UserId) && From === UserId,
  ),
  ofChannel(
    'TWITTER',
    'Of the connection of a Twitter account: `UserId` is the screen name, and `TargetId` the id of the user, in digits.',
    ({ UserId, TargetId }) => typeof text(UserId) === 'string' && isDigits(TargetId),
  ),
]);

function ofChannel(
  channel: SignInChannel,
  statement: string,
  isSo: (connection: Connection) => boolean,
): Assumption {
  return {
    statement,
    checkedBy: 'the list, where it has one',
    judge: (seen) => {
      const own = connectionsOf(seen).filter((one) => channelOfConnection(one) === channel);
      return judgeEach(own, isSo, noneListed);
    },
  };
}

function connectionsOf({ responses: { list } }: Seen): Connection[] {
  return connectionsIn(list);
}

/** The values of these fields in all connections. */
function valuesIn(seen: Seen, names: readonly string[]): unknown[] {
  return connectionsOf(seen).flatMap((one) => names.map((name) => one[name]));
}

function isDate(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  return typeof value === 'string' && dateFormats.includes(stringFormat(value));
}
