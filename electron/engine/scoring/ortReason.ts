/** What ONNX Runtime says of a model, for people: without places in its source, and with what to do where that is known. */
export function ortReason(error: unknown): { reason: string; hint?: string } {
  const text = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').trim();
  const opset = /Opset (\d+) is under development.*domain (\S+) is till opset (\d+)/.exec(text);
  if (opset) {
    return {
      reason: `it asks for opset ${opset[1]} of ${opset[2]}, and the latest one that can be run is ${opset[3]}`,
      hint: `Export it again with opset ${opset[3]} or lower.`,
    };
  }
  const operator = /No Op registered for (\S+) with domain_version of (\d+)/.exec(text);
  if (operator) {
    return {
      reason: `it uses the operator ${operator[1]}, which opset ${operator[2]} does not have`,
      hint: 'Export it without operators of its own.',
    };
  }
  const kernel = /Could not find an implementation for (\S+)\((\d+)\) node/.exec(text);
  if (kernel) {
    return { reason: `it uses the operator ${kernel[1]}(${kernel[2]}) with types that cannot be run on a processor` };
  }
  const said = text
    .replace(/^Load model from .* failed: ?/, '')
    .replace(/^\S*onnxruntime_src\S*:\d+ [^()]*\(.*?\) (?=[A-Z])/, '');
  return { reason: `ONNX Runtime says: ${said.slice(0, 400)}` };
}
