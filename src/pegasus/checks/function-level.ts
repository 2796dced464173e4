import { LEVEL_FACTS, readLevel } from "../level.ts";
import { over, verdict, type Check } from "./check.ts";

/** What the leading meta lets itself do (reference 6.4). */
export const functionLevel: Check = {
  id: "level",
  title: "Function level",
  judge: ({ info }) =>
    over(info, ({ meta_function_level: said }) => {
      const level = readLevel(said);
      if (level === null)
        return verdict("unknown", `The function level is ${said}, which this dashboard does not know.`);
      const { repairs, meaning } = LEVEL_FACTS[level];
      return verdict(repairs ? "ok" : "critical", `The function level is ${level}. ${meaning}`);
    }),
};
