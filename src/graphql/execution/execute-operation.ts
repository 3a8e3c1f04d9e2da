import { type ReadSession, type SessionReader } from '../../onebox/sessions/session-reader';
import { parseSessionId, type SessionId } from '../../onebox/sessions/session-id';
import { type SessionBody } from '../../onebox/sessions/session-channel';
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
import { type Projection, type ProjectionSetting } from './projection/projection';
import { settled } from '../../onebox/to-result';
import { projectReferences, type Reference, referencesOf } from './references';

/** The response as JSON. */
export type ResponseText = string | Buffer;

/** The value of a root field: as JSON text, or as an object that still lacks its connections. */
type Value = string | object;

/** The projection of the body of one session: the whole response, or the values of the fields of its task. */
type Projected = ResponseText | readonly Value[];

/**
 * Executes an operation directly on the bodies of Onebox, and returns the text of the response. Throws a {@link Fallback} on any error,
 * and where a body has another shape than its table. The context's loaders then hold what was read.
 */
export function executeOperation(
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
  /** Of the root fields, in their order. */
  readonly #values: Value[] = [];
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
    const tasks = [...this.#tasks.values()];
    const outcomes = await settled(tasks.map((task) => this.#read(task)));
    try {
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.status === 'rejected') throw new Fallback('onebox-error', { cause: outcome.reason });
        const { projection } = outcome.value;
        if (projection === undefined) throw this.#failure ?? new Fallback('body');
        if (typeof projection === 'string' || Buffer.isBuffer(projection)) return projection;
        setValues(this.#values, tasks[index], projection);
      }
      if (this.#connections.length > 0) await this.#addConnections();
      return this.#textOf(this.#values);
    } catch (error) {
      await this.#primeLoaders(tasks, outcomes);
      throw error instanceof Fallback ? error : fallbackOf(error);
    }
  }

  #textOf(values: readonly Value[]): string {
    let text = '';
    for (const [index, field] of this.operation.fields.entries()) {
      const value = field.kind === 'constant' ? JSON.stringify(field.value) : values[index];
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
    const key = `${sessions.channel.path} ${id}`;
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
    this.#values[field.index] = list;
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
          const objects: object[] = [];
          const sizes: number[] = [];
          for (const [index, { projection }] of task.fields.entries()) {
            const same = firstOf(task.fields, projection);
            if (same < index) responseSize.addValues(sizes[same] ?? 0);
            const before = responseSize.values;
            objects.push(objects[same] ?? projection.project(body, setting));
            sizes.push(sizes[same] ?? responseSize.values - before);
          }
          return () =>
            this.#attempt(() => {
              const values = this.#write(objects, bytes, task.fields);
              return isWhole ? shareable(this.#textOf(setValues([], task, values))) : values;
            });
        });
      },
    };
    return this.context.onebox.readSession(sessions.channel, id, reader);
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

  /** The values of the fields: as text, or as objects where connections are still to be added. */
  #write(objects: readonly object[], bytes: number, fields: readonly SessionField[]): readonly Value[] {
    const { responseSize } = this.context;
    const { longestName, hasConnections } = this.operation.facts;
    if (hasConnections) return objects;
    const texts: string[] = [];
    for (const [index, { projection }] of fields.entries()) {
      const existing = texts[firstOf(fields, projection)];
      if (existing !== undefined) responseSize.addText(existing);
      texts.push(
        existing ?? responseSize.write(objects[index], { bytes: bytes * projection.copies, longestName }),
      );
    }
    return texts;
  }

  /** Adds the connections of all accounts, from one read of the list. */
  async #addConnections(): Promise<void> {
    const connectionOf = await this.context.loaders.connectionLookup;
    for (const { object, key, account, project } of this.#connections) {
      const connection = connectionOf(account);
      if (connection !== undefined) setProperty(object, key, project(connectedAccountOf(connection)));
    }
  }

  /** Puts the results into the loaders, so that graphql-js does not repeat a call. */
  async #primeLoaders(
    tasks: readonly SessionTask[],
    outcomes: readonly PromiseSettledResult<ReadSession<SessionBody, Projected>>[],
  ): Promise<void> {
    const { loaders, slices } = this.context;
    for (const [index, { sessions, id }] of tasks.entries()) {
      const outcome = outcomes[index];
      const loader = loaders.sessions(sessions).session;
      if (outcome?.status === 'rejected') loader.prime(id, outcome.reason as Error);
      else if (outcome?.value.session !== undefined) {
        loader.prime(id, sessions.toSession(id, await outcome.value.session(slices)));
      }
    }
  }
}

/** The first of the fields with this projection: aliases with the same selection share one, and its value. */
function firstOf(fields: readonly SessionField[], projection: Projection): number {
  return fields.findIndex((field) => field.projection === projection);
}

/** Puts the values of the fields of a task to their places among the values of all root fields. */
function setValues(all: Value[], task: SessionTask | undefined, values: readonly Value[]): readonly Value[] {
  for (const [index, value] of values.entries()) {
    const field = task?.fields[index];
    if (field !== undefined) all[field.index] = value;
  }
  return all;
}

/** Encodes a long response once, since deduplicated requests may share it. */
function shareable(text: string): ResponseText {
  return text.length > longTextLength ? Buffer.from(text) : text;
}
