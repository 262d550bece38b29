import type { MessagePort } from 'node:worker_threads';
import { type FeatureWork, measureFeature } from '../skew/measureFeature';
import type { PairFacts } from '../skew/pairFacts';

/** Measures features over the port of a worker until it is terminated. */
export function serveSkew(port: MessagePort, facts: PairFacts): void {
  port.on('message', (work: FeatureWork) => port.postMessage(measureFeature(work, facts)));
}
