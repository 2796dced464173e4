/** Before the browser tests: what they look at is built from the sources as they are. */
import { ensureBuild } from "./sources.ts";

export default ensureBuild;
