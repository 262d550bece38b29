import { openSession } from '../../../electron/engine/db/open';

/** Opens a session file and counts its rows, nothing else. */
export async function openSessionRole([file]: string[]): Promise<void> {
  const db = await openSession(file!);
  console.log(JSON.stringify(await db.readOne({ text: 'SELECT count(*)::DOUBLE AS rows FROM impressions' })));
  await db.close();
}
