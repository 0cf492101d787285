import { describe, expect, it } from 'vitest'
import { isPressed, keysOf, labelsOf } from '../../src/renderer/actions/keys'
import { assigned, holderOf, keysFor, released } from '../../src/renderer/actions/shortcuts'
import { acceleratorOf, shortcutOf } from '../../src/shared/shortcuts'

const HELD = {
  ctrlKey: 'Control',
  shiftKey: 'Shift',
  altKey: 'Alt',
  metaKey: 'Meta',
} as const

/** A key that goes down, with those that are held meanwhile. */
function pressed(key: string, held: Partial<Record<keyof typeof HELD, true>> = {}, code = '') {
  const none = { ctrlKey: false, shiftKey: false, altKey: false, metaKey: false }
  const all = { ...none, ...held }
  const names = Object.entries(HELD).filter(([name]) => all[name as keyof typeof HELD])
  return {
    key,
    code,
    ...all,
    getModifierState: (name: string) => names.some(([, one]) => one === name),
  } as KeyboardEvent
}

const CTRL = { ctrlKey: true } as const

describe('keys', () => {
  it.each([
    ['$mod+n', pressed('n', CTRL), true],
    ['$mod+n', pressed('n'), false],
    ['$mod+n', pressed('n', { ...CTRL, shiftKey: true }), false],
    ['$mod+Shift+p', pressed('P', { ...CTRL, shiftKey: true }), true],
    ['$mod+n', pressed('т', CTRL, 'KeyN'), true],
    ['$mod+n', pressed('k', CTRL, 'KeyN'), false],
    ['Shift+?', pressed('?', { shiftKey: true }), true],
    ['$mod+=', pressed('=', CTRL), true],
    ['$mod+=', pressed('+', CTRL), true],
    ['$mod+=', pressed('+', { ...CTRL, shiftKey: true }), true],
    ['', pressed('n', CTRL), false],
  ])('%s are found again', (keys, event, is) => {
    expect(isPressed(keys, event)).toBe(is)
  })

  it.each([
    [pressed('N', { ...CTRL, shiftKey: true }), '$mod+Shift+n'],
    [pressed('F5'), 'F5'],
    [pressed(' ', CTRL), '$mod+Space'],
    [pressed('Control', CTRL), null],
  ])('are written down as they are read', (event, written) => {
    expect(keysOf(event, false)).toBe(written)
  })

  it('are told as they are labelled', () => {
    expect(labelsOf('$mod+Shift+p', false)).toEqual(['Ctrl', 'Shift', 'P'])
    expect(labelsOf('$mod+Shift+p', true)).toEqual(['⌘', '⇧', 'P'])
    expect(labelsOf('', false)).toEqual([])
  })

  it('are called otherwise by menus', () => {
    expect(acceleratorOf('$mod+Shift+p')).toBe('CmdOrCtrl+Shift+P')
    expect(shortcutOf('add', {})).toBe('$mod+n')
    expect(shortcutOf('add', { add: '' })).toBe('')
  })
})

describe('shortcuts of one’s own', () => {
  const search = { id: 'search', keys: '$mod+f', run: () => undefined } as const
  const add = { id: 'add', keys: '$mod+n', run: () => undefined } as const
  const both = [search, add]

  it('take keys from the action that has them', () => {
    expect(holderOf('$mod+f', 'add', {}, both)).toBe('search')
    const own = assigned('$mod+f', 'add', {}, both)
    expect(keysFor(add, own)).toBe('$mod+f')
    expect(keysFor(search, own)).toBe('')
    expect(holderOf('$mod+f', 'add', own, both)).toBeNull()
  })

  it('are no conflict with oneself, or with none', () => {
    expect(holderOf('$mod+f', 'search', {}, both)).toBeNull()
    expect(holderOf('', 'search', { add: '' }, both)).toBeNull()
  })

  it('are given back', () => {
    expect(keysFor(add, released('add', { add: '$mod+x' }))).toBe('$mod+n')
  })
})
