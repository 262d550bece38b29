import { notifications } from '@mantine/notifications';

/** Puts text on the clipboard and says so; says why when the browser does not allow it. */
export async function copyText(text: string, what: string): Promise<void> {
  await told(what, () => navigator.clipboard.writeText(text));
}

/** Puts a PNG on the clipboard. It is made inside: browsers take a promise only within the click itself. */
export async function copyPicture(make: () => Promise<Blob>): Promise<void> {
  await told('the picture', () => navigator.clipboard.write([new ClipboardItem({ 'image/png': make() })]));
}

async function told(what: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
    notifications.show({ message: `Copied ${what}.`, autoClose: 2000 });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    notifications.show({ color: 'red', title: 'The clipboard did not take it', message: detail });
  }
}
