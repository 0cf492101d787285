import { execFileSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getAttribute } from '@napi-rs/xattr'
import { describe, expect, it, type TestContext } from 'vitest'
import { quarantine, zoneIdentifier } from '../../src/main/io/files/mark-origin'
import { NodeFiles } from '../../src/main/io/files/node-files'
import { run } from '../../src/main/kernel'
import { tempFolder } from './temp-folder'

const files = new NodeFiles()
const LINK = 'https://ann:secret@a.example/dir/x%20y.zip?token=secret#part'
const BARE = 'https://a.example/dir/x%20y.zip'
const PAGE = 'https://b.example/page?session=1'

/** A folder with an unfinished file that is marked and then given its name. */
async function markedFile(context: TestContext, page: string | null): Promise<string> {
  const dir = tempFolder()
  writeFileSync(join(dir, 'x.part'), 'bytes')
  await run(files.markOrigin(dir, 'x.part', LINK, page))
  await run(files.finish(dir, 'x.part', 'x'))
  const path = join(dir, 'x')
  if ((await attribute(path, 'origin')) === null) context.skip('this disk keeps no attributes')
  return path
}

async function attribute(path: string, name: string): Promise<string | null> {
  return (await getAttribute(path, `user.xdg.${name}.url`))?.toString() ?? null
}

describe.runIf(process.platform === 'linux')('the mark of origin on Linux', () => {
  it('stays on the file under its final name, without what may be a secret', async (context) => {
    const path = await markedFile(context, PAGE)
    expect(await attribute(path, 'origin')).toBe(BARE)
    expect(await attribute(path, 'referrer')).toBe('https://b.example/page')
  })

  it('names no page where none is known', async (context) => {
    const path = await markedFile(context, null)
    expect(await attribute(path, 'referrer')).toBeNull()
  })

  it('is found by the programs of the desktop', async (context) => {
    const path = await markedFile(context, null)
    const args = ['info', '-a', 'xattr::xdg.origin.url', path]
    const env = { ...process.env, GIO_USE_VFS: 'local' }
    try {
      const told = execFileSync('gio', args, { encoding: 'utf8', env })
      expect(told).toContain(`xattr::xdg.origin.url: ${BARE}\n`)
    } catch (error) {
      if (error instanceof Error && 'code' in error) context.skip('there is no gio')
      throw error
    }
  })

  it('is left out in silence where it cannot be written', async () => {
    const dir = tempFolder()
    writeFileSync(join(dir, 'x'), 'bytes')
    await run(files.markOrigin(dir, 'gone', LINK))
    await run(files.markOrigin('/proc', 'version', LINK))
    await run(files.markOrigin(dir, 'x', 'no link'))
    expect(await getAttribute(join(dir, 'x'), 'user.xdg.origin.url').catch(() => null)).toBeNull()
    expect(readdirSync(dir)).toEqual(['x'])
  })
})

describe('the mark of origin', () => {
  it('is a quarantine with flags, time, program and id on macOS', () => {
    expect(quarantine(0x5f3c_0a1b * 1000 + 999, 'ab-cd')).toBe('0081;5f3c0a1b;Rill;AB-CD')
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
