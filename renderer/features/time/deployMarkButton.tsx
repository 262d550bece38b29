import { Menu } from '@mantine/core';
import { bucketText } from '../shape/timeText';
import type { DeployMark } from './deployMarks';
import classes from './time.module.css';
import type { Period } from './timeRange';

interface DeployMarkButtonProps {
  mark: DeployMark;
  left: number;
  /** Width of a bucket in milliseconds. */
  bucket: number;
  onPeriod: (period: Period) => void;
}

/** Something that was changed: says what, and slices to before or after it. */
export function DeployMarkButton({ mark, left, bucket, onPeriod }: DeployMarkButtonProps) {
  const when = bucketText(mark.time, Math.min(bucket, 3_600_000));
  return (
    <Menu position="bottom" withinPortal>
      <Menu.Target>
        <button
          type="button"
          className={`plain-button ${classes.mark}`}
          style={{ left }}
          aria-label={`Change of ${when}: ${mark.texts.join('; ')}`}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{`${when} UTC`}</Menu.Label>
        {mark.texts.map((text) => (
          <Menu.Label key={text} c="var(--text)">
            {text}
          </Menu.Label>
        ))}
        <Menu.Item onClick={() => onPeriod({ from: null, to: mark.time })}>Only before</Menu.Item>
        <Menu.Item onClick={() => onPeriod({ from: mark.time, to: null })}>Only from then on</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
