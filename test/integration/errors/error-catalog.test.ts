import { errorCatalog } from '../../../src/graphql/errors/error-codes';
import { ErrorCatalogDocument } from '../../generated/graphql';
import { type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { startGateway, type TestGateway } from '../../support/gateway/gateway';

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  onebox = await startFakeOnebox();
  gateway = await startGateway(onebox.origin);
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

describe('errorCatalog', () => {
  it('lists every error once, without a token and without a call to Onebox', async () => {
    const { data, errors } = await gateway.ask(ErrorCatalogDocument, {}, {});
    expect(errors).toBeUndefined();
    expect(data?.errorCatalog).toHaveLength(errorCatalog.length);
    const names = data?.errorCatalog.map(({ code, reason }) => `${code} ${reason ?? ''}`);
    expect(new Set(names).size).toBe(names?.length);
    expect(onebox.requests).toEqual([]);
  });

  it('returns the meaning of each error', async () => {
    const { data } = await gateway.ask(ErrorCatalogDocument, {}, {});
    expect(data?.errorCatalog).toContainEqual({
      code: 'OVERLOADED',
      reason: 'RESPONSE_TOO_LARGE',
      retryable: false,
      description: expect.stringMatching(/request less/i) as unknown,
    });
    expect(data?.errorCatalog.map(({ description }) => description)).not.toContain('');
  });
});
