import { expect, it } from "vitest";
import { OPEN, type AccessSettings } from "../access.ts";
import { PROXY } from "../testing/people.ts";
import { Visits } from "./visit.ts";

const TRUSTING: AccessSettings = { ...OPEN, trusted: ["127.0.0.1", "10.1.0.0/16"], signIn: { proxyHeader: PROXY } };

it.each<[peer: string | null, forwarded: string, address: string]>([
  ["192.0.2.1", "", "192.0.2.1"],
  ["::ffff:192.0.2.1", "", "192.0.2.1"],
  // A stranger may write what it likes.
  ["192.0.2.1", "10.1.2.3", "192.0.2.1"],
  ["127.0.0.1", "", "127.0.0.1"],
  ["127.0.0.1", "192.0.2.1", "192.0.2.1"],
  ["::ffff:127.0.0.1", "192.0.2.1", "192.0.2.1"],
  ["127.0.0.1", "evil, 192.0.2.1", "192.0.2.1"],
  ["127.0.0.1", "192.0.2.66, 192.0.2.1, 10.1.0.7", "192.0.2.1"],
  ["127.0.0.1", "10.1.0.7, 10.1.0.8", "127.0.0.1"],
  ["10.9.9.9", "192.0.2.1", "192.0.2.1"],
  ["127.0.0.1", "2001:db8::1", "2001:db8::1"],
  ["127.0.0.1", "[2001:db8::1]", "2001:db8::1"],
  ["127.0.0.1", "<script>", "127.0.0.1"],
  ["127.0.0.1", `192.0.2.1${", 10.1.0.7".repeat(30)}`, "127.0.0.1"],
  [null, "192.0.2.1", "unknown"],
])("a request of %s forwarded for %j comes from %s", (peer, forwarded, address) => {
  const headers = new Headers(forwarded === "" ? {} : { "x-forwarded-for": forwarded });
  expect(new Visits(TRUSTING).read(headers, peer).address).toBe(address);
});

it.each<[publicUrl: string | null, peer: string, proto: string | null, secure: boolean]>([
  [null, "127.0.0.1", null, false],
  [null, "127.0.0.1", "https", true],
  [null, "127.0.0.1", "HTTPS", true],
  [null, "127.0.0.1", "http", false],
  [null, "127.0.0.1", "https, http", false],
  [null, "192.0.2.1", "https", false],
  ["http://p.example", "127.0.0.1", null, false],
  ["https://p.example", "127.0.0.1", null, true],
  ["https://p.example", "192.0.2.1", "http", true],
])(
  "with the public address %s, a request of %s with the protocol %s is secure: %s",
  (publicUrl, peer, proto, secure) => {
    const headers = new Headers(proto === null ? {} : { "x-forwarded-proto": proto });
    expect(new Visits({ ...TRUSTING, publicUrl }).read(headers, peer).secure).toBe(secure);
  },
);

it("believes nobody where nobody is trusted", () => {
  const headers = new Headers({ "x-forwarded-for": "192.0.2.1", "x-forwarded-proto": "https" });
  expect(new Visits(OPEN).read(headers, "127.0.0.1")).toEqual({
    peer: "127.0.0.1",
    address: "127.0.0.1",
    secure: false,
  });
});
