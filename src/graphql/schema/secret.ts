import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { type GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';

/** Marks a field that hands out a secret: it is left out of the schema unless the gateway reveals secrets. */
export function Secret(): PropertyDecorator & MethodDecorator {
  return Extensions({ isSecret: true });
}

/** Whether the field hands out a secret. */
export function isSecret({ extensions }: { extensions?: object | null | undefined }): boolean {
  return (extensions as { isSecret?: true } | undefined)?.isSecret === true;
}

/** The schema without the fields that hand out secrets. */
export function withoutSecretFields(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (field) => (isSecret(field) ? null : undefined),
  });
}
