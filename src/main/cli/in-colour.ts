import { styleText } from 'node:util'

/** Colours a text for standard output where that shows colours; NO_COLOR forbids it. */
export function inColour(colour: 'green' | 'yellow', text: string): string {
  return process.stdout.isTTY && process.stdout.hasColors() ? styleText(colour, text) : text
}
