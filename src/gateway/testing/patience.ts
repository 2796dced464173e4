/** For `expect.poll`: looks often, and gives a busy machine its time. */
export const PATIENT = { timeout: 10_000, interval: 20 };
