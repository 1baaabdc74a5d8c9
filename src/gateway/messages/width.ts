import stringWidth from "fast-string-width";
import { drawnBy, isNarrow } from "./drawn.ts";

/**
 * Texts by how many columns a terminal draws them in: two for a Chinese letter, none for an accent or a colour. What
 * measures that takes longer to load than a TAB may.
 */
export const { widthOf, padded, cutTo, cutInMiddle } = drawnBy((text) =>
  isNarrow(text) ? text.length : stringWidth(text),
);
