import { IconAlertTriangle, IconInfoCircle, IconOctagon } from '@tabler/icons-react';
import type { Check } from '../../../shared/schemas/session';
import classes from './data.module.css';

const looks = {
  blocks: { word: 'blocks numbers', tone: 'bad', Icon: IconOctagon },
  warns: { word: 'warns', tone: 'warn', Icon: IconAlertTriangle },
  notes: { word: 'note', tone: 'info', Icon: IconInfoCircle },
} as const;

/** How much a check's outcome matters, as a sign and a word. */
export function Severity({ severity }: { severity: Check['severity'] }) {
  const { word, tone, Icon } = looks[severity];
  return (
    <span className={`${classes.severity} ${tone}`}>
      <Icon size={13} aria-hidden />
      {word}
    </span>
  );
}
