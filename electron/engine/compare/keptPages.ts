import type { Contestant } from './contestants';
import type { ListOrder } from './eachPage';
import type { PageList, PageRows } from './pageLists';
import type { RequestPage } from './requestFrame';

/** As much is kept; what comes later is read again by every pass. */
const keptBytes = 512 * 2 ** 20;

/** Pages that several passes over one log read: each is read once. Nobody may change what it gives. */
export class KeptPages {
  #bytes = 0;
  readonly #ranks = new Map<string, Int32Array>();
  readonly #parts = new Map<string, Promise<PageRows | PageList>>();

  rows(label: string, order: ListOrder, page: RequestPage, read: () => Promise<PageRows>): Promise<PageRows> {
    const size = 12 * (page.to - page.from);
    return this.#keep(`rows ${order.ties} ${page.from} ${label}`, size, read) as Promise<PageRows>;
  }

  list(contestant: Contestant, order: ListOrder, page: RequestPage, read: () => Promise<PageList>): Promise<PageList> {
    const size = 9 * (page.to - page.from);
    return this.#keep(`list ${order.precision} ${page.from} ${contestant.key}`, size, read) as Promise<PageList>;
  }

  /**
   * A place for the ranks of a contestant's rows on a page, 1-based, 0 = not in its list; null when they are there, or there is no room.
   * Whoever asks fills it at once.
   */
  addRanks(contestant: Contestant, order: ListOrder, page: RequestPage): Int32Array | null {
    const bytes = 4 * (page.to - page.from);
    const key = ranksKey(contestant, order, page);
    if (this.#ranks.has(key) || this.#bytes + bytes > keptBytes) return null;
    this.#bytes += bytes;
    const ranks = new Int32Array(page.to - page.from);
    this.#ranks.set(key, ranks);
    return ranks;
  }

  /** The ranks that an earlier pass has found. */
  ranks(contestant: Contestant, order: ListOrder, page: RequestPage): Int32Array | undefined {
    return this.#ranks.get(ranksKey(contestant, order, page));
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

function ranksKey({ key }: Contestant, { precision, ties }: ListOrder, page: RequestPage): string {
  return `${precision} ${ties} ${page.from} ${key}`;
}
