import type { ToEngine } from '../engine/host/relayMessages';
import { newToken } from './token';

type Grant = Extract<ToEngine, { type: 'grant' }>;

/** Uploaded files as tokens that every engine knows, also one that was started after they came. */
export class UploadGrants {
  readonly #send: (grant: Grant) => void;
  readonly #grants: Grant[] = [];

  constructor(send: (grant: Grant) => void) {
    this.#send = send;
  }

  /** Makes a token for a file. */
  add(file: string): string {
    const grant: Grant = { type: 'grant', token: newToken(), path: file };
    this.#grants.push(grant);
    this.#send(grant);
    return grant.token;
  }

  /** Tells an engine that has just started. */
  repeat(): void {
    for (const grant of this.#grants) this.#send(grant);
  }
}
