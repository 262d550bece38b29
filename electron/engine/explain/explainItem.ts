import type { BackgroundKind, ExplainItem } from '../../../shared/explain/explainSchemas';
import type { Session } from '../session/session';
import { attribute, attributeByCover, fedRow, occlude, sharedGroups } from './attribute';
import { type Background, backgroundOf } from './background';
import { contributionsOf } from './contributions';
import { itemIndex, type OpenRequest, positionOf, requestWarnings, withRequest } from './openRequest';

export interface ExplainControl {
  signal?: AbortSignal;
  progress?: (done: number, total: number) => void;
}

export interface ItemWish {
  request: string;
  item: string;
  model: string;
  background: BackgroundKind;
  covers: boolean;
  seed: number;
}

/** Shapley values of one item's score, against a background or by the covers of a forest. */
export function explainItem(session: Session, wish: ItemWish, control: ExplainControl): Promise<ExplainItem> {
  return withRequest(session, wish, control.signal, (open) => {
    const index = itemIndex(open, wish.item);
    return wish.covers ? byCovers(open, index, wish) : byBackground(open, index, wish, control);
  });
}

async function byBackground(open: OpenRequest, index: number, wish: ItemWish, control: ExplainControl) {
  const { seed } = wish;
  const background = await backgroundOf(open, index, { kind: wish.background, seed, signal: control.signal });
  const x = fedRow(open, index);
  const attribution = await attribute(open, x, background.fed, { seed, ...control });
  const occluded = await occlude(open, x, background.fed, attribution.score, { signal: control.signal });
  const shared = sharedGroups(open, x, background.fed);
  const parts = contributionsOf({ open, index, attribution, shared, background: background.logged, occluded });
  const { method, pairs, base, score } = attribution;
  const numbers = { method, pairs, base, score, ...parts };
  return { ...aboutItem(open, index, seed), ...numbers, ...described(open, background) };
}

async function byCovers(open: OpenRequest, index: number, { seed }: ItemWish): Promise<ExplainItem> {
  const attribution = attributeByCover(open, fedRow(open, index));
  const shared = new Uint8Array(open.groups.length);
  const parts = contributionsOf({ open, index, attribution, shared, background: null, occluded: null });
  const { method, pairs, base, score } = attribution;
  const text = 'the training rows, by the counts in the nodes of the trees';
  return {
    ...aboutItem(open, index, seed),
    ...{ method, pairs, base, score },
    ...parts,
    background: { kind: 'cover', rows: 0, seed: null, text },
    warnings: requestWarnings(open),
  };
}

/** Whose score it is and where it stands. */
export function aboutItem(open: OpenRequest, index: number, seed: number) {
  const { request, model, items, scorer } = open;
  return {
    request,
    item: items[index]!.item,
    model,
    output: scorer.output,
    seed,
    position: positionOf(open, index),
    items: items.length,
    servedPosition: items[index]!.position,
  };
}

/** A background in words, with the warnings that belong to the result. */
export function described(open: OpenRequest, { kind, fed, seed, text, warnings }: Background) {
  return { background: { kind, rows: fed.rows, seed, text }, warnings: [...requestWarnings(open), ...warnings] };
}
