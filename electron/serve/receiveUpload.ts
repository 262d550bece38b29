import { open, rename } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { safeFileName } from '../../shared/host/fileName';
import type { Uploaded } from '../../shared/host/hostAddresses';
import { describeSystemError } from '../../shared/wire/systemError';
import type { Refusal } from './gate';
import type { UploadGrants } from './uploadGrants';
import type { UploadedFile, UploadLimits, Uploads } from './uploads';

/** Why an upload is not taken in. */
class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.sentence);
  }
}

export interface UploadHost {
  uploads: Uploads;
  limits: UploadLimits;
  grants: UploadGrants;
}

/** Takes files in, each as the body of one request, straight to disk. */
export class UploadReceiver {
  readonly #host: UploadHost;
  #running = 0;

  constructor(host: UploadHost) {
    this.#host = host;
  }

  /** Answers with the token of the file. Resolves with the refusal when it may not; rejects when the sender left. */
  async receive(request: IncomingMessage): Promise<Uploaded | Refusal> {
    const place = this.#placeFor(request);
    if ('status' in place) return place;
    this.#running += 1;
    const counted = { bytes: 0 };
    try {
      await this.#write(request, place, counted);
      await rename(place.part, place.file);
    } catch (error) {
      await this.#host.uploads.drop(place, counted.bytes);
      const refusal = refusalOf(error);
      if (refusal) return refusal;
      throw error;
    } finally {
      this.#running -= 1;
    }
    const token = this.#host.grants.add(place.file);
    return { token, name: place.name, bytes: counted.bytes, batch: place.batch };
  }

  #placeFor(request: IncomingMessage): UploadedFile | Refusal {
    const { uploads, limits } = this.#host;
    const query = new URL(request.url ?? '', 'http://host').searchParams;
    const name = query.get('name');
    const length = Number(request.headers['content-length'] ?? 0);
    if (!name) return { status: 400, sentence: 'Name the file: ?name=log.csv.' };
    if (length > limits.fileBytes) return tooLarge(limits);
    if (uploads.bytes + length > limits.totalBytes || uploads.files >= limits.files) return noRoom(limits);
    if (this.#running >= limits.atOnce) {
      return { status: 503, sentence: `${limits.atOnce} uploads are running already; wait for one.` };
    }
    const place = uploads.place(safeFileName(name), query.get('batch'));
    return place ?? { status: 404, sentence: 'The files that this one belongs to are gone. Upload them again.' };
  }

  /** Bytes are counted as they come, because a stated length proves nothing. */
  async #write(request: IncomingMessage, place: UploadedFile, counted: { bytes: number }): Promise<void> {
    const { uploads, limits } = this.#host;
    const file = await open(place.part, 'wx', 0o600);
    try {
      // Not destroyed on the way out: the refusal has to leave by the same socket.
      for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        counted.bytes += chunk.length;
        uploads.count(place, chunk.length);
        if (counted.bytes > limits.fileBytes) throw new Refused(tooLarge(limits));
        if (uploads.bytes > limits.totalBytes) throw new Refused(noRoom(limits));
        await file.appendFile(chunk);
      }
    } finally {
      await file.close();
    }
  }
}

function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refused) return error.refusal;
  const described = describeSystemError(error);
  if (described?.code !== 'resource') return null;
  return { status: 507, sentence: 'There is no space left for this file. Free disk space and upload it again.' };
}

function tooLarge({ fileBytes }: UploadLimits): Refusal {
  const size = `${Math.round(fileBytes / 2 ** 20).toLocaleString('en')} MB`;
  return { status: 413, sentence: `A file may have ${size}. Start the server with --root and its folder instead.` };
}

function noRoom({ totalBytes }: UploadLimits): Refusal {
  const size = `${Math.round(totalBytes / 2 ** 20).toLocaleString('en')} MB`;
  return { status: 413, sentence: `All uploads together may have ${size}. Close a case, or use --root and a folder.` };
}
