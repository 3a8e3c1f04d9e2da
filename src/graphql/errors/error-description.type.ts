import { Field, ObjectType, registerEnumType } from 'type-graphql';

import { type ErrorCode, type ErrorReason } from './error-codes';
import { codeTexts, type ErrorText, reasonTexts } from './error-texts';

const ErrorCodeEnum = registerEnum(
  'ErrorCode',
  'The class of an error: `errors[].extensions.code`.',
  codeTexts,
);
const ErrorReasonEnum = registerEnum(
  'ErrorReason',
  'The exact error: `errors[].extensions.reason`.',
  reasonTexts,
);

@ObjectType({ simpleResolvers: true, description: 'What an error means, and what to do about it.' })
export class ErrorDescription {
  @Field(() => ErrorCodeEnum, { description: 'The class of the error.' })
  readonly code!: ErrorCode;

  @Field(() => ErrorReasonEnum, {
    nullable: true,
    description: 'The exact error. Null if the code has only one cause.',
  })
  readonly reason!: ErrorReason | null;

  @Field(() => Boolean, { description: 'Whether the same operation may succeed later.' })
  readonly retryable!: boolean;

  @Field(() => String, { description: 'For developers, in English.' })
  readonly description!: string;
}

/** The description of a code or a reason in the schema. */
export function descriptionOf({ meaning, action }: ErrorText): string {
  return `${meaning} ${action}`;
}

/** Registers an enum whose values are the names of these texts. */
function registerEnum(
  name: string,
  description: string,
  texts: Readonly<Record<string, ErrorText>>,
): Record<string, string> {
  const values = Object.fromEntries(Object.keys(texts).map((value) => [value, value]));
  const valuesConfig = Object.fromEntries(
    Object.entries(texts).map(([value, text]) => [value, { description: descriptionOf(text) }]),
  );
  registerEnumType(values, { name, description, valuesConfig });
  return values;
}
