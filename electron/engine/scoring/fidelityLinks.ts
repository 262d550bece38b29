/** How a file's score becomes the logged one. `affine` is `intercept + slope * score`. */
export type LinkName = 'none' | 'sigmoid' | 'exp' | 'affine';

export interface Link {
  name: LinkName;
  slope: number;
  intercept: number;
}

/** The order in which links are tried (definitions A14). */
export const linkOrder: readonly LinkName[] = ['none', 'sigmoid', 'exp', 'affine'];

export function applyLink(link: Link, score: number): number {
  if (link.name === 'sigmoid') return 1 / (1 + Math.exp(-score));
  if (link.name === 'exp') return Math.exp(score);
  return link.name === 'affine' ? link.intercept + link.slope * score : score;
}

/**
 * Least squares of logged on file scores, fed in pieces. Means and co-moments are updated as by Welford, from
 * the first row on, so large offsets lose no digits. Rows where a side is not finite are left out.
 */
export class AffineFit {
  #n = 0;
  #origin = { file: 0, logged: 0 };
  #meanFile = 0;
  #meanLogged = 0;
  #spreadFile = 0;
  #together = 0;

  add(file: Float64Array, logged: Float64Array): void {
    for (let row = 0; row < file.length; row++) {
      const [s, t] = [file[row]!, logged[row]!];
      if (Number.isFinite(s) && Number.isFinite(t)) this.#addRow(s, t);
    }
  }

  #addRow(file: number, logged: number): void {
    if (this.#n === 0) this.#origin = { file, logged };
    const [s, t] = [file - this.#origin.file, logged - this.#origin.logged];
    this.#n++;
    const fromMean = s - this.#meanFile;
    this.#meanFile += fromMean / this.#n;
    this.#meanLogged += (t - this.#meanLogged) / this.#n;
    this.#spreadFile += fromMean * (s - this.#meanFile);
    this.#together += fromMean * (t - this.#meanLogged);
  }

  /** Null when the file's scores do not vary, or when the best line falls: that would turn every list around. */
  link(): Link | null {
    const slope = this.#together / this.#spreadFile;
    if (!(slope > 0) || !Number.isFinite(slope)) return null;
    const { file, logged } = this.#origin;
    return { name: 'affine', slope, intercept: logged + this.#meanLogged - slope * (file + this.#meanFile) };
  }
}
