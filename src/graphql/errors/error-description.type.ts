import { Field, ObjectType, registerEnumType } from 'type-graphql';

import { type ErrorCode, errorCodes, type ErrorMeaning, type ErrorReason, errorReasons } from './error-codes';

/** Maps each name to itself, the form of an enum that type-graphql registers. */
function enumOf<Name extends string>(descriptions: Readonly<Record<Name, string>>): Record<Name, Name> {
  return Object.fromEntries(Object.keys(descriptions).map((name) => [name, name])) as Record<Name, Name>;
}

function valuesConfig<Name extends string>(
  descriptions: Readonly<Record<Name, string>>,
): Record<Name, { description: string }> {
  return Object.fromEntries(
    Object.entries(descriptions).map(([name, description]) => [name, { description }]),
  ) as Record<Name, { description: string }>;
}

const ErrorCodeEnum = enumOf(errorCodes);
const ErrorReasonEnum = enumOf(errorReasons);

registerEnumType(ErrorCodeEnum, {
  name: 'ErrorCode',
  description: 'The class of an error: `errors[].extensions.code`.',
  valuesConfig: valuesConfig(errorCodes),
});
registerEnumType(ErrorReasonEnum, {
  name: 'ErrorReason',
  description: 'The exact error: `errors[].extensions.reason`.',
  valuesConfig: valuesConfig(errorReasons),
});

/** An error that this API can return. */
@ObjectType({ simpleResolvers: true, description: 'What an error means, and what to do about it.' })
export class ErrorDescription {
  @Field(() => ErrorCodeEnum, { description: 'The class of the error.' })
  readonly code: ErrorCode;

  @Field(() => ErrorReasonEnum, {
    nullable: true,
    description: 'The exact error. Null if the code has only one cause.',
  })
  readonly reason: ErrorReason | null;

  @Field(() => Boolean, { description: 'Whether the same operation may succeed later.' })
  readonly retryable: boolean;

  @Field(() => String, { description: 'For developers, in English.' })
  readonly description: string;

  constructor({ code, reason, retryable }: ErrorMeaning) {
    this.code = code;
    this.reason = reason ?? null;
    this.retryable = retryable;
    this.description = reason === undefined ? errorCodes[code] : errorReasons[reason];
  }
}
