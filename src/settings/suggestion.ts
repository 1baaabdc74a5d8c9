import type { Nearby, Reading } from "../ports.ts";
import type { Known } from "./known.ts";
import type { Choice } from "./value.ts";

/** A value, or the beginning of one, that TAB offers. */
export interface Offer extends Choice {
  /** The value goes on: no blank is put behind it. */
  readonly open?: boolean;
}

/** What is around the value that is being typed. */
export interface Around {
  readonly command: string;
  readonly known: Known;
  readonly reading: Reading;
  readonly nearby: Nearby;
}

/** What a value can become, told what is typed of it. Offers that do not begin so are passed over. */
export type Typing = (typed: string, around: Around) => Promise<readonly Offer[]> | readonly Offer[];
