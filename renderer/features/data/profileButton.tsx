import { Button } from '@mantine/core';
import { IconChartHistogram } from '@tabler/icons-react';

/** Opens what the column under the cursor holds; the profile then follows the cursor. */
export function ProfileButton({ isOpen, onToggle }: { isOpen: boolean; onToggle: () => void }) {
  return (
    <Button
      variant={isOpen ? 'light' : 'default'}
      leftSection={<IconChartHistogram size={14} />}
      aria-pressed={isOpen}
      title="What the column under the cursor holds"
      onClick={onToggle}
    >
      Profile
    </Button>
  );
}
