/** Novelty of one list. */
export interface Novelty {
  /** Mean of -log2 p(i) over the items with events; null when none has any. */
  value: number | null;
  /** Items without events, left out. */
  unseen: number;
}

/** Mean self-information in bits; `events[i]` counts training events of the item at rank i+1, `total` those of all items. */
export function novelty(events: ArrayLike<number>, total: number): Novelty {
  let sum = 0;
  let seen = 0;
  for (let i = 0; i < events.length; i++) {
    const count = events[i]!;
    if (!(count > 0)) continue;
    sum -= Math.log2(count / total);
    seen++;
  }
  return { value: seen === 0 ? null : sum / seen, unseen: events.length - seen };
}
