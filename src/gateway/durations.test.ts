import { expect, it } from "vitest";
import { Durations } from "./durations.ts";

it("counts in every bucket that is large enough, by labels, as Prometheus reads it", () => {
  const durations = new Durations("d_seconds", "How long.", ["route", "status"], [0.1, 1]);
  for (const seconds of [0.05, 0.1, 0.5, 7]) durations.observe(["leader", "2xx"], seconds);
  durations.observe(['odd"\\', "5xx"], 1);
  expect(durations.text()).toBe(`# HELP d_seconds How long.
# TYPE d_seconds histogram
d_seconds_bucket{le="0.1",route="leader",status="2xx"} 2
d_seconds_bucket{le="1",route="leader",status="2xx"} 3
d_seconds_bucket{le="+Inf",route="leader",status="2xx"} 4
d_seconds_sum{route="leader",status="2xx"} 7.65
d_seconds_count{route="leader",status="2xx"} 4
d_seconds_bucket{le="0.1",route="odd\\"\\\\",status="5xx"} 0
d_seconds_bucket{le="1",route="odd\\"\\\\",status="5xx"} 1
d_seconds_bucket{le="+Inf",route="odd\\"\\\\",status="5xx"} 1
d_seconds_sum{route="odd\\"\\\\",status="5xx"} 1
d_seconds_count{route="odd\\"\\\\",status="5xx"} 1
`);
});
