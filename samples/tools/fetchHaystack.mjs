import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const files = [
  'features_no-vector.csv',
  'qrels_snapshot.csv',
  'runs/no-vector.csv',
  'runs/with-vector.csv',
  'runs/vector-2.csv',
];

/** `node samples/tools/fetchHaystack.mjs <folder>`: copies the data of samples/haystack from a folder that holds them. */
function main([from]) {
  if (!from) throw new Error('usage: node samples/tools/fetchHaystack.mjs <folder with features_no-vector.csv>');
  const absent = files.filter((file) => !existsSync(path.join(from, file)));
  if (absent.length > 0)
    throw new Error(`${from} lacks ${absent.join(', ')}; samples/haystack/README.md says where to get them`);
  const to = path.join(import.meta.dirname, '../haystack/data');
  mkdirSync(path.join(to, 'runs'), { recursive: true });
  for (const file of files) copyFileSync(path.join(from, file), path.join(to, file));
  console.log(`${files.length} files copied to ${to}`);
}

main(process.argv.slice(2));
