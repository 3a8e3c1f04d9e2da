import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { type GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';

/** Marks a field that returns a secret, with `@tag` in the printed schema. It exists only with the setting REVEAL_ACCESS_TOKENS. */
export function Secret(): PropertyDecorator & MethodDecorator {
  return Extensions({ isSecret: true, directives: { tag: { name: 'secret' } } });
}

export function isSecret({ extensions }: { extensions?: object | null | undefined }): boolean {
  return (extensions as { isSecret?: true } | undefined)?.isSecret === true;
}

/** The schema without the fields that return secrets. */
export function withoutSecretFields(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (field) => (isSecret(field) ? null : undefined),
  });
}
