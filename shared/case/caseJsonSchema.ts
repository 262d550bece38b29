import { z } from 'zod';
import { caseSchema } from './caseSchema';

/** The JSON Schema of case.yaml for editors, made from the zod schema. */
export function caseJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(caseSchema, { io: 'input', target: 'draft-2020-12' });
  return { ...schema, title: 'Rankscope case', $id: 'https://rankscope.dev/case.schema.json' };
}
