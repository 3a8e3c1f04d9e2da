import { Cancellation } from '../../src/onebox/cancellation';
import { InFlightCalls } from '../../src/onebox/in-flight-calls';

it('tells of an answer that is for one request alone, and when all who wait have received it', async () => {
  const calls = new InFlightCalls();
  const sole: string[] = [];
  const received: string[] = [];
  const ends: [string, number][] = [];
  const share = (callerId: string): Promise<string> =>
    calls.share(callerId, '/path', () => Promise.resolve(`for ${callerId}`), {
      join: true,
      remember: undefined,
      receive: (answer, isSole) => {
        if (isSole) sole.push(answer);
        received.push(answer);
      },
      onReceived: (answer) => {
        ends.push([answer, received.filter((one) => one === answer).length]);
      },
      cancellation: new Cancellation(),
    });
  const answers = await Promise.all([share('one'), share('two'), share('two')]);
  expect(answers).toEqual(['for one', 'for two', 'for two']);
  expect(sole).toEqual(['for one']);
  expect(ends).toEqual([
    ['for one', 1],
    ['for two', 2],
  ]);
});
