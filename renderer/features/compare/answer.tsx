import classes from './compare.module.css';
import type { Comparison } from './useComparison';

/** The answer in words: about the contestant that the panels are about, the others folded below it. */
export function Answer({ comparison }: { comparison: Comparison }) {
  const { result, contestants, model } = comparison;
  const sentences = result.sentences ?? [];
  const at = Math.max(0, contestants.slice(1).indexOf(model ?? ''));
  const main = sentences[at] ?? result.sentence;
  const others = sentences.filter((_, index) => index !== at);
  return (
    <>
      <p className={classes.sentence} data-long={main.length > 140 || undefined}>
        {main}
      </p>
      {others.length > 0 && (
        <details className={classes.others}>
          <summary>{others.length === 1 ? 'The other contestant' : `${others.length} other contestants`}</summary>
          {others.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </details>
      )}
    </>
  );
}
