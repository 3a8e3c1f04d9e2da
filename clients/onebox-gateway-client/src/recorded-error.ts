/** An error of the catalog, as the gateway answered with it. */
export interface RecordedError {
  status: number;
  headers?: Record<string, string>;
  /** Whether it is the error of one field. Otherwise the request was refused whole. */
  isOfField: boolean;
  error: object;
}
