import { type EntitiesField } from './compile-operation';
import { type EntityName, entityRecords, findEntities, type WantedEntities } from './entity-records';
import { Fallback } from './fallback';
import { type ProjectionSetting } from './projection/projection';
import { isRepresentation } from '../federation/representation';
import { unprojectable } from './projection/unprojectable';

/** A reference to an entity of a session, and the place of its value in the response. */
export interface Reference {
  field: EntitiesField;
  list: unknown[];
  index: number;
  name: EntityName;
  id: string;
}

/** Parses the references of a field. Throws a {@link Fallback} where one is not to an entity of a session. */
export function referencesOf(
  field: EntitiesField,
  representations: readonly unknown[],
  list: unknown[],
): { sessionId: string; reference: Reference }[] {
  return representations.map((representation, index) => {
    if (!isRepresentation(representation)) throw new Fallback('variables');
    const { __typename: name, sessionId, id } = representation;
    if (!isEntityName(name) || typeof sessionId !== 'string' || typeof id !== 'string') {
      throw new Fallback('variables');
    }
    return { sessionId, reference: { field, list, index, name, id } };
  });
}

/** Projects the referenced entities into the lists of their fields. Throws {@link unprojectable}. */
export function projectReferences(
  body: unknown,
  references: readonly Reference[],
  setting: ProjectionSetting,
): void {
  const [first] = references;
  if (first === undefined) return;
  first.field.session.project(body, setting);
  const wanted: WantedEntities = {
    Page: new Map(),
    InstagramAccount: new Map(),
    InstagramBusinessAccount: new Map(),
  };
  for (const { name, id } of references) wanted[name].set(id, undefined);
  findEntities(body, wanted, setting.wire);
  for (const { field, list, index, name, id } of references) {
    const entity = wanted[name].get(id);
    if (entity === undefined) throw unprojectable;
    list[index] = field.projections[name].project(entity, setting);
  }
}

function isEntityName(name: unknown): name is EntityName {
  return typeof name === 'string' && Object.hasOwn(entityRecords, name);
}
