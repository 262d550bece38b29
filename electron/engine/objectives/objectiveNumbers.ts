import { type ReliabilityBin, reliabilityBins } from '../../../shared/metrics/calibration';
import type { Predictions } from './predictions';
import { type MetricValue, notProbabilities, type RowMetric, rowMetrics } from './rowMetrics';

/** An objective's predictions with what came of them; `requestWeights` are those of all requests of the session. */
export interface ObjectiveWork {
  read: Pick<Predictions, 'scores' | 'outcomes' | 'weights' | 'starts' | 'requests'>;
  requestWeights: Float64Array | null;
}

export interface ObjectiveNumbers {
  metrics: Record<RowMetric, MetricValue>;
  /** Empty where predictions are no probabilities or rows have sampling weights. */
  reliability: ReliabilityBin[];
}

/** What is told of single predictions (definitions.md A11). Pure: it can run in a thread of its own. */
export function objectiveNumbers({ read, requestWeights }: ObjectiveWork): ObjectiveNumbers {
  const plain = read.weights === null && notProbabilities(read) === null;
  return {
    metrics: rowMetrics(read, requestWeights),
    reliability: plain ? reliabilityBins(read.scores, read.outcomes) : [],
  };
}
