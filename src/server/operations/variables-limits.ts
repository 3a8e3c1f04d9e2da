import { badRequest } from '../http/request-error';

/** The limits of the variables of an operation. Each value is the maximum. */
export interface VariablesLimits {
  depth: number;
  /** Includes values inside lists and objects. */
  values: number;
}

/** Throws a request error where the variables exceed the limits. Stops at the first excess value. */
export function checkVariables(variables: unknown, limits: VariablesLimits): void {
  let values = 0;
  for (let depth = 0, level = [variables]; level.length > 0; depth += 1) {
    if (depth > limits.depth + 1) {
      throw badRequest(`The variables are too large: at most ${limits.depth} levels of lists and objects.`);
    }
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      const inside = Array.isArray(value) ? (value as unknown[]) : Object.values(value);
      values += inside.length;
      if (values > limits.values) {
        throw badRequest(`The variables are too large: at most ${limits.values} values.`);
      }
      for (const one of inside) next.push(one);
    }
    level = next;
  }
}
