import type { Contestant } from './contestants';
import type { ListOrder } from './eachPage';
import type { PageList, PageRows } from './pageLists';
import type { RequestPage } from './requestFrame';

/** As much is kept; what comes later is read again by every pass. */
const keptBytes = 512 * 2 ** 20;

/** Pages that several passes over one log read: each is read once. Nobody may change what it gives. */
export class KeptPages {
  #bytes = 0;
  readonly #parts = new Map<string, Promise<PageRows | PageList>>();

  rows(label: string, order: ListOrder, page: RequestPage, read: () => Promise<PageRows>): Promise<PageRows> {
    const size = 12 * (page.to - page.from);
    return this.#keep(`rows ${order.ties} ${page.from} ${label}`, size, read) as Promise<PageRows>;
  }

  list(contestant: Contestant, order: ListOrder, page: RequestPage, read: () => Promise<PageList>): Promise<PageList> {
    const size = 9 * (page.to - page.from);
    return this.#keep(`list ${order.precision} ${page.from} ${contestant.key}`, size, read) as Promise<PageList>;
  }

  #keep(key: string, bytes: number, read: () => Promise<PageRows | PageList>): Promise<PageRows | PageList> {
    const known = this.#parts.get(key);
    if (known) return known;
    const reading = read();
    if (this.#bytes + bytes > keptBytes) return reading;
    this.#bytes += bytes;
    this.#parts.set(key, reading);
    reading.catch(() => this.#parts.delete(key));
    return reading;
  }
}
