/** `npm run preview -- [options]`: the built page as Vite serves it, with the gateway. */
import { preview } from "vite";

import { closeOnSignal, passOptions } from "./options.ts";
import { ensureBuild, ROOT } from "./sources.ts";

const listen = passOptions(process.argv.slice(2), process.env);
ensureBuild();
const server = await preview({ root: ROOT, preview: listen });
closeOnSignal(() => server.close());
server.printUrls();
