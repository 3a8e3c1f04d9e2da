import { Cancellation } from '../../src/onebox/cancellation';
import { InFlightCalls } from '../../src/onebox/in-flight-calls';

it('tells of an answer that is for one request alone, and of none that several wait for', async () => {
  const calls = new InFlightCalls();
  const sole: string[] = [];
  const share = (callerId: string): Promise<string> =>
    calls.share(callerId, '/path', () => Promise.resolve(`for ${callerId}`), {
      join: true,
      remember: undefined,
      onSole: (answer) => sole.push(answer),
      cancellation: new Cancellation(),
    });
  const answers = await Promise.all([share('one'), share('two'), share('two')]);
  expect(answers).toEqual(['for one', 'for two', 'for two']);
  expect(sole).toEqual(['for one']);
});
