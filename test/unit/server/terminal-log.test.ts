import { formatLogLine } from '../../../src/server/telemetry/log/terminal-log';

const format = (fields: object): string =>
  formatLogLine(JSON.stringify({ level: 30, time: '2024-05-06T07:08:09.123Z', msg: 'request', ...fields }));

describe('the terminal log', () => {
  it('writes the time, the level, the message and the other fields', () => {
    expect(format({ status: 200, route: '/graphql', codes: ['NOT_FOUND'], text: 'two words' })).toMatch(
      /^\d\d:\d\d:\d\d INFO {2}request status=200 route=\/graphql codes=\["NOT_FOUND"\] text="two words"\n$/,
    );
  });

  it('writes the error, its frames and its cause below the line', () => {
    const cause = { type: 'Error', message: 'refused', code: 'ECONNREFUSED' };
    const err = { type: 'OneboxError', message: 'It failed.', frames: ['    at call (file.js:1:2)'], cause };
    expect(format({ level: 50, err }).split('\n').slice(1)).toEqual([
      '    OneboxError: It failed.',
      '      at call (file.js:1:2)',
      '    caused by',
      '    Error: refused (ECONNREFUSED)',
      '',
    ]);
  });

  it('removes control characters, which the terminal would execute', () => {
    const text = format({
      msg: 'a\u001b[2Jb',
      field: 'c\u009b2Jd',
      err: { type: 'Error', message: 'e\nf\u0007' },
    });
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(text.split('\n')).toHaveLength(3);
  });
});
