import { largestUploadBytes, type Uploaded, uploadPath } from '../../shared/host/hostAddresses';
import { RankscopeError } from '../../shared/wire/errors';
import { storedToken } from './token';

/** Whether files of this machine can be sent to the host of this page: it is a server, maybe on another machine. */
export function canUpload(): boolean {
  return storedToken(window) !== null;
}

/**
 * Sends files to the browser host, one after another and together in one folder there; each comes back as a token.
 * @throws RankscopeError with the host's sentence; files that were sent before stay.
 */
export async function uploadFiles(
  files: readonly File[],
  onStart: (file: File, index: number) => void = () => undefined,
): Promise<Uploaded[]> {
  const large = files.find(({ size }) => size > largestUploadBytes);
  if (large) {
    throw new RankscopeError({
      code: 'too_large',
      message: `${large.name} is larger than 2 GB.`,
      hint: 'Start the server with --root and the folder that it lies in.',
    });
  }
  const uploaded: Uploaded[] = [];
  for (const [index, file] of files.entries()) {
    onStart(file, index);
    uploaded.push(await uploadFile(file, uploaded[0]?.batch));
  }
  return uploaded;
}

async function uploadFile(file: File, batch: string | undefined): Promise<Uploaded> {
  const query = new URLSearchParams({ name: file.name, ...(batch !== undefined && { batch }) });
  const answer = await fetch(`${uploadPath}?${query}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${storedToken(window)}` },
    body: file,
  }).catch((cause: unknown) => {
    const message = `${file.name} did not reach the server.`;
    throw new RankscopeError(
      { code: 'closed', message, hint: 'Look whether the file may be read, and try again.' },
      { cause },
    );
  });
  if (answer.ok) return (await answer.json()) as Uploaded;
  const message = `${file.name} was not taken: ${(await answer.text()).trim()}`;
  throw new RankscopeError({ code: answer.status === 507 ? 'resource' : 'refused', message });
}
