import { Query, Resolver } from 'type-graphql';

import { objectOf } from '../schema/object-of';
import { errorCatalog } from './error-codes';
import { descriptionOf, ErrorDescription } from './error-description.type';
import { codeTexts, reasonTexts } from './error-texts';

const descriptions = errorCatalog.map(({ code, reason = null, retryable }) =>
  objectOf(ErrorDescription, {
    code,
    reason,
    retryable,
    description: descriptionOf(reason === null ? codeTexts[code] : reasonTexts[reason]),
  }),
);

@Resolver(() => ErrorDescription)
export class ErrorCatalogResolver {
  @Query(() => [ErrorDescription], {
    description: 'Every error that this API can return. Makes no network call. Needs no token.',
  })
  errorCatalog(): readonly ErrorDescription[] {
    return descriptions;
  }
}
