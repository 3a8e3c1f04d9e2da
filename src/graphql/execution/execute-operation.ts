import { type ReadSession, type SessionReader } from '../../onebox/sessions/session-reader';
import { parseSessionId, type SessionId } from '../../onebox/sessions/session-id';
import { type SessionBody } from '../../onebox/sessions/sign-in';
import { connectionLookups } from '../../onebox/connections/site-connections';
import { type GatewayContext } from '../context';
import { connectedAccountOf } from '../connected-account/connected-account.mapper';
import { instagramSessions } from '../instagram-session/instagram-session.mapper';
import {
  type AnySessionKind,
  type CompiledOperation,
  type EntitiesField,
  type SessionField,
  type Variables,
} from './compile-operation';
import { type SelectedConnection, setProperty } from './projection/connection-projection';
import { Fallback, fallbackOf } from './fallback';
import { type Project, type ProjectionSetting } from './projection/projection';
import { projectReferences, type Reference, referencesOf } from './references';

/** The response as JSON. */
export type ResponseText = string | Buffer;

/** A root field's value: as text, or as an object that is not whole yet. */
type Value = string | object;

/** What is made of the body of one session: all of the response, or values of root fields by their keys. */
type Projected = ResponseText | ReadonlyMap<string, Value>;

/**
 * Answers an operation straight from the bodies that it reads: the text of the response. Throws a {@link Fallback} where it has
 * an error or where a body is not plain: the context's loaders have by then what was read.
 */
export async function executeOperation(
  operation: CompiledOperation,
  variables: Variables,
  context: GatewayContext,
): Promise<ResponseText> {
  return new Execution(operation, context).run(variables);
}

const longTextLength = 16 * 1024;

const entitySessions = instagramSessions as unknown as AnySessionKind;

/** What an operation reads of one session. */
interface SessionTask {
  sessions: AnySessionKind;
  id: SessionId;
  fields: SessionField[];
  references: Reference[];
}

class Execution {
  /** By channel and id. */
  readonly #tasks = new Map<string, SessionTask>();
  readonly #values = new Map<string, Value>();
  readonly #connections: SelectedConnection[] = [];
  #failure: Fallback | undefined;

  constructor(
    private readonly operation: CompiledOperation,
    private readonly context: GatewayContext,
  ) {}

  async run(variables: Variables): Promise<ResponseText> {
    for (const field of this.operation.fields) {
      if (field.kind === 'session') this.#taskOf(field.sessions, field.id(variables)).fields.push(field);
      else if (field.kind === 'entities') this.#addReferences(field, variables);
    }
    const reads = [...this.#tasks.values()].map((task) => this.#read(task));
    const outcomes = await Promise.allSettled(reads);
    try {
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') throw new Fallback('onebox-error', { cause: outcome.reason });
        const { projection } = outcome.value;
        if (projection === undefined) throw this.#failure ?? new Fallback('body');
        if (typeof projection === 'string' || Buffer.isBuffer(projection)) return projection;
        for (const [key, value] of projection) this.#values.set(key, value);
      }
      if (this.#connections.length > 0) await this.#addConnections();
      return this.#textOf(this.#values);
    } catch (error) {
      await this.#primeLoaders(outcomes);
      throw error instanceof Fallback ? error : fallbackOf(error);
    }
  }

  #textOf(values: ReadonlyMap<string, Value>): string {
    let text = '';
    for (const field of this.operation.fields) {
      const value = field.kind === 'constant' ? JSON.stringify(field.value) : values.get(field.key);
      const json = typeof value === 'string' ? value : this.context.responseSize.write(value);
      text += `${text === '' ? '' : ','}${JSON.stringify(field.key)}:${json}`;
    }
    return `{"data":{${text}}}\n`;
  }

  #taskOf(sessions: AnySessionKind, text: string): SessionTask {
    let id: SessionId;
    try {
      id = parseSessionId(text);
    } catch {
      throw new Fallback('variables');
    }
    const key = `${sessions.signIn.path} ${id}`;
    let task = this.#tasks.get(key);
    if (task === undefined) {
      task = { sessions, id, fields: [], references: [] };
      this.#tasks.set(key, task);
    }
    return task;
  }

  #addReferences(field: EntitiesField, variables: Variables): void {
    const representations = field.representations(variables);
    const list: unknown[] = representations.map(() => null);
    this.#values.set(field.key, list);
    this.context.responseSize.addList(representations.length, field.fieldsPerItem);
    for (const { sessionId, reference } of referencesOf(field, representations, list)) {
      this.#taskOf(entitySessions, sessionId).references.push(reference);
    }
  }

  #read(task: SessionTask): Promise<ReadSession<SessionBody, Projected>> {
    const { sessions, id } = task;
    const { operation } = this;
    const { hasConnections } = operation.facts;
    const isWhole = operation.isOfSessions && this.#tasks.size === 1;
    const reader: SessionReader<Projected> = {
      key: isWhole ? operation : this,
      keepsBody: this.#tasks.size > 1 || hasConnections,
      derived: isWhole
        ? {
            name: operation.fingerprint,
            of: (response) =>
              typeof response === 'string' || Buffer.isBuffer(response) ? response : undefined,
            from: (cached) => cached,
          }
        : undefined,
      project: (body, bytes, wire) => {
        const { responseSize } = this.context;
        const setting: ProjectionSetting = {
          wire,
          sessionId: id,
          addList: (items, fieldsPerItem) => {
            responseSize.addList(items, fieldsPerItem);
          },
          connections: this.#connections,
        };
        return this.#attempt(() => {
          projectReferences(body, task.references, setting);
          // Aliases of one selection are made once.
          const objects = new Map<Project, object>();
          const valuesIn = new Map<Project, number>();
          for (const { projection } of task.fields) {
            const { project } = projection;
            const known = valuesIn.get(project);
            if (known !== undefined) {
              responseSize.addValues(known);
              continue;
            }
            const before = responseSize.values;
            objects.set(project, project(body, setting));
            valuesIn.set(project, responseSize.values - before);
          }
          return () =>
            this.#attempt(() => {
              const values = this.#write(objects, bytes, task.fields);
              return isWhole ? shareable(this.#textOf(values)) : values;
            });
        });
      },
    };
    return this.context.onebox.readSession(sessions.signIn, id, reader);
  }

  /** What `make` gives; undefined where it throws, and then why is kept. */
  #attempt<T>(make: () => T): T | undefined {
    try {
      return make();
    } catch (error) {
      this.#failure = fallbackOf(error);
      return undefined;
    }
  }

  /** The values of root fields: as text, unless connections are to be filled in. */
  #write(
    objects: ReadonlyMap<Project, object>,
    bytes: number,
    fields: readonly SessionField[],
  ): ReadonlyMap<string, Value> {
    const { responseSize } = this.context;
    const { longestName, hasConnections } = this.operation.facts;
    const values = new Map<string, Value>();
    const texts = new Map<Project, string>();
    for (const { key, projection } of fields) {
      const { project, copies } = projection;
      const object = objects.get(project) ?? {};
      const known = texts.get(project);
      if (known !== undefined) responseSize.addText(known);
      const text =
        known ??
        (hasConnections ? undefined : responseSize.write(object, { bytes: bytes * copies, longestName }));
      if (text !== undefined) texts.set(project, text);
      values.set(key, text ?? object);
    }
    return values;
  }

  /** Fills in the connections of accounts: one lookup for all. */
  async #addConnections(): Promise<void> {
    const { loaders } = this.context;
    const connections = await loaders.connections.readAll();
    const connectionOf = connectionLookups(connections);
    for (const { object, key, account, project } of this.#connections) {
      const connection = connectionOf(account);
      if (connection !== undefined) setProperty(object, key, project(connectedAccountOf(connection)));
    }
  }

  /** So that graphql-js makes no call again. */
  async #primeLoaders(
    outcomes: readonly PromiseSettledResult<ReadSession<SessionBody, Projected>>[],
  ): Promise<void> {
    const { loaders, slices } = this.context;
    for (const [index, { sessions, id }] of [...this.#tasks.values()].entries()) {
      const outcome = outcomes[index];
      const loader = loaders.sessions(sessions).session;
      if (outcome?.status === 'rejected') loader.prime(id, outcome.reason as Error);
      else if (outcome?.value.session !== undefined) {
        loader.prime(id, sessions.toSession(id, await outcome.value.session(slices)));
      }
    }
  }
}

/** Many may share a response: a long one is encoded once for all of them. */
function shareable(text: string): ResponseText {
  return text.length > longTextLength ? Buffer.from(text) : text;
}
