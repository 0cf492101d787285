import { version } from '../../../package.json'
import { get } from './get'
import { parseCommandLine } from './usage'

const options = parseCommandLine(process.argv.slice(2), version)
process.exitCode = 'exitStatus' in options ? options.exitStatus : await get(options, version)
