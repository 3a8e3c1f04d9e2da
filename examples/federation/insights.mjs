/** The resolvers of insights.graphql. The gateway in front asks for Pages and accounts by id, wherever they came from. */
export const resolvers = {
  Page: {
    __resolveReference: async ({ id }) => ({ id, followerCount: lastDigitOf(id) * 1000 }),
  },
  InstagramAccount: {
    __resolveReference: async ({ id }) => ({ id, weeklyReach: lastDigitOf(id) * 100 }),
  },
};

function lastDigitOf(id) {
  return Number(id.at(-1));
}
