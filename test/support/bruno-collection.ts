import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

// The parser of Bruno itself. It has no types.
const { bruToJsonV2, bruToEnvJsonV2 } = createRequire(__filename)('@usebruno/lang') as {
  bruToJsonV2: (text: string) => BrunoRequest;
  bruToEnvJsonV2: (text: string) => { variables: { name: string; value: string }[] };
};

/** The parts of a Bruno request that this collection uses. */
export interface BrunoRequest {
  meta: { name: string; type: string; seq: string };
  http: { method: string; url: string; body: string; auth: string };
  auth?: { bearer?: { token: string } };
  body: { graphql: { query: string; variables: string } };
  vars?: { res: { name: string; value: string }[] };
  assertions: { name: string; value: string }[];
}

const folder = join(__dirname, '..', '..', 'examples', 'bruno');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** The requests of the collection, in their order. */
export function brunoRequests(): BrunoRequest[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.bru'))
    .map((name) => bruToJsonV2(read(name)))
    .sort((one, other) => Number(one.meta.seq) - Number(other.meta.seq));
}

/** The variables of its environment for the sandbox. */
export function sandboxVariables(): Map<string, string> {
  const { variables } = bruToEnvJsonV2(read('environments/sandbox.bru'));
  return new Map(variables.map(({ name, value }) => [name, value]));
}

/** Inserts the variables into a text. Throws where one has no value. */
export function interpolated(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = variables.get(name);
    if (value === undefined) throw new Error(`{{${name}}} has no value.`);
    return value;
  });
}

/** The value of an expression such as `res.body.data.pages[0].id`. */
export function valueAt(body: unknown, expression: string): unknown {
  const steps = expression.replace(/^res\.body\.?/, '').split(/[.[\]]+/);
  return steps
    .filter(Boolean)
    .reduce((value: unknown, step) => (value as Record<string, unknown>)[step], body);
}
