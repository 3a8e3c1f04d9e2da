/** What people write today: Apollo Server standalone, type-graphql, @apollo/datasource-rest. */
import 'reflect-metadata';

import { RESTDataSource } from '@apollo/datasource-rest';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { GraphQLDateTimeISO, GraphQLURL } from 'graphql-scalars';
import { Arg, buildSchema, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';

import { toSession } from './session-shape.mjs';

class Onebox extends RESTDataSource {
  baseURL = `${process.env.ONEBOX_API_URL}/`;

  constructor(authorization) {
    super();
    this.authorization = authorization;
  }

  willSendRequest(_path, request) {
    request.headers.authorization = this.authorization;
  }

  async getSession(id) {
    return toSession(id, await this.get(`api/instagraph/session/${id}`));
  }
}

/** Decorates a class as TypeScript would. */
function objectType(name, fields) {
  const type = { [name]: class {} }[name];
  for (const [field, [typeOf, nullable]] of Object.entries(fields)) {
    Field(typeOf, { nullable })(type.prototype, field);
  }
  ObjectType()(type);
  return type;
}

const required = (type) => [() => type, false];
const nullable = (type) => [() => type, true];
const profile = objectType('FacebookProfile', { id: required(ID), name: required(String) });
const businessAccount = objectType('InstagramBusinessAccount', {
  id: required(ID),
  username: required(String),
  name: nullable(String),
});
const account = objectType('InstagramAccount', {
  id: required(ID),
  username: required(String),
  name: nullable(String),
  hasProfilePicture: required(Boolean),
  profilePictureUrl: nullable(GraphQLURL),
  profilePictureExpiresAt: nullable(GraphQLDateTimeISO),
});
const page = objectType('Page', {
  id: required(ID),
  name: required(String),
  instagramBusinessAccount: nullable(businessAccount),
  instagramAccounts: required([account]),
});
const session = objectType('InstagramSession', {
  id: required(ID),
  profile: required(profile),
  pages: required([page]),
});

class SessionResolver {
  instagramSession(id, { onebox }) {
    return onebox.getSession(id);
  }
}
const { prototype } = SessionResolver;
Arg('id', () => ID)(prototype, 'instagramSession', 0);
Ctx()(prototype, 'instagramSession', 1);
Query(() => session, { nullable: true })(
  prototype,
  'instagramSession',
  Object.getOwnPropertyDescriptor(prototype, 'instagramSession'),
);
Resolver()(SessionResolver);

const server = new ApolloServer({
  schema: await buildSchema({ resolvers: [SessionResolver], validate: false }),
});
const { url } = await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: 0 },
  context: async ({ req }) => ({ onebox: new Onebox(req.headers.authorization) }),
});
console.log(url.replace('localhost', '127.0.0.1').replace(/\/$/, ''));
