import type { RandomSource } from '../../../shared/stats/random';
import { normal } from '../draw';

export const dimensions = 16;

export function randomVector(random: RandomSource): Float64Array {
  return Float64Array.from({ length: dimensions }, () => normal(random));
}

/** In place: length 1. */
export function normalize(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  for (let i = 0; i < vector.length; i++) vector[i]! /= length;
  return vector;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Normalized sum of weighted unit vectors. */
export function blend(parts: readonly (readonly [number, Float64Array])[]): Float64Array {
  const sum = new Float64Array(dimensions);
  for (const [weight, vector] of parts) for (let i = 0; i < dimensions; i++) sum[i]! += weight * vector[i]!;
  return normalize(sum);
}

/** Rows of a random rotation: Gram-Schmidt over normal vectors. */
export function randomRotation(random: RandomSource): Float64Array[] {
  const rows: Float64Array[] = [];
  while (rows.length < dimensions) {
    const row = randomVector(random);
    for (const other of rows) {
      const share = dot(row, other);
      for (let i = 0; i < dimensions; i++) row[i]! -= share * other[i]!;
    }
    rows.push(normalize(row));
  }
  return rows;
}

/** What an encoder writes: the hidden vector rotated, with noise, length 1, four decimals. */
export function encode(rotation: Float64Array[], hidden: Float64Array, noise: number, random: RandomSource) {
  const vector = Float64Array.from(rotation, (row) => dot(row, hidden) + (noise * normal(random)) / 4);
  return normalize(vector).map((value) => Math.round(value * 1e4) / 1e4);
}
