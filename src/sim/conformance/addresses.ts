// Recorded servers had the ports of a onebox on `localhost`; simulated ones have whatever was free. Both sides are brought to
// `127.0.0.1` and the recorded port before they are compared.

export class Addresses {
  private readonly recorded = new Map<number, number>();
  private readonly simulated = new Map<number, number>();

  /** Which simulated server (`127.0.0.1:PORT`) plays which recorded port. */
  constructor(pairs: Iterable<readonly [recorded: number, simulated: string]>) {
    for (const [recorded, address] of pairs) {
      const port = Number(address.split(":")[1]);
      this.recorded.set(port, recorded);
      this.simulated.set(recorded, port);
    }
  }

  /** The simulated port that plays a recorded one. */
  portOf(recorded: number): number {
    const port = this.simulated.get(recorded);
    if (port === undefined) throw new Error(`Nobody plays the recorded port ${recorded}`);
    return port;
  }

  serverOf(recorded: number): string {
    return `127.0.0.1:${this.portOf(recorded)}`;
  }

  fromSimulated(text: string): string {
    const swap = (port: string): string => String(this.recorded.get(Number(port)) ?? port);
    return text
      .replaceAll(/\b127\.0\.0\.1:(\d{4,5})\b/g, (_, port: string) => `127.0.0.1:${swap(port)}`)
      .replace(/("port": )(\d+)/, (_, key: string, port: string) => key + swap(port));
  }

  fromRecorded(text: string): string {
    return text.replaceAll(/\blocalhost:(?=34\d{3}\b)/g, "127.0.0.1:");
  }
}
