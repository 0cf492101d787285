import { version } from '../../../package.json'
import { toDownloadError } from '../engine/download-error'
import { sentence } from './sentence'
import { complain, parseCommandLine, WRONG_USAGE } from './usage'
import { UsageError } from './usage-error'

async function main(): Promise<number> {
  try {
    const options = parseCommandLine(process.argv.slice(2), version)
    if ('exitStatus' in options) return options.exitStatus
    switch (options.command) {
      case 'get': {
        const { get } = await import('./get')
        return await get(options, version)
      }
      case 'verify': {
        const { verify } = await import('./verify')
        return await verify(options, version)
      }
      case 'log': {
        const { log } = await import('./log')
        return log(options)
      }
    }
  } catch (error) {
    if (error instanceof UsageError) {
      complain(error.message)
      return WRONG_USAGE
    }
    process.stderr.write(`rill: ${sentence(toDownloadError(error).info)}\n`)
    return 1
  }
}

// When nothing is left to be done or said. Otherwise Node first gives its memory back piece by piece,
// which takes longer than to fetch a small file, and the system takes it all at once.
process.once('beforeExit', () => process.exit())

// Until it is known: nothing that ends before has been done.
process.exitCode = 1
void main().then((status) => {
  process.exitCode = status
})
