import type { BuildContext } from '../buildContext';
import { addRowCheck } from './addCheck';

/** Rows inside the window that a model was trained on: its metrics there say nothing about new rows. */
export async function checkTraining(context: BuildContext): Promise<void> {
  for (const { name, trained } of context.loaded.case.models) {
    if (!trained || (trained.from === null && trained.to === null)) continue;
    const bounds = [
      ...(trained.from ? [`"time" >= '${trained.from}'::TIMESTAMPTZ::TIMESTAMP`] : []),
      ...(trained.to ? [`"time" < ${endOf(trained.to)}`] : []),
    ];
    await addRowCheck(context, {
      id: `training_window:${name}`,
      severity: 'blocks',
      title: `Rows that ${name} was trained on`,
      detail: `Served between ${trained.from ?? 'the beginning'} and ${trained.to ?? 'the end'}; evaluate on later rows.`,
      condition: bounds.join(' AND '),
      columns: ['time'],
    });
  }
}

// A date without a time means the whole day.
function endOf(instant: string): string {
  const day = instant.length === 10 ? ' + INTERVAL 1 DAY' : '';
  return `'${instant}'::TIMESTAMPTZ::TIMESTAMP${day}`;
}
