import type { z } from 'zod';

interface Inner {
  def: {
    type: string;
    innerType?: Inner;
    element?: Inner;
    valueType?: Inner;
    options?: readonly Inner[];
    shape?: Record<string, Inner>;
  };
}

/** The keys that an object at a path of a schema may have, over every branch of its unions; empty for other values. */
export function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let reached = unwrap(schema as unknown as Inner);
  for (const step of path) reached = reached.flatMap((each) => into(each, step));
  return [...new Set(reached.flatMap((each) => Object.keys(each.def.shape ?? {})))];
}

function unwrap(schema: Inner): Inner[] {
  const { type, innerType, options } = schema.def;
  if (type === 'union') return (options ?? []).flatMap(unwrap);
  if (innerType) return unwrap(innerType);
  return [schema];
}

function into(schema: Inner, step: PropertyKey): Inner[] {
  const next =
    typeof step === 'number' ? schema.def.element : (schema.def.shape?.[String(step)] ?? schema.def.valueType);
  return next ? unwrap(next) : [];
}
