import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { gioSet, quarantine, setfattr, zoneIdentifier } from '../../src/main/io/files/mark-origin'
import { NodeFiles } from '../../src/main/io/files/node-files'
import { CancelledError, createTask, run, sleep } from '../../src/main/kernel'
import { thrownBy } from '../kernel/virtually'
import { tempFolder } from './temp-folder'

const files = new NodeFiles()
const LINK = 'https://ann:secret@a.example/dir/x%20y.zip?token=secret#part'
const BARE = 'https://a.example/dir/x%20y.zip'

/** The programs that are there for the rest of the test: each a script of the shell. */
function onlyPrograms(scripts: Readonly<Record<string, string>>): string {
  const bin = mkdtempSync(join(tempFolder(), 'bin-'))
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(bin, name), 0o755)
  }
  const { PATH } = process.env
  process.env.PATH = bin
  onTestFinished(() => {
    process.env.PATH = PATH
  })
  return bin
}

/** A script that notes its arguments, one a line. */
const noted = (log: string): string => `printf '%s\\n' "$@" >>${log}`

describe.runIf(process.platform === 'linux')('the mark of origin on Linux', () => {
  it('stays on the file under its final name', async (context) => {
    const dir = tempFolder()
    const read = (name: string): string => {
      const path = join(dir, 'x')
      return execFileSync('gio', ['info', '-a', `xattr::xdg.${name}.url`, path], {
        encoding: 'utf8',
        env: { ...process.env, GIO_USE_VFS: 'local' },
      })
    }
    writeFileSync(join(dir, 'x.part'), 'bytes')
    await run(files.markOrigin(dir, 'x.part', LINK, 'https://b.example/page?session=1'))
    await run(files.finish(dir, 'x.part', 'x'))
    try {
      read('origin')
    } catch {
      context.skip('there is no gio to write and read it')
    }
    if (!read('origin').includes('xdg')) context.skip('this disk keeps no attributes')
    expect(read('origin')).toContain(`xattr::xdg.origin.url: ${BARE}\n`)
    expect(read('referrer')).toContain('xattr::xdg.referrer.url: https://b.example/page\n')
  })

  it('is written by setfattr, without what may be a secret', async () => {
    const dir = tempFolder()
    const log = join(dir, 'log')
    onlyPrograms({ setfattr: noted(log), gio: 'exit 1' })
    await run(files.markOrigin(dir, '-x', LINK))
    const [option, name, , value = '', ...rest] = readFileSync(log, 'utf8').trim().split('\n')
    expect([option, name, rest]).toEqual(['-n', 'user.xdg.origin.url', ['--', join(dir, '-x')]])
    expect(Buffer.from(value.replace(/^0s/u, ''), 'base64').toString()).toBe(BARE)
  })

  it('is written by gio where there is no setfattr', async () => {
    const dir = tempFolder()
    const log = join(dir, 'log')
    onlyPrograms({ gio: noted(log) })
    await run(files.markOrigin(dir, 'x', LINK, LINK))
    const args = ['set', '-t', 'string', join(dir, 'x')]
    expect(readFileSync(log, 'utf8').trim().split('\n')).toEqual([
      ...args,
      'xattr::xdg.origin.url',
      BARE,
      ...args,
      'xattr::xdg.referrer.url',
      BARE,
    ])
  })

  it('is left out in silence where it cannot be written', async () => {
    const dir = tempFolder()
    const log = join(dir, 'log')
    onlyPrograms({})
    await run(files.markOrigin(dir, 'x', LINK))
    onlyPrograms({ setfattr: 'echo "not supported" >&2; exit 1', gio: noted(log) })
    await run(files.markOrigin(dir, 'x', LINK))
    onlyPrograms({ setfattr: noted(log) })
    await run(files.markOrigin(dir, 'x', 'no link'))
    expect(existsSync(log)).toBe(false)
  })

  it('ends its program when it is cancelled', async () => {
    const dir = tempFolder()
    onlyPrograms({ setfattr: `: >${dir}/begun; exec /bin/sleep 100` })
    await run(
      (function* () {
        const task = createTask(files.markOrigin(dir, 'x', LINK))
        while (!existsSync(join(dir, 'begun'))) yield* sleep(1)
        task.cancel()
        expect(yield* thrownBy(task[Symbol.iterator]())).toBeInstanceOf(CancelledError)
      })(),
    )
  })
})

describe('the mark of origin', () => {
  it('is base64 for setfattr, so that nothing in it has a meaning', () => {
    expect(setfattr('/d/x', 'xdg.origin.url', 'https://a/"\\')).toEqual({
      program: 'setfattr',
      args: ['-n', 'user.xdg.origin.url', '-v', '0saHR0cHM6Ly9hLyJc', '--', '/d/x'],
    })
  })

  it('has its backslashes escaped for gio', () => {
    expect(gioSet('/d/x', 'xdg.origin.url', 'a\\x41').args.at(-1)).toBe('a\\x5cx41')
  })

  it('is a quarantine with flags, time, program and id on macOS', () => {
    expect(quarantine('/d/x', 0x5f3c_0a1b * 1000 + 999, 'ab-cd')).toEqual({
      program: '/usr/bin/xattr',
      args: ['-w', 'com.apple.quarantine', '0081;5f3c0a1b;Rill;AB-CD', '/d/x'],
    })
  })

  it('is the zone of the internet on Windows', () => {
    expect(zoneIdentifier('https://a/x', 'https://b/')).toBe(
      '[ZoneTransfer]\r\nZoneId=3\r\nReferrerUrl=https://b/\r\nHostUrl=https://a/x\r\n',
    )
    expect(zoneIdentifier('https://a/x', null)).toBe(
      '[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://a/x\r\n',
    )
  })
})
