import type { Events } from '../../../shared/contract';
import type { HandlerTable } from '../../../shared/wire/serving';

/** What a host needs of an engine; `createEngine` gives one. */
export interface HostedEngine {
  handlers: HandlerTable;
  onEvent(listener: <E extends keyof Events>(event: E, payload: Events[E]) => void): () => void;
  /** Makes a token known that stands for a path which a person chose in a dialog of the desktop. */
  grant(token: string, path: string): void;
  /** Hands an exported file over: the host moves or removes it. Throws `not_found` for a token that is used up. */
  takeExport(token: string): { path: string; name: string; bytes: number };
  /** Moves an exported file to a path that a person chose. */
  saveExport(token: string, target: string): Promise<void>;
  /** A connection ended; its calls are cancelled already. */
  clientGone(client: string): void;
  /** Ends the jobs and closes the sessions. */
  close(): Promise<void>;
}
