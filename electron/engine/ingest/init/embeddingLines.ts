import type { TextContext } from './caseText';
import type { EmbeddingGuess } from './embeddingGuesses';
import { asPaths } from './fileParts';
import type { Proposal } from './proposal';
import { yamlComment, yamlScalar } from './yamlText';

/** The `embeddings` block: one entry a version, parts that no glob means each by itself. */
export async function embeddingLines({ embeddings }: Proposal, context: TextContext): Promise<string[]> {
  if (embeddings.length === 0) return [];
  const entries = await Promise.all(embeddings.map((each) => entriesOf(each, context)));
  return ['embeddings: # metric: cosine unless an entry says dot or euclidean', ...entries.flat()];
}

async function entriesOf(embedding: EmbeddingGuess, { relative }: TextContext): Promise<string[]> {
  const paths = await asPaths(embedding.files, relative);
  if (typeof paths === 'string') return entry(embedding, embedding.name, paths);
  return paths.flatMap((path, at) => entry(embedding, `${embedding.name} ${at + 1}`, path));
}

function entry({ entity, id, vector, version, note }: EmbeddingGuess, name: string, path: string): string[] {
  return [
    `  - name: ${yamlScalar(name)} ${yamlComment(note)}`,
    `    entity: ${entity}`,
    ...(entity === 'request' ? ['    role: query'] : []),
    ...(version === null ? [] : [`    version: ${yamlScalar(version)}`]),
    `    path: ${yamlScalar(path)}`,
    `    id: ${yamlScalar(id)}`,
    `    vector: ${yamlScalar(vector)}`,
  ];
}
