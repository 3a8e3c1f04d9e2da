import { type WireSetting } from '../../../onebox/wire/table/values';
import { type SelectedConnection } from './connection-projection';

/** The parameters of the projection of one body. */
export interface ProjectionSetting {
  wire: WireSetting;
  sessionId: string;
  /** Counts a list before its items are projected. Throws where the response becomes too large. */
  addList: (items: number, fieldsPerItem: number) => void;
  /** Collects the connections to add later. */
  connections: SelectedConnection[];
}

/** Projects a parsed body to the object of one selection. Throws {@link unprojectable}. */
export type Project = (body: unknown, setting: ProjectionSetting) => Record<string, unknown>;

/** A compiled selection. */
export interface Projection {
  project: Project;
  /** The maximum number of copies of a text of the body in the response. */
  copies: number;
}
