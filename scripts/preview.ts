/** `npm run preview -- [options]`: the built page as Vite serves it, with the gateway. */
import { preview } from "vite";

import { closeOnSignal, passOptions } from "./options.ts";
import { ensureBuild, ROOT } from "./sources.ts";

passOptions();
ensureBuild();
const server = await preview({ root: ROOT });
closeOnSignal(() => server.close());
server.printUrls();
