import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SessionLock } from '../../src/main/io/store/session-lock'
import { tempFolder } from './temp-folder'

describe('SessionLock', () => {
  it('is alive for itself and others until it is released', () => {
    const dir = tempFolder()
    const [one, other] = [new SessionLock(dir), new SessionLock(dir)]
    expect(one.id).not.toBe(other.id)
    expect([one.isAlive(one.id), one.isAlive(other.id), other.isAlive(one.id)]).toEqual([
      true,
      true,
      true,
    ])
    other.release()
    expect([one.isAlive(other.id), one.isAlive(one.id)]).toEqual([false, true])
    one.release()
    expect(readdirSync(join(dir, 'sessions'))).toEqual([])
  })

  it('stays alive when others have asked', () => {
    const dir = tempFolder()
    const [one, other] = [new SessionLock(dir), new SessionLock(dir)]
    for (let time = 0; time < 3; time += 1) expect(other.isAlive(one.id)).toBe(true)
    one.release()
    other.release()
  })

  it('sweeps away what the dead left, and nothing of the living', () => {
    const dir = tempFolder()
    const [one, other] = [new SessionLock(dir), new SessionLock(dir)]
    const sessions = join(dir, 'sessions')
    const living = readdirSync(sessions)
    for (const name of ['dead.lock', 'dead.lock-journal', 'strange.txt']) {
      writeFileSync(join(sessions, name), '')
    }
    one.sweep()
    expect(readdirSync(sessions).sort()).toEqual([...living, 'strange.txt'].sort())
    expect(one.isAlive(other.id)).toBe(true)
    one.release()
    other.release()
  })

  it('knows no session that never was', () => {
    const dir = tempFolder()
    const lock = new SessionLock(dir)
    expect(lock.isAlive('00000000-0000-0000-0000-000000000000')).toBe(false)
    lock.release()
  })
})
