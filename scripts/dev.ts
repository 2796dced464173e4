/** `npm run dev -- [options]`: Vite with the gateway and the simulated cluster. */
import { createServer } from "vite";

import { closeOnSignal, passOptions } from "./options.ts";
import { ROOT } from "./sources.ts";

passOptions();
const server = await createServer({ root: ROOT, clearScreen: false });
closeOnSignal(() => server.close());
await server.listen();
server.printUrls();
