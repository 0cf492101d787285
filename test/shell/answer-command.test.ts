import { afterEach, describe, expect, it, vi } from 'vitest'
import { DownloadError } from '../../src/main/engine/download-error'
import { answerCommand, CommandError } from '../../src/main/shell/answer-command'
import type { Command } from '../../src/shared/ipc'

const never = (): never => {
  throw new Error('it ran')
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a command with right arguments', () => {
  it('runs with them and gives its result', async () => {
    const run = vi.fn(() => Promise.resolve('done'))
    expect(await answerCommand('pause', [[1, 2]], run)).toEqual({ ok: true, value: 'done' })
    expect(run).toHaveBeenCalledWith([[1, 2]])
  })

  it('tells its own sentence when it cannot be done', async () => {
    const run = (): never => {
      throw new CommandError('It is gone.')
    }
    expect(await answerCommand('open', [1], run)).toEqual({ ok: false, message: 'It is gone.' })
  })

  it('puts an error of the engine into words', async () => {
    const run = (): never => {
      throw new DownloadError('disk-full')
    }
    expect(await answerCommand('resumeAll', [], run)).toEqual({
      ok: false,
      message:
        'The disk is full. Free some space or choose another folder. Rill then continues automatically.',
    })
  })

  it('keeps the words of a mistake of ours to the log', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    const reply = await answerCommand('pauseAll', [], () => Promise.reject(new Error('x is not a')))
    expect(reply).toMatchObject({ ok: false, message: expect.not.stringContaining('x is not a') })
    expect(log).toHaveBeenCalledOnce()
  })
})

describe('a command with wrong arguments', () => {
  const add = { urls: ['https://a.test/'], dir: '/d', paused: false }
  const cases: readonly [title: string, command: Command, args: unknown, message: RegExp][] = [
    ['no array', 'pauseAll', undefined, /invalid request/],
    ['too many', 'pauseAll', [1], /invalid request/],
    ['ids that are none', 'pause', [['1; drop table']], /invalid request/],
    ['a link of another kind', 'addDownloads', [{ ...add, urls: ['ftp://a/'] }], /link: ftp:\/\/a/],
    ['no links', 'addDownloads', [{ ...add, urls: [] }], /between 1 and 100,000 links/],
    ['no folder', 'addDownloads', [{ ...add, dir: '' }], /folder/],
    ['an unknown field', 'addDownloads', [{ ...add, evil: 1 }], /invalid request/],
    ['too many connections', 'updateSettings', [{ connectionsPerDownload: 65 }], /from 1 to 64/],
  ]

  it.each(cases)('is refused in plain words for %s', async (_title, command, args, message) => {
    const reply = await answerCommand(command, args, never)
    expect(reply).toEqual({ ok: false, message: expect.stringMatching(message) })
  })

  it('shows only the beginning of a very long link', async () => {
    const urls = [`ftp://${'a'.repeat(5000)}`]
    const reply = await answerCommand('addDownloads', [{ ...add, urls }], never)
    expect(JSON.stringify(reply).length).toBeLessThan(200)
  })
})
