/** The resolvers of campaigns.graphql. A campaign remembers its Page's id and the session that granted the Page. */
const sessionId =
  'NldqYXA5UDBhREVkUzBnK1FvRHZsYmxySGhhRzBZNzdHOWVncG5vci8ycz06TENUQmRqdEI2azJqSmFhUDRQWFNGQT09';
const campaigns = [{ id: '1', name: 'Ramadan', page: { id: '241794770143249', sessionId } }];

export const resolvers = {
  Query: { campaigns: () => campaigns },
  Campaign: {
    __resolveReference: async ({ id }) => campaigns.find((campaign) => campaign.id === id) ?? null,
  },
};
