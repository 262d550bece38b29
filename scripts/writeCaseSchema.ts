import { writeFileSync } from 'node:fs';
import { caseJsonSchema } from '../shared/case/caseJsonSchema';

const [, , output] = process.argv;
if (!output) throw new Error('usage: node scripts/runTs.mjs scripts/writeCaseSchema.ts <file>');
writeFileSync(output, `${JSON.stringify(caseJsonSchema(), null, 2)}\n`);
