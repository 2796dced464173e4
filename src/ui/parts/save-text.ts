import { saveFile } from "./save-file.ts";

/** Hands a text to the browser's downloads. */
export function saveText(name: string, type: string, text: string): void {
  saveFile(new Blob([text], { type: `${type};charset=utf-8` }), name);
}
