import type { TimeMark, TimeStrip } from '../../../shared/slices/profileSchemas';

/** A moment at which something was changed, with all that was. */
export interface DeployMark {
  time: number;
  /** One line for each thing: `model ranker v40 → v41`, `features fs2 first seen`. */
  texts: string[];
}

/**
 * What was changed when: the rows of `changes`, and the first request of every version of the log but the first of its
 * key. Marks closer than `apart` milliseconds become one, at the earliest of their times.
 */
export function deployMarks({ changes, versions, starts, width }: TimeStrip, apart: number): DeployMark[] {
  if (starts.length === 0) return [];
  const told = changes.map((each) => ({ time: each.time, text: changeText(each), to: each.to }));
  const seen = versions
    .filter(({ first, key, value }) => {
      const before = versions.some(
        (each) => each.key === key && each.first !== null && first !== null && each.first < first,
      );
      return before && !told.some(({ to }) => to === value);
    })
    .map(({ first, key, value }) => ({ time: first!, text: `${key} ${value} first seen` }));
  const end = starts[0]! + width * starts.length;
  const marks: DeployMark[] = [];
  for (const { time, text } of [...told, ...seen].sort((a, b) => a.time - b.time)) {
    if (time < starts[0]! || time >= end) continue;
    const last = marks.at(-1);
    if (last && time - last.time < apart) last.texts.push(text);
    else marks.push({ time, texts: [text] });
  }
  return marks;
}

function changeText({ kind, name, from, to }: TimeMark): string {
  const versions = from !== null && to !== null ? `${from} → ${to}` : (to ?? from ?? '');
  return [kind, name, versions].filter((part) => part !== null && part !== '').join(' ');
}
