import { type KeyBindingPress, matchKeyBindingPress, parseKeybinding } from 'tinykeys'

const MODIFIERS = ['$mod', 'Control', 'Meta', 'Alt', 'Shift'] as const

/** Keys that are held and mean nothing alone. */
const HELD: ReadonlySet<string> = new Set([
  'Control',
  'Shift',
  'Alt',
  'Meta',
  'AltGraph',
  'CapsLock',
])

/** Whether these keys, written like `$mod+Shift+p`, are the ones that were pressed. */
export function isPressed(keys: string, event: KeyboardEvent): boolean {
  if (keys === '') return false
  return [keys, ...onOtherLayouts(keys, event)].some((written) =>
    parseKeybinding(written).every((press) => matchKeyBindingPress(event, plusFor(press, event))),
  )
}

/** The plus key has its sign with Shift here, without there, and on the number pad. */
function plusFor(press: KeyBindingPress, event: KeyboardEvent): KeyBindingPress {
  const [held, key] = press
  if (key !== '=' || event.key !== '+') return press
  return [event.shiftKey ? [...held, 'Shift'] : held, '+']
}

/** Where letters are not Latin, the place of the key counts. */
function onOtherLayouts(keys: string, { key }: KeyboardEvent): string[] {
  const isForeign = key.length === 1 && key.charCodeAt(0) > 0x7f
  const letter = /^(.*\+|)([a-z])$/iu.exec(keys)
  return isForeign && letter !== null ? [`${letter[1]}Key${(letter[2] ?? '').toUpperCase()}`] : []
}

/** How what was pressed is written; null while only keys are held that mean nothing alone. */
export function keysOf(event: KeyboardEvent, isMac: boolean): string | null {
  if (HELD.has(event.key)) return null
  const held = {
    $mod: isMac ? event.metaKey : event.ctrlKey,
    Control: isMac && event.ctrlKey,
    Meta: !isMac && event.metaKey,
    Alt: event.altKey,
    Shift: event.shiftKey,
  }
  const key = event.key === ' ' ? 'Space' : event.key === '+' ? '=' : event.key
  return [...MODIFIERS.filter((name) => held[name]), lower(key)].join('+')
}

/** The keys as they are labelled on this computer, for a person to read. */
export function labelsOf(keys: string, isMac: boolean): string[] {
  if (keys === '') return []
  const names: Record<string, string> = {
    $mod: isMac ? '⌘' : 'Ctrl',
    Control: isMac ? '⌃' : 'Ctrl',
    Meta: isMac ? '⌘' : 'Win',
    Alt: isMac ? '⌥' : 'Alt',
    Shift: isMac ? '⇧' : 'Shift',
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
    Escape: 'Esc',
    '=': '+',
    '-': '−',
  }
  return keys.split('+').map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key))
}

function lower(key: string): string {
  return key.length === 1 ? key.toLowerCase() : key
}
