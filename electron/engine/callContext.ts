/** What a handler knows of the call that it answers: whose it is, how to stop and how to tell how far it got. */
export interface CallContext {
  signal: AbortSignal;
  /** `total` is null while the end is not known. */
  progress(done: number, total: number | null, text: string): void;
  /** The connection that called. */
  client: string;
}
