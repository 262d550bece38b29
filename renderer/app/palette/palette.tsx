import { Modal } from '@mantine/core';
import type { CaseInfo } from '../../../shared/schemas/session';
import { PaletteList } from './paletteList';
import { usePalette } from './paletteStore';
import { usePaletteEntries } from './usePaletteEntries';

/** Everything by name. */
export function Palette({ info }: { info: CaseInfo }) {
  const { open, toggle } = usePalette();
  return (
    <Modal.Root opened={open} onClose={() => toggle(false)} yOffset={80} size={620} transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content aria-label="Commands">
        <Modal.Body p={0}>
          <OpenPalette info={info} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

// Only there while the palette is open, so that a closed one costs nothing.
function OpenPalette({ info }: { info: CaseInfo }) {
  const entries = usePaletteEntries(info);
  return <PaletteList entries={entries} close={() => usePalette.getState().toggle(false)} />;
}
