import { writeOnnx } from '../../../../samples/tools/onnxWriter';

/** The case that every bad input starts from: it builds, and its numbers are known. */
export const goodYaml = `rankscope: 1
name: Good
log:
  path: log.csv
  columns: { request: qid, item: doc, position: pos, relevance: grade }
  context: [device]
features: ["f_*"]
models:
  - { name: a, file: a.csv }
  - { name: net, file: net.onnx }
`;

const requests = 12;
const items = 5;

/** The rows of the log, without its header: `qid,doc,pos,grade,f_x,f_y,device`. */
export function logLines(): string[] {
  return cells((request, item) => {
    const grade = (request * 3 + item * 2) % 4;
    return `q${request},d${item},${item + 1},${grade},${item / 2},${(request + item) % 7},${item % 2 ? 'web' : 'app'}`;
  });
}

export const logHeader = 'qid,doc,pos,grade,f_x,f_y,device';

/** The files of the good case by their relative paths. */
export function goodFiles(): Record<string, string | Uint8Array> {
  const scores = cells((request, item) => `q${request},d${item},${((request + 3 * item) % 11) / 10}`);
  return {
    'case.yaml': goodYaml,
    'log.csv': text([logHeader, ...logLines()]),
    'a.csv': text(['qid,doc,score', ...scores]),
    'net.onnx': goodModel(),
  };
}

/** Bytes of an ONNX model over `f_x` and `f_y`. */
export function goodModel(): Uint8Array {
  const layers = [{ weights: [[0.5], [-0.25]], bias: [0.1], activation: 'none' as const }];
  return writeOnnx({ name: 'net', features: ['f_x', 'f_y'], layers });
}

/** Lines as the text of a file. */
export function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

function cells(line: (request: number, item: number) => string): string[] {
  return Array.from({ length: requests * items }, (_, row) => line(Math.floor(row / items), row % items));
}
