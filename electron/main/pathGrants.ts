import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { PickedPath } from '../../shared/host/desktopBridge';
import type { EngineControl } from '../../shared/host/engineControl';

type Grant = Extract<EngineControl, { type: 'grant' }>;

/** Paths that a person chose, as tokens: the page never names a path, and every engine learns all of them. */
export class PathGrants {
  private readonly grants: Grant[] = [];

  constructor(private readonly announce: (grant: Grant) => void) {}

  /** Makes a token for an absolute path and tells the engine. */
  add(file: string): PickedPath {
    const grant: Grant = { type: 'grant', token: randomUUID(), path: file };
    this.grants.push(grant);
    this.announce(grant);
    return { token: grant.token, name: path.basename(file) };
  }

  /** Everything granted so far, for an engine that just started. */
  all(): readonly Grant[] {
    return this.grants;
  }
}
