import { OneboxError, type OneboxErrorKind } from '../../src/onebox/onebox-error';

/** The kind of the OneboxError that `action` throws. Undefined without an error. */
export function kindOf(action: () => unknown): OneboxErrorKind | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof OneboxError) return error.kind;
    throw error;
  }
}
