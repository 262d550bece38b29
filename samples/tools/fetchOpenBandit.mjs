import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/** File of the dataset's folder, and its name in samples/open-bandit/data. */
const files = {
  'random/men.csv': 'random.csv',
  'random/item_context.csv': 'items.csv',
  'bts/men.csv': 'bts.csv',
  'expected/bts_prior_action_dist_men.csv': 'bts_policy.csv',
};

/** `node samples/tools/fetchOpenBandit.mjs <folder>`: copies the data of samples/open-bandit from a folder that holds them. */
function main([from]) {
  if (!from) throw new Error('usage: node samples/tools/fetchOpenBandit.mjs <folder with random/men.csv>');
  const absent = Object.keys(files).filter((file) => !existsSync(path.join(from, file)));
  if (absent.length > 0)
    throw new Error(`${from} lacks ${absent.join(', ')}; samples/open-bandit/README.md says where to get them`);
  const to = path.join(import.meta.dirname, '../open-bandit/data');
  mkdirSync(to, { recursive: true });
  for (const [file, name] of Object.entries(files)) copyFileSync(path.join(from, file), path.join(to, name));
  console.log(`${Object.keys(files).length} files copied to ${to}`);
}

main(process.argv.slice(2));
