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

/** The value of a root field: as JSON text, or as an object that still lacks its connections. */
type Value = string | object;

/** The projection of the body of one session: the whole response, or the values of root fields by their keys. */
type Projected = ResponseText | ReadonlyMap<string, Value>;

/**
 * Executes an operation directly on the bodies of Onebox, and returns the text of the response. Throws a {@link Fallback} on any error,
 * and where a body has another shape than its table. The context's loaders then hold what was read.
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

/** What an operation reads from one session. */
interface SessionTask {
  sessions: AnySessionKind;
  id: SessionId;
  fields: SessionField[];
  references: Reference[];
}

class Execution {
  /** By path of the channel, and session id. */
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
          // Aliases with the same selection share one projection.
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

  /** Returns the result of `run`. Where it throws, stores the reason in `#failure` and returns undefined. */
  #attempt<T>(run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      this.#failure = fallbackOf(error);
      return undefined;
    }
  }

  /** The values of root fields: as text, or as objects where connections are still to be added. */
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
      const existing = texts.get(project);
      if (existing !== undefined) responseSize.addText(existing);
      const text =
        existing ??
        (hasConnections ? undefined : responseSize.write(object, { bytes: bytes * copies, longestName }));
      if (text !== undefined) texts.set(project, text);
      values.set(key, text ?? object);
    }
    return values;
  }

  /** Adds the connections of all accounts, from one read of the list. */
  async #addConnections(): Promise<void> {
    const { loaders } = this.context;
    const connections = await loaders.connections.readAll();
    const connectionOf = connectionLookups(connections);
    for (const { object, key, account, project } of this.#connections) {
      const connection = connectionOf(account);
      if (connection !== undefined) setProperty(object, key, project(connectedAccountOf(connection)));
    }
  }

  /** Puts the results into the loaders, so that graphql-js does not repeat a call. */
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

/** Encodes a long response once, since deduplicated requests may share it. */
function shareable(text: string): ResponseText {
  return text.length > longTextLength ? Buffer.from(text) : text;
}
