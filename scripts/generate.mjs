import { generate, generated } from './generated.mjs';

for (const each of generated) {
  generate(each);
  console.log(`wrote ${each.file}`);
}
