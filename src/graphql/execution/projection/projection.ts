import { type WireSetting } from '../../../onebox/wire/table/values';
import { type SelectedConnection } from './connection-projection';

/** What holds for the projection of one body. */
export interface ProjectionSetting {
  wire: WireSetting;
  sessionId: string;
  /** Counts a list before its items are made. Throws where the response becomes too large. */
  addList: (items: number, fieldsPerItem: number) => void;
  /** Collects the connections to fill in. */
  connections: SelectedConnection[];
}

/** Makes the response's object for one selection, straight from a parsed body. Throws {@link unprojectable}. */
export type Project = (body: unknown, setting: ProjectionSetting) => Record<string, unknown>;

/** A compiled selection. */
export interface Projection {
  project: Project;
  /** How often at most a text of the body can be in the response. */
  copies: number;
}
