import { isSameConnection } from '../../../onebox/connections/connection-id';
import { channelOfConnection } from '../../../onebox/wire/connection';
import { connectionList } from '../../../onebox/wire/connection-list';
import { entriesOf } from '../../../onebox/wire/table/decode';
import { count, digits } from '../../../onebox/wire/table/values';
import { connectionsIn, type RecordedResponse } from '../recorded-calls';
import { shapeOf } from '../body-shape';
import {
  assumptions,
  judgeEach,
  doesNotHold,
  holdsUnless,
  type Judgement,
  notSeen,
  type Seen,
} from './assumption';

const noList = 'no list was read';
const noConnection = 'no connection was listed';
const tooFew = 'the site has fewer than two connections';

export const listAssumptions = assumptions([
  {
    statement: '`GET /api/connection` returns a list as `data`, without an envelope.',
    checkedBy: 'the list of the first 100 connections',
    judge: ({ responses: { list } }) =>
      list?.outcome !== 'ok'
        ? notSeen(noList)
        : holdsUnless(entriesOf(fieldOf(list, 'data')) === undefined, '`data` is no list'),
  },
  {
    statement: '`limit` bounds how many connections a list has.',
    checkedBy: 'a list with `limit=1`, of a site with several',
    judge: (seen) =>
      ofSeveral(seen, ({ first }) => holdsUnless(connectionsIn(first).length !== 1, 'it is another number')),
  },
  {
    statement: '`offset` skips as many connections.',
    checkedBy: 'lists with `offset=0` and `offset=1`, of a site with several',
    judge: (seen) =>
      ofSeveral(seen, ({ first, second }) => {
        const [one, other] = [first, second].map((list) => digits(connectionsIn(list)[0]?.['Id']));
        return holdsUnless(typeof other !== 'string' || one === other, 'both begin with the same');
      }),
  },
  {
    statement: '`total` says how many connections there are in all, as a number or a string.',
    checkedBy: 'a list with `limit=1`, of a site with several',
    judge: (seen) =>
      ofSeveral(seen, ({ list, first }) => {
        const total = count(fieldOf(first, 'total'));
        const listed = connectionsIn(list).length;
        if (typeof total !== 'number') return doesNotHold('it is no number');
        return holdsUnless(listed < 100 ? total !== listed : total < listed, 'it is another number');
      }),
  },
  {
    statement:
      'Every connection in a list has an `Id`, a `SiteId` and a channel, and no field that cannot be read.',
    checkedBy: 'the list, against the table by which the gateway decodes it',
    judge: ({ responses: { list }, utcOffset }) => {
      if (connectionsIn(list).length === 0) return notSeen(noConnection);
      const { missing, unreadable } = shapeOf(connectionList, list?.body, { utcOffset });
      const isUnknown = connectionsIn(list).some((one) => channelOfConnection(one) === undefined);
      const paths = [...new Set([...missing, ...unreadable])];
      if (isUnknown) paths.push('data[].MediaId');
      return holdsUnless(paths.length > 0, `missing or unreadable: ${paths.join(', ')}`);
    },
  },
  {
    statement: '`MediaId`, and where it is empty `ProviderId`, have one of the known codes of a channel.',
    checkedBy: 'the list',
    judge: ({ responses: { list } }) =>
      judgeEach(
        connectionsIn(list).map(channelOfConnection),
        (channel) => channel !== undefined && channel !== 'OTHER',
        noConnection,
        'some connection has another code',
      ),
  },
  {
    statement: '`GET /api/connection/{id}` returns the connection of that `Id`, without an envelope.',
    checkedBy: 'one call, with the first id of the list',
    judge: ({ responses: { list, connection } }) => {
      if (connection === undefined) return notSeen(noConnection);
      if (connection.outcome !== 'ok') return doesNotHold(`it is ${connection.outcome}`);
      const asked = digits(connectionsIn(list)[0]?.['Id']);
      const answered = digits(fieldOf(connection, 'Id'));
      const isSame =
        typeof asked === 'string' && typeof answered === 'string' && isSameConnection(asked, answered);
      return holdsUnless(!isSame, '`Id` is another');
    },
  },
]);

function fieldOf(response: RecordedResponse | undefined, name: string): unknown {
  return ((response?.body ?? {}) as Record<string, unknown>)[name];
}

function ofSeveral({ responses }: Seen, judge: (responses: Seen['responses']) => Judgement): Judgement {
  const { list, first, second } = responses;
  if (list?.outcome !== 'ok') return notSeen(noList);
  if (connectionsIn(list).length < 2) return notSeen(tooFew);
  return first?.outcome === 'ok' && second?.outcome === 'ok' ? judge(responses) : notSeen('a list failed');
}
