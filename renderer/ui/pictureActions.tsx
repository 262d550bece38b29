import { notifications } from '@mantine/notifications';
import { IconDownload, IconPhoto } from '@tabler/icons-react';
import { wireErrorOf } from '../state/wireErrorOf';
import { copyPicture } from './clipboard';
import { downloadBlob, fileName } from './download';
import type { PanelAction } from './panel/panelMenu';

type MakePicture = (format: 'png' | 'svg') => Promise<Blob>;

/** What a panel's menu does with a drawing. `name` is that of files, without an ending. */
export function pictureActions(make: MakePicture, name: string): PanelAction[] {
  const save = (format: 'png' | 'svg') => () =>
    void saved(async () => downloadBlob(`${fileName(name)}.${format}`, await make(format)));
  const icon = <IconDownload size={14} />;
  return [
    { label: 'Copy picture', icon: <IconPhoto size={14} />, run: () => void copyPicture(() => make('png')) },
    { label: 'Export PNG', icon, run: save('png') },
    { label: 'Export SVG', icon, run: save('svg') },
  ];
}

async function saved(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    notifications.show({ color: 'red', title: 'Not exported', message: wireErrorOf(error).message });
  }
}
