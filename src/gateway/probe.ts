// A connection of its own to somebody who may be anything: is the port open, and what comes back to a plain GET.
import { connect, type Socket } from "node:net";

/** What came back to one GET, and why no more was waited for. */
export interface Echo {
  /** A character for each byte. */
  readonly text: string;
  readonly end: "whole" | "closed" | "silent";
}

const MOST_BYTES = 64 * 1024;

/** `address` is `ip:port`. @throws an Error with a system code, or `ETIMEDOUT` after `longestMs` */
export function openPort(address: string, longestMs: number): Promise<Socket> {
  const [, host = "", port = ""] = /^\[?(.*?)\]?:(\d+)$/.exec(address) ?? [];
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(port) });
    const timer = setTimeout(() => {
      socket.destroy(Object.assign(new Error("It took too long."), { code: "ETIMEDOUT" }));
    }, longestMs);
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.off("error", reject);
      socket.on("error", () => socket.destroy());
      resolve(socket);
    });
    socket.once("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}

/** Sends one GET and ends the connection when the answer is whole, or large, or does not come. */
export function plainGet(socket: Socket, host: string, path: string, longestMs: number): Promise<Echo> {
  return new Promise((resolve) => {
    let text = "";
    const finish = (end: Echo["end"]): void => {
      clearTimeout(timer);
      socket.removeAllListeners("data").removeAllListeners("close");
      socket.destroy();
      resolve({ text, end });
    };
    const timer = setTimeout(() => finish("silent"), longestMs);
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      if (text.length > MOST_BYTES || isWhole(text)) finish("whole");
    });
    socket.on("close", () => finish("closed"));
    if (socket.destroyed) finish("closed");
    else socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: */*\r\n\r\n`);
  });
}

/** By its length, or the last chunk. What has neither ends with its connection. */
function isWhole(text: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const head = text.slice(0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return text.length - end - 4 >= Number(length);
  return /\r\ntransfer-encoding: *chunked/i.test(head) && text.endsWith("\r\n0\r\n\r\n");
}
