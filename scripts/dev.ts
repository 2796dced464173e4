/** `npm run dev -- [options]`: Vite with the gateway and the simulated cluster. */
import { createServer } from "vite";

import { closeOnSignal, passOptions } from "./options.ts";
import { ROOT } from "./sources.ts";

const listen = passOptions(process.argv.slice(2), process.env);
const server = await createServer({ root: ROOT, clearScreen: false, server: listen });
closeOnSignal(() => server.close());
await server.listen();
server.printUrls();
