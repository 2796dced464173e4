import { over, ok, verdict, type Check } from "./check.ts";
import type { ServerFact } from "./facts.ts";
import { few, many, partOf } from "./words.ts";

function names(metas: readonly ServerFact[]): string[] {
  return metas.map(({ server }) => server);
}

/** Every meta reachable, and exactly one of them leading (reference 1.7 and 6.7). */
export const metas: Check = {
  id: "metas",
  title: "Meta servers",
  judge: ({ roster, metas: answers }) =>
    over(roster, (servers) => {
      const all = servers.filter(({ role }) => role === "meta");
      const starting = all.filter((meta) => meta.starting);
      const silent = all.filter((meta) => !meta.starting && meta.alive === false);
      const leader = all.find((meta) => meta.leader);
      const claims = answers.kind === "known" ? [...answers.value.answers].filter(([, status]) => status === 200) : [];
      if (all.length === 0) return verdict("unknown", "No meta server is known yet.");
      if (silent.length === all.length)
        return verdict("critical", `None of the ${many(all.length, "meta server")} answers.`, {
          servers: names(silent),
        });
      if (claims.length > 1) {
        const both = claims.map(([server]) => server);
        return verdict("critical", `${claims.length} meta servers lead at once: ${few(both)}.`, { servers: both });
      }
      const rest = [
        ...(silent.length > 0 ? [`${partOf(silent.length, all.length, "meta server")} not answering`] : []),
        ...(starting.length > 0
          ? [`${many(starting.length, "meta server")} starting, left alone until safe to ask`]
          : []),
      ].join("; ");
      const about = { servers: names([...silent, ...starting]) };
      if (leader === undefined)
        return verdict(
          "critical",
          `No meta server leads: nothing fails over and no table can be changed${rest === "" ? "" : `; ${rest}`}.`,
          about,
        );
      if (silent.length > 0) return verdict("warning", `${rest}; ${leader.server} leads.`, about);
      if (starting.length > 0) return verdict("notice", `${rest}; ${leader.server} leads.`, about);
      if (all.length === 1)
        return verdict("notice", `${leader.server} is the only meta server: nobody takes over from it.`);
      return ok(`All ${all.length} answer, and ${leader.server} leads.`);
    }),
};
