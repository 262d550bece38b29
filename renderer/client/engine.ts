import type { Contract, Events } from '../../shared/contract';
import type { Client } from '../../shared/wire/typed';

/** The engine as the page sees it, whichever host it lives in. Calls reject with a `RankscopeError`. */
export interface Engine extends Client<Contract, Events> {
  /** Connects at once when the connection is lost; does nothing otherwise. */
  retry(): void;
}
