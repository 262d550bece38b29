import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNearThreshold, withinOneFloat32 } from '../../../shared/fidelity/float32Threshold';
import { rankFollowsScore } from '../../../shared/fidelity/rankFollowsScore';
import { shownPlaces } from '../../../shared/fidelity/shownPlaces';
import { isVocabularyFault } from '../../../shared/fidelity/vocabulary';
import { failsAfterOutcome } from '../../../shared/stats/afterOutcome';
import { findOnset, firstFifth } from '../../../shared/stats/onset';

const none = Number.NaN;
const listOf = (ranks: number[], positions: number[], organic = ranks.map(() => 1)) => ({
  ranks: Float64Array.from(ranks),
  positions: Float64Array.from(positions),
  organic: Uint8Array.from(organic),
});

describe('rank → shown', () => {
  it('keeps organic rows in place around an advertisement', () => {
    expect(shownPlaces(listOf([1, 39, 2, 3], [1, 2, 3, none], [1, 0, 1, 1]))).toMatchObject({
      compared: 2,
      movedRows: 0,
    });
  });

  it('counts a row that was left out as below all shown ones, and moves those that it let up', () => {
    const { moved, discordant } = shownPlaces(listOf([1, 2, 3, 4], [1, none, 2, 3]));
    expect([...moved]).toEqual([0, 2, 1, 1]);
    expect(discordant).toBe(true);
  });

  it('finds two rows that changed places', () => {
    expect(shownPlaces(listOf([1, 2, 3], [2, 1, 3]))).toMatchObject({ movedRows: 2, discordant: true });
  });

  it('finds nothing moved where positions are the ranks, whatever the row order', () => {
    const order = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 20 });
    fc.assert(
      fc.property(order, fc.integer({ min: 0, max: 20 }), (ranks, shown) => {
        const places = ranks.map((rank) => ranks.filter((other) => other < rank).length + 1);
        const found = shownPlaces(
          listOf(
            ranks,
            places.map((place) => (place <= shown ? place : none)),
          ),
        );
        return found.movedRows === 0 && !found.discordant;
      }),
    );
  });
});

describe('score → rank', () => {
  it('follows, but for scores within tolerance', () => {
    const follows = (scores: number[], ranks: number[]) =>
      rankFollowsScore(Float64Array.from(scores), Float64Array.from(ranks)).follows;
    expect(follows([3, 2, 1], [1, 5, 9])).toBe(true);
    expect(follows([3, 2, 1], [1, 9, 5])).toBe(false);
    expect(follows([3, 2, 2.00001], [1, 2, 3])).toBe(true);
    expect(follows([3, none], [1, 2])).toBeNull();
  });
});

describe('likely causes', () => {
  // definitions.md D1: 9 of 100 against 30 of 9,700 is flagged, 2 of 100 against 190 of 9,900 is not.
  it('flags failures that follow the outcome', () => {
    expect(failsAfterOutcome({ withRows: 100, withFailed: 9, withoutRows: 9700, withoutFailed: 30 })).toBe(true);
    expect(failsAfterOutcome({ withRows: 100, withFailed: 2, withoutRows: 9900, withoutFailed: 190 })).toBe(false);
    expect(failsAfterOutcome({ withRows: 0, withFailed: 0, withoutRows: 9, withoutFailed: 0 })).toBe(false);
  });

  it('knows neighbors in float32, across zero too', () => {
    expect(withinOneFloat32(0.1, Math.fround(0.1))).toBe(true);
    expect(withinOneFloat32(1, 1 + 2 ** -23)).toBe(true);
    expect(withinOneFloat32(1, 1 + 2 ** -22)).toBe(false);
    expect(withinOneFloat32(-0, 0)).toBe(true);
    expect(withinOneFloat32(-(2 ** -149), 2 ** -149)).toBe(false);
    expect(isNearThreshold(0.3, Float64Array.of(0.1, Math.fround(0.3), 7))).toBe(true);
    expect(isNearThreshold(0.2, Float64Array.of(0.1, 0.3))).toBe(false);
    expect(isNearThreshold(none, Float64Array.of(0.1))).toBe(false);
  });

  it('blames the vocabulary where a few values fail and the others do not', () => {
    const good = { rows: 100, failed: 0 };
    expect(isVocabularyFault([good, good, { rows: 40, failed: 39 }])).toBe(true);
    expect(isVocabularyFault([good, { rows: 40, failed: 39 }])).toBe(false);
    expect(isVocabularyFault([good, good, { rows: 40, failed: 15 }])).toBe(false);
  });
});

describe('onset', () => {
  // definitions.md D1: of 0, 1, 30, 40 in 100 the third is the first that differs.
  it('is the first of two buckets that differ', () => {
    const buckets = { rows: [100, 100, 100, 100], failed: [0, 1, 30, 40] };
    expect(findOnset(buckets, firstFifth(buckets))).toMatchObject({ rate: 0, onset: 2, end: null, chronic: true });
  });

  it('passes over empty buckets, needs two, and ends', () => {
    const rows = [1000, 1000, 0, 1000, 0, 1000, 1000, 1000];
    const reference = { rows: 1000, failed: 0 };
    expect(findOnset({ rows, failed: [0, 0, 0, 99, 0, 99, 0, 0] }, reference)).toMatchObject({ onset: 3, end: 6 });
    expect(findOnset({ rows, failed: [0, 0, 0, 99, 0, 0, 0, 0] }, reference)).toMatchObject({ onset: null, end: null });
    expect(findOnset({ rows, failed: rows.map(() => 0) }, { rows: 0, failed: 0 })).toBeNull();
  });
});
