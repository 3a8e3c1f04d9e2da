import { type Channel } from '../../../onebox/wire/channel';
import { channelOfConnection } from '../../../onebox/wire/connection';
import { digits, text, wallClockDate } from '../../../onebox/wire/table/values';
import { connectionsIn } from '../recorded-calls';
import { stringFormat } from '../string-format';
import { assume, type Assumption, holdsUnless, type Judgement, notSeen, type Seen } from './assumption';

type Connection = Partial<Record<string, unknown>>;

const dateNames = ['CreateDate', 'ModifyDate', 'StartDate', 'EndDate', 'LastActivity', 'ActivityDate'];
const dateFormats = ['empty', 'zero-date-time', 'date-time-without-zone'];

/** Of the connections that were listed. */
export const connectionAssumptions: readonly Assumption[] = [
  assume({
    statement: 'Dates are `YYYY-MM-DD HH:mm:ss`, without a zone, or there is none.',
    checkedBy: 'the list',
    judge: (seen) => {
      const dates = connectionsOf(seen).flatMap((one) => dateNames.map((name) => one[name]));
      return judgeEach(dates, isDate);
    },
  }),
  assume({
    statement: 'The zone of dates is the one that `ONEBOX_UTC_OFFSET` says: Jakarta, UTC+7.',
    checkedBy: 'dates in the list, of which none may be in the future. That does not prove it',
    judge: (seen) => {
      const dates = connectionsOf(seen)
        .flatMap(({ CreateDate, ModifyDate }) => [CreateDate, ModifyDate])
        .map((date) => wallClockDate(date, seen))
        .filter((date) => date instanceof Date);
      const latest = seen.now.getTime() + seen.clockSkewMs;
      return dates.some((date) => date.getTime() > latest)
        ? { verdict: 'does not hold', reason: 'some connection was made or changed in the future' }
        : notSeen('nothing contradicts it');
    },
  }),
  assume({
    statement: '`Enabled` and `Error` are the strings `"0"` or `"1"`.',
    checkedBy: 'the list',
    judge: (seen) => {
      const flags = connectionsOf(seen).flatMap((one) => [one['Enabled'], one['Error']]);
      return judgeEach(flags, (flag) => flag === '0' || flag === '1');
    },
  }),
  assume({
    statement: '`Id` and `SiteId` are strings of digits.',
    checkedBy: 'the list',
    judge: (seen) => {
      const ids = connectionsOf(seen).flatMap(({ Id, SiteId }) => [Id, SiteId]);
      return judgeEach(ids, isDigits);
    },
  }),
  assume({
    statement: 'Every connection comes with its secrets, `Password` and `Token`. The gateway drops them.',
    checkedBy: 'the list',
    judge: (seen) =>
      judgeEach(
        connectionsOf(seen),
        (one) => 'Password' in (one as Connection) && 'Token' in (one as Connection),
      ),
  }),
  ofChannel(
    'INSTAGRAM',
    '`UserId` is the id of a Page, and `From` and `TargetId` are the id of an account, in digits.',
    ({ UserId, From, TargetId }) => isDigits(UserId) && isDigits(TargetId) && From === TargetId,
  ),
  ofChannel(
    'FACEBOOK',
    '`UserId` and `From` are the id of a Page, in digits.',
    ({ UserId, From }) => isDigits(UserId) && From === UserId,
  ),
  ofChannel(
    'TWITTER',
    '`UserId` is the screen name, and `TargetId` the id of the user, in digits.',
    ({ UserId, TargetId }) => typeof text(UserId) === 'string' && isDigits(TargetId),
  ),
];

function ofChannel(
  channel: Channel & ('INSTAGRAM' | 'FACEBOOK' | 'TWITTER'),
  statement: string,
  isSo: (connection: Connection) => boolean,
): Assumption {
  const name = {
    INSTAGRAM: 'an Instagram account',
    FACEBOOK: 'a Facebook Page',
    TWITTER: 'a Twitter account',
  };
  return {
    statement: `Of the connection of ${name[channel]}: ${statement}`,
    checkedBy: 'the list, where it has one',
    judge: (seen) => {
      const own = connectionsOf(seen).filter((one) => channelOfConnection(one) === channel);
      return judgeEach(own, (one) => isSo(one as Connection));
    },
  };
}

function connectionsOf({ responses: { list } }: Seen): Connection[] {
  return connectionsIn(list);
}

function judgeEach(values: readonly unknown[], isSo: (value: unknown) => boolean): Judgement {
  if (values.length === 0) return notSeen('no such connection was listed');
  return holdsUnless(
    values.some((value) => !isSo(value)),
    'some is otherwise',
  );
}

function isDate(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  return typeof value === 'string' && dateFormats.includes(stringFormat(value));
}

function isDigits(value: unknown): boolean {
  return typeof value === 'string' && digits(value) === value;
}
