// `host:port` texts.

export interface Address {
  /** Lower case; an IPv6 address in brackets. */
  readonly host: string;
  readonly port: number;
}

/** `undefined` for a text that is no address, such as the `invalid host_port` of a meta that knows no leader (1.7). */
export function readAddress(text: string): Address | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[\w.-]+):(\d{1,5})$/i.exec(text);
  if (match === null) return undefined;
  const [, host = "", port = ""] = match;
  return { host: host.toLowerCase(), port: Number(port) };
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || host === "::1" || /^127(\.\d+){3}$/.test(host);
}

/** Whether the host is a number rather than a name. */
export function isIp(host: string): boolean {
  return host.startsWith("[") || /^\d+(\.\d+){3}$/.test(host);
}
