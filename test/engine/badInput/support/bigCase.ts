import { writeOnnx } from '../../../../samples/tools/onnxWriter';
import { nextUnit, seededRandom } from '../../../../shared/stats/random';
import { goodYaml, logHeader, text } from './goodCase';

/** A case like the good one with more requests, so that its build has moments; another `seed`, other numbers. */
export function bigFiles(requests: number, seed: number, items = 10): Record<string, string | Uint8Array> {
  const random = seededRandom(seed);
  const log = [logHeader];
  const scores = ['qid,doc,score'];
  for (let request = 0; request < requests; request++) {
    for (let item = 0; item < items; item++) {
      const [x, y] = [nextUnit(random).toFixed(4), nextUnit(random).toFixed(4)];
      log.push(`q${request},d${item},${item + 1},${random.next(4)},${x},${y},${random.next(2) ? 'web' : 'app'}`);
      scores.push(`q${request},d${item},${nextUnit(random).toFixed(5)}`);
    }
  }
  const layers = [{ weights: [[0.5], [-0.25]], bias: [0.1], activation: 'none' as const }];
  return {
    'case.yaml': goodYaml,
    'log.csv': text(log),
    'a.csv': text(scores),
    'net.onnx': writeOnnx({ name: 'net', features: ['f_x', 'f_y'], layers }),
  };
}
