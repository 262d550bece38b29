import path from 'node:path';
import type { BuildContext } from '../buildContext';
import { freeName } from './freeName';
import { chosen, sharedIdsOf } from './linkTables';
import type { TableProfile } from './profileTable';
import { stemOf } from './stemOf';
import { type VectorColumns, vectorColumns } from './vectorTable';

/** An entry of `embeddings`: one version of the vectors of items, users or requests. */
export interface EmbeddingGuess extends VectorColumns {
  name: string;
  version: string | null;
  files: string[];
  /** In words, how it matches the log. */
  note: string;
}

// `items_v2`, `items-2026`: what stands for the version, behind a separator.
const versionSuffix = /[_.\- ](v?\d+)$/i;

/** The embeddings of a case. Files that differ by a version are embeddings of their own, other parts are one. */
export async function embeddingGuesses(
  context: BuildContext,
  log: TableProfile | null,
  tables: readonly TableProfile[],
): Promise<EmbeddingGuess[]> {
  const found: EmbeddingGuess[] = [];
  for (const profile of tables) {
    const columns = vectorColumns(profile)!;
    const ours = log && { log, column: chosen(log, columns.entity) };
    const shared = await sharedIdsOf(context, ours, { profile, column: columns.id });
    const note = shared === null ? null : `it knows ${Math.round(shared * 100)}% of the ${columns.entity}s of the log`;
    for (const { name, version, files } of versions(profile.files)) {
      const of = files.includes(profile.files[0]!) ? note : `as ${path.basename(profile.files[0]!)}`;
      found.push({ ...columns, name, version, files, note: of ?? 'the log has no such column to compare with' });
    }
  }
  return unique(found);
}

function versions(files: readonly string[]): Pick<EmbeddingGuess, 'name' | 'version' | 'files'>[] {
  const parts = files.map((file) => {
    const stem = stemOf(file);
    const version = versionSuffix.exec(stem)?.[1] ?? null;
    return { name: version === null ? stem : `${stem.replace(versionSuffix, '')} ${version}`, version, files: [file] };
  });
  const versioned = parts.every(({ version }) => version !== null && /^v/i.test(version));
  if (versioned || parts.length === 1) return parts;
  return [{ name: stemOf(files[0]!).replace(versionSuffix, ''), version: null, files: [...files] }];
}

// Names are unique: a later twin gets the folder's name too.
function unique(embeddings: readonly EmbeddingGuess[]): EmbeddingGuess[] {
  const taken = new Set<string>();
  return embeddings.map((each) => {
    const longer = `${path.basename(path.dirname(each.files[0]!))} ${each.name}`;
    return { ...each, name: freeName(taken, each.name, longer) };
  });
}
