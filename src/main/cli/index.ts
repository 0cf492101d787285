import { version } from '../../../package.json'
import { describeError } from '../../shared/describe-error'
import { toDownloadError } from '../engine/download-error'
import { get } from './get'
import { parseCommandLine } from './usage'

const options = parseCommandLine(process.argv.slice(2), version)
try {
  process.exitCode = 'exitStatus' in options ? options.exitStatus : await get(options, version)
} catch (error) {
  const { happened, remedy } = describeError(toDownloadError(error).info)
  process.stderr.write(`rill: ${happened} ${remedy}\n`)
  process.exitCode = 1
}
