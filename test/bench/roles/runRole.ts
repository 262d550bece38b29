import { explainNetwork, explainTrees } from './explainRoles';
import { gzipAgain } from './gzipAgain';
import { forestBare, forestPages, forestScore } from './modelRoles';
import { onnxBare, onnxScore } from './onnxRoles';
import { openSessionRole } from './openSession';
import { policyEstimate, policyLoop, policyQuery } from './policyRoles';
import { neighborsExact, neighborsFast, projectFast, projectUmap } from './projectRoles';
import { rawScores } from './rawScores';
import { skewReport } from './skewReport';
import { skewSql } from './skewSql';
import { sliceChange } from './sliceChange';
import { slicedQuery } from './slicedQuery';
import { sortedCopy } from './sortedCopy';
import { textEvaluator } from './textEvaluator';
import { typedArrays } from './typedArrays';
import { windowQuery } from './windowQuery';

const roles: Record<string, (args: string[]) => Promise<void>> = {
  explainNetwork,
  explainTrees,
  forestBare,
  forestPages,
  forestScore,
  gzipAgain,
  neighborsExact,
  neighborsFast,
  onnxBare,
  onnxScore,
  openSession: openSessionRole,
  projectFast,
  projectUmap,
  policyEstimate,
  policyLoop,
  policyQuery,
  rawScores,
  skewReport,
  skewSql,
  sliceChange,
  slicedQuery,
  sortedCopy,
  textEvaluator,
  typedArrays,
  windowQuery,
};

/** The part of a process that a bench starts of itself. */
export function runRole(name: string, args: string[]): Promise<void> {
  const role = roles[name];
  if (!role) throw new Error(`there is no role ${name}`);
  return role(args);
}
