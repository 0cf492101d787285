import { describe, expect, it } from 'vitest'
import { editOptions } from '../../src/main/engine/commands/edit-options'
import { NO_OPTIONS } from '../../src/shared/download-options'

const LOGIN = { user: 'ann', password: 'secret' }

describe('a change of options', () => {
  it('leaves what it does not name', () => {
    const options = { ...NO_OPTIONS, cookie: 'a=1', limitBytesPerSec: 5 }
    expect(editOptions(options, { connections: 3, userAgent: undefined })?.options).toEqual({
      ...options,
      connections: 3,
    })
  })

  it('is none when nothing differs', () => {
    expect(editOptions(NO_OPTIONS, { connections: null, headers: {}, name: 'x' })).toBeNull()
  })

  it('is told without secrets', () => {
    const change = {
      headers: { 'X-Key': 'secret' },
      cookie: 'secret',
      login: LOGIN,
      proxy: 'http://ann:secret@p.example',
      connections: 2,
    }
    const notes = editOptions(NO_OPTIONS, change)?.notes ?? []
    expect(JSON.stringify(notes)).not.toContain('secret')
    expect(notes).toContainEqual({ kind: 'changed', facts: { what: 'connections', to: 2 } })
    expect(notes.map(({ facts }) => facts.what)).toEqual([
      ...['connections', 'headers', 'cookie', 'login', 'proxy'],
    ])
  })

  it('keeps a password that nobody typed', () => {
    const change = { login: { user: 'bob', password: null } }
    expect(editOptions({ ...NO_OPTIONS, login: LOGIN }, change)?.options.login).toEqual({
      user: 'bob',
      password: 'secret',
    })
    expect(editOptions({ ...NO_OPTIONS, login: LOGIN }, { login: null })?.options.login).toBeNull()
  })
})
