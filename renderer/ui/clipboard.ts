import { notifications } from '@mantine/notifications';

/** Puts text on the clipboard and says so; says why when the browser does not allow it. */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notifications.show({ message: `Copied ${what}.`, autoClose: 2000 });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    notifications.show({ color: 'red', title: 'The clipboard did not take it', message: detail });
  }
}
