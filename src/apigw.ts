import { main } from "./main.ts";
import { runHere } from "./world.ts";

await runHere(main);
