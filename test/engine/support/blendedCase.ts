import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const small = path.resolve(import.meta.dirname, '../../../samples/small');

/** What `blendedCase` adds: a model that blends the two others. */
export const blendedModel = { name: 'value', weights: { baseline: 1, candidate: 2 } };

/** A copy of the small sample whose models are also blended by weights. Remove its parent after use. */
export function blendedCase(parent = mkdtempSync(path.join(tmpdir(), 'rankscope-blended-'))): string {
  const folder = path.join(parent, 'blended');
  cpSync(small, folder, { recursive: true, filter: (from) => !from.endsWith('/rankscope') });
  const file = path.join(folder, 'case.yaml');
  const lines = `  - name: ${blendedModel.name}\n    blend: { baseline: 1, candidate: 2 }\n`;
  writeFileSync(file, readFileSync(file, 'utf8').replace('\nslices:', `${lines}\nslices:`));
  return folder;
}
