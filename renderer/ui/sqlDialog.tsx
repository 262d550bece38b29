import { Button, Modal } from '@mantine/core';
import { copyText } from './clipboard';
import classes from './sqlDialog.module.css';

/** The query behind what is shown. */
export function SqlDialog({ opened, onClose, sql }: { opened: boolean; onClose: () => void; sql: string }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Query" size="xl" closeButtonProps={{ 'aria-label': 'Close' }}>
      <pre className={classes.sql}>{sql}</pre>
      <Button variant="default" mt="md" onClick={() => void copyText(sql, 'the query')}>
        Copy
      </Button>
    </Modal>
  );
}
