/** What the engine takes from any JavaScript host, browser or Node, without asking for its types. */
declare class TextDecoder {
  constructor(label?: string)
  decode(bytes: Uint8Array): string
}
