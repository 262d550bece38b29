import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { arrivedShare, delays, examinationExponent, secondPageStart } from './behavior';
import { caseModels } from './caseModels';
import { caseYaml } from './caseYaml';
import { recomputeSql } from './recomputeSql';
import { dateOf, type Settings } from './settings';
import { storyOf } from './story';
import type { Measured } from './tally';
import { writeText } from './worldFiles';

/** case.yaml, recompute.sql, models, the planted facts (truth/) and the answer key of a generated folder. */
export function writeCase(
  folder: string,
  settings: Settings,
  models: string,
  measured: Record<string, Measured>,
): void {
  writeText(folder, 'truth/facts.json', `${JSON.stringify(facts(settings, measured), null, 2)}\n`);
  if (settings.training) return;
  writeText(folder, 'case.yaml', caseYaml(settings));
  if (settings.tables.includes('raw')) writeText(folder, 'recompute.sql', recomputeSql(settings));
  writeText(folder, 'answer.yaml', stringify(answer(settings, measured), { lineWidth: 140 }));
  for (const { file } of caseModels(settings))
    copyModel(path.join(models, path.basename(file)), path.join(folder, file));
}

function copyModel(from: string, to: string): void {
  if (path.resolve(from) === path.resolve(to) || !existsSync(from)) return;
  mkdirSync(path.dirname(to), { recursive: true });
  copyFileSync(from, to);
}

/** Everything that was planted, as numbers. */
function facts(settings: Settings, measured: Record<string, Measured>) {
  const { faults, schedule, explored, seed, strength } = settings;
  const orderArrival = Object.fromEntries([1, 24, 72, 168].map((hours) => [`${hours}h`, arrivedShare(hours)]));
  return {
    ...{ seed, strength, users: settings.users, items: settings.items, days: settings.days },
    ...{ faults, schedule, explored, rules: settings.rules, rulesAfter: settings.rulesAfter },
    examination: { exponent: examinationExponent, secondPageStart },
    orders: { ...delays, arrivedShare: orderArrival },
    measured,
  };
}

function answer(settings: Settings, measured: Record<string, Measured>) {
  const story = storyOf(settings.preset);
  if (!story) return {};
  const { where, fault, expected, innocent } = story;
  const onset = dateOf(story.since(settings));
  return {
    case: settings.preset,
    seed: settings.seed,
    strength: settings.strength,
    fault,
    where,
    onset,
    expected,
    innocent,
    measured,
  };
}
