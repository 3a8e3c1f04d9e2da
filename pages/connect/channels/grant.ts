/** What a person granted, whatever the channel. */
export interface Grant {
  sessionId: string;
  /** What is said of it: `Ovan Donnovan granted 1 Page.` */
  outcome: string;
  groups: readonly Group[];
}

/** Accounts that stand together: those of one Page. */
export interface Group {
  title: string;
  /** Shown where it has no accounts. */
  ifEmpty: string;
  choices: readonly Choice[];
}

/** An account that can be connected. */
export interface Choice {
  /** On its channel: that of the Page on Facebook. */
  id: string;
  pageId: string;
  label: string;
  detail: string;
  /** Undefined: accounts of its channel have none. */
  pictureUrl?: string | null;
}
