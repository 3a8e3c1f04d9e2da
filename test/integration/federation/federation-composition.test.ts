import { compose, subgraph } from '../../support/gateway/federation';

describe('the supergraph', () => {
  it.each([
    ['of the gateway alone', ['onebox']],
    ['with a subgraph that adds fields to Pages and accounts by their ids', ['onebox', 'insights']],
    ['with a subgraph that hands out Pages, too', ['onebox', 'insights', 'campaigns']],
  ])('%s composes', (_, names) => {
    const { apollo, guild } = compose(names.map((name) => subgraph(name)));
    expect(apollo.errors).toEqual([]);
    expect(apollo.hints).toEqual([]);
    expect(guild).toMatchObject({ errors: [], hints: [] });
    expect(apollo.supergraphSdl).toContain('type Page');
    expect(guild.supergraphSdl).toContain('type Page');
  });

  it('fails to compose where a subgraph returns Pages without a resolvable key', () => {
    const { apollo, guild } = compose(['onebox', 'unfetchable'].map((name) => subgraph(name)));
    for (const { errors, supergraphSdl } of [apollo, guild]) {
      expect(supergraphSdl).toBeUndefined();
      expect(errors.join('\n')).toContain('cannot find field "Page.name"');
    }
  });
});
