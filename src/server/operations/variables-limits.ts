import { badRequest } from '../http/request-error';

/** How large the variables of an operation may be. Each is the most that is still allowed. */
export interface VariablesLimits {
  depth: number;
  /** Those inside lists and objects included. */
  values: number;
}

/** Throws a refusal where the variables are larger than the limits. Looks at no more than those allow. */
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
